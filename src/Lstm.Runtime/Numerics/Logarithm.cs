using System;

namespace Lstm.CompilerServices;

/// <summary>
/// The natural logarithm of LogSoftmax. It is computed in doubles by additions, multiplications and a division, so it is bit-identical on
/// every machine.
/// </summary>
/// <remarks>
/// <code>ln(2^n m) = n ln2 + 2 atanh(s),   s = (m - 1) / (m + 1),   √½ &lt;= m &lt; √2,   |s| &lt;= 0.172</code>
/// </remarks>
internal static class Logarithm
{
    // The bits of √½. The exponent of x / √½ is n.
    private const int RootOfHalf = 0x3F3504F3;
    private const int FractionBits = 23;
    private const double Ln2 = 0.6931471805599453;

    /// <summary>Returns ln(x) for a normal x of at least 1, correct to 11 digits before the last rounding; NaN for NaN.</summary>
    public static float Of(float x)
    {
        if (float.IsNaN(x))
        {
            return x;
        }

        int bits = BitConverter.SingleToInt32Bits(x);
        int n = (bits - RootOfHalf) >> FractionBits;
        double m = BitConverter.Int32BitsToSingle(bits - (n << FractionBits));
        double s = (m - 1) / (m + 1);
        double z = s * s;
        double series = 1 + z * (1.0 / 3 + z * (1.0 / 5 + z * (1.0 / 7 + z * (1.0 / 9 + z * (1.0 / 11 + z * (1.0 / 13))))));
        return (float)(n * Ln2 + 2 * s * series);
    }
}
