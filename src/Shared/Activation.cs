namespace Lstm;

/// <summary>The function a dense head applies to each of its outputs.</summary>
#if NET
public enum Activation
#else
// The generator's copy: public, it would clash with the runtime's in a project that references both.
internal enum Activation
#endif
{
    /// <summary>y = v: the value itself. The default.</summary>
    Linear = 0,

    /// <summary>y = 1 / (1 + e^-v), in [0, 1].</summary>
    Sigmoid = 1,

    /// <summary>y = tanh(v), in [-1, 1].</summary>
    Tanh = 2,

    /// <summary>y = max(0, v).</summary>
    Relu = 3,
}
