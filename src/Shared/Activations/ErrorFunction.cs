using System;

namespace Lstm.Shared;

/// <summary>The complementary error function in double precision, which .NET does not have.</summary>
internal static class ErrorFunction
{
    // Up to here 1 - erf(x) keeps 14 digits. From here on this number of terms of the fraction does.
    private const double SeriesEnd = 2;
    private const int FractionTerms = 60;

    /// <summary>Returns erfc(x) = 1 - erf(x), with a relative error of about 1e-14.</summary>
    public static double Complement(double x) =>
        x < 0 ? 2 - Complement(-x) :
        x < SeriesEnd ? 1 - Series(x) :
        Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * Fraction(x));

    /// <summary>Returns erf(x) = 2/√π e^(-x²) (x + 2x³/3 + 4x⁵/15 + ...). No term is negative, so nothing cancels.</summary>
    private static double Series(double x)
    {
        double term = x;
        double sum = x;
        for (int n = 1; term > sum * 1e-17; n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    /// <summary>Returns the continued fraction x + (1/2)/(x + (2/2)/(x + (3/2)/(x + ...))).</summary>
    private static double Fraction(double x)
    {
        double fraction = x;
        for (int n = FractionTerms; n > 0; n--)
        {
            fraction = x + n / (2 * fraction);
        }

        return fraction;
    }
}
