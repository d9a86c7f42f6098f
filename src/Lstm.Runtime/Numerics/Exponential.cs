namespace Lstm.CompilerServices;

/// <summary>
/// The exponential function, for itself and in other functions. It follows the rules of <see cref="Activations"/>, so it is bit-identical
/// on every machine.
/// </summary>
/// <remarks>
/// <code>e^x = 2^n · e^r,   n = round(x / ln2),   e^r - 1 = r + r² S(r)</code>
/// S is a quintic that only corrects r, so its rounding error is weighted by |r|/2 &lt; 0.18. ln2 is subtracted in two parts. The first
/// part is short enough for n · part to be exact. docs/numerics.md lists the errors, and fit_exponential.py computes the fit.
/// </remarks>
internal static partial class Exponential
{
    // Adding 1.5 * 2^23 leaves the nearest integer in the low bits; 127 makes them the exponent field of 2^n.
    private const float Round = 12582912f + 127f;
    private const float OneOverLn2 = 1.44269504f;
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    // ln(2^-126), rounded up. Below it, the result or an intermediate result would be subnormal.
    private const float Lowest = -87.33654f;

    // Above ln of the largest float, 88.722839.
    private const float Highest = 88.73f;

    // 2^127.
    private const float LargestPower = 1.70141183e38f;

    // 2^-60, added to r². For small r, r² would be subnormal, which is slow on some machines. It never changes a result.
    private const float Tiny = 8.67361738e-19f;

    private const float S0 = 0.5f;
    private const float S1 = 0.166666672f;
    private const float S2 = 0.041666355f;
    private const float S3 = 0.00833327323f;
    private const float S4 = 0.00139410235f;
    private const float S5 = 0.000199141912f;
}
