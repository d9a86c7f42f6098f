namespace Lstm.Generator.Emission;

/// <summary>What a generated method asks of the JIT.</summary>
internal enum JitHint
{
    /// <summary>To inline it into its callers.</summary>
    Inline,

    /// <summary>To optimise it before its first call.</summary>
    Optimise,

    /// <summary>To optimise it before its first call, and never to inline it: a caller would share its registers.</summary>
    OptimiseAlone,
}
