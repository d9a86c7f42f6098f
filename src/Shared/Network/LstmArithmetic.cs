namespace Lstm;

/// <summary>How exactly a network computes tanh and the logistic sigmoid.</summary>
#if NET
public enum LstmArithmetic
#else
// The generator's copy is internal: a public one would clash with the runtime's type in a project that references both.
internal enum LstmArithmetic
#endif
{
    /// <summary>Within about one rounding of a float. The results have the same bits on every machine.</summary>
    Exact = 0,

    /// <summary>
    /// With an absolute error of at most 4.6e-6 for tanh and 2.4e-6 for the sigmoid, in about half of the operations. The results have the
    /// same bits on all machines with a fused multiply-add instruction; on others nothing is emulated, and the last bits differ.
    /// </summary>
    Fast = 1,
}
