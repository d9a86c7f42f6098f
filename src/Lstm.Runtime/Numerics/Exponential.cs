namespace Lstm.CompilerServices;

/// <summary>The exponential behind Elu, Softplus and Softmax: the same rules as <see cref="Activations"/>, so the same bits on every machine.</summary>
/// <remarks>
/// <code>e^x = 2^n · e^r,   n = round(x / ln2),   e^r - 1 = r + r² S(r)</code>
/// S is a quintic that only corrects r: its rounding noise is weighed by |r|/2 &lt; 0.18. ln2 is subtracted in two parts, the first short enough for
/// n · part to be exact. docs/numerics.md has the errors, fit_exponential.py the fit.
/// </remarks>
internal static partial class Exponential
{
    // Adding 1.5 * 2^23 leaves the nearest integer in the low bits; 127 makes them the exponent field of 2^n.
    private const float Round = 12582912f + 127f;
    private const float OneOverLn2 = 1.44269504f;
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    // Below, the result or a step to it would be subnormal: ln(2^-126), rounded up.
    private const float Lowest = -87.33654f;

    // 2^-60, added to r²: for small r it would be subnormal, which is slow on some machines. Never reaches a result.
    private const float Tiny = 8.67361738e-19f;

    private const float S0 = 0.5f;
    private const float S1 = 0.166666672f;
    private const float S2 = 0.041666355f;
    private const float S3 = 0.00833327323f;
    private const float S4 = 0.00139410235f;
    private const float S5 = 0.000199141912f;
}
