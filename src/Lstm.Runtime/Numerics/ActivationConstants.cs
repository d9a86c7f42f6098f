namespace Lstm.CompilerServices;

/// <summary>The constants of tanh and of the sigmoid.</summary>
/// <remarks>
/// The coefficients are minimax fits, rounded to float. A search among neighbouring floats then minimised the actual error. The
/// coefficients depend on each other, so none can be changed alone. docs/numerics.md has the derivation, and the scripts beside
/// ActivationSweepTests do the search.
/// </remarks>
internal static class ActivationConstants
{
    public const float One = 1f;
    public const float MinusOne = -1f;

    // Range reduction, shared: 2v = n ln2 + 2r, so that e^(2v) = 2^n e^(2r).
    public const float TwoOverLn2 = 2.88539008f;
    public const float MinusTwoOverLn2 = -TwoOverLn2;
    public const float HalfLn2 = 0.34657359f;
    public const float MinusHalfLn2 = -HalfLn2;

    // tanh rounds to 1 above 9.02. Adding 1.5 * 2^23 leaves the nearest integer in the low bits. Adding 126 makes them the exponent field
    // of 2^n / 2.
    public const float TanhLimit = 9.25f;
    public const float TanhRound = 12582912f + 126f;

    // -2^-100 is too small to change a nonzero result. At ±0 it gives the correction the sign of the argument, so that tanh(-0) = -0.
    public const float TanhTiny = -7.888609e-31f;

    // -Q(z), fitted to -x³/(x - tanh x) for z = x² in [0, 1]. The exponential's value at 1 is subtracted from the first: -(3 - e²/2).
    public const float TanhQ0 = 0.694527268f;
    public const float TanhQ1 = -1.19999325f;
    public const float TanhQ2 = 0.00569276558f;
    public const float TanhQ3 = -0.000226969278f;

    // -e^(2r), fitted for |r| <= ln2/4.
    public const float TanhP0 = -1f;
    public const float TanhP1 = -1.99999917f;
    public const float TanhP2 = -1.99995708f;
    public const float TanhP3 = -1.33340597f;
    public const float TanhP4 = -0.670646131f;
    public const float TanhP5 = -0.265525252f;

    // The sigmoid of 2v. The power of two is infinite for v <= -22.3, and the result rounds to 1 for v > 8.7.
    public const float SigmoidLow = -22.3f;
    public const float SigmoidHigh = 10f;

    // Adding 1.5 * 2^13 leaves 10 bits of fraction; clearing them rounds down. Adding 127 + 64 makes the rest the exponent field of
    // 2^(n + 64). The scale 2^64 is exact. Because of it, the exponential overflows and the sigmoid is 0 where it would be below 2^-64.
    public const float SigmoidRound = 12288f + 127f + 64f;
    public const int SigmoidWhole = ~1023;
    public const float SigmoidUnround = SigmoidRound + 1f / 1024f;
    public const float SigmoidOne = 18446744073709551616f;

    // e^(-2(r + ln2/2048)), fitted for r in [-ln2/2, 0] * (1 + 1/1024). As a polynomial in -r it has no negative coefficient, so every
    // stage is monotone.
    public const float SigmoidP0 = 0.999323249f;
    public const float SigmoidP1 = -1.99866414f;
    public const float SigmoidP2 = 1.99803472f;
    public const float SigmoidP3 = -1.34019744f;
    public const float SigmoidP4 = 0.622554541f;
    public const float SigmoidP5 = -0.375382304f;
}
