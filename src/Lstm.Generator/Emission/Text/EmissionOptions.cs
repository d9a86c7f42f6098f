using System.Reflection;

namespace Lstm.Generator.Emission;

/// <summary>Options of the generator that users cannot set: tests run kernels that this processor would not choose.</summary>
/// <remarks>The bits that a network computes do not depend on them.</remarks>
internal sealed record EmissionOptions
{
    /// <summary>What users get.</summary>
    public static EmissionOptions Default { get; } = new();

    /// <summary>The kernels that a class may choose from.</summary>
    public KernelWidths Widths { get; init; } = KernelWidths.All;

    /// <summary>
    /// Whether the JIT optimises a kernel before its first call. Without, the JIT starts with its first tier, which compiles faster.
    /// </summary>
    public bool SkipsTiers { get; init; } = true;

    /// <summary>Whether the generator reports errors in declarations, as a build needs it. Editors take them from the analyzer.</summary>
    public bool ReportsErrors { get; init; } = true;

    /// <summary>The version in <c>[GeneratedCode]</c>: that of this assembly, without the hash of the commit.</summary>
    public string Version { get; init; } = typeof(EmissionOptions).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()
        .InformationalVersion
        .Split('+')[0];
}
