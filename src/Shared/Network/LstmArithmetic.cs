namespace Lstm;

/// <summary>
/// How exactly a network computes tanh and the logistic sigmoid, and how it adds products where there is no fused multiply-add.
/// </summary>
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
    /// With an absolute error of at most 4.6e-6 for tanh and 2.4e-6 for the sigmoid, in about half of the operations. Other activations are
    /// those of <see cref="Exact"/>. The results have the same bits in all programs that use a fused multiply-add instruction. In others,
    /// such as programs in a browser, sums round each product, and the last bits differ.
    /// </summary>
    Fast = 1,
}
