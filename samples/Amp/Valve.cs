using System;

namespace Amp;

/// <summary>A current and its derivative by a voltage.</summary>
/// <param name="Amperes">The current.</param>
/// <param name="Slope">The derivative, in amperes for each volt.</param>
internal readonly record struct Current(double Amperes, double Slope);

/// <summary>
/// A 12AX7 triode: the equations and the parameters of Dempwolf and Zölzer, "A physically-motivated triode model for circuit simulations",
/// DAFx 2011, for their valve RSD-1.
/// </summary>
internal static class Valve
{
    /// <summary>The amplification factor.</summary>
    public const double Mu = 103.2;

    private const double Perveance = 2.242e-3;
    private const double Bend = 3.40;
    private const double Exponent = 1.26;
    private const double GridPerveance = 6.177e-4;
    private const double GridBend = 9.901;
    private const double GridExponent = 1.314;
    private const double GridLeak = 8.025e-8;

    /// <summary>Returns the current into the grid, and its derivative by the voltage from cathode to grid.</summary>
    public static Current Grid(double gridVolts)
    {
        (double soft, double slope) = Soft(GridBend * gridVolts);
        double power = Math.Pow(soft / GridBend, GridExponent - 1);
        return new Current(GridPerveance * power * soft / GridBend + GridLeak, GridPerveance * GridExponent * power * slope);
    }

    /// <summary>
    /// Returns the current out of the cathode, and its derivative by the voltage from cathode to grid. The derivative by the voltage from
    /// cathode to plate is the same, divided by <see cref="Mu"/>.
    /// </summary>
    public static Current Cathode(double gridVolts, double plateVolts)
    {
        (double soft, double slope) = Soft(Bend * (plateVolts / Mu + gridVolts));
        double power = Math.Pow(soft / Bend, Exponent - 1);
        return new Current(Perveance * power * soft / Bend, Perveance * Exponent * power * slope);
    }

    /// <summary>Returns log(1 + exp(x)) and its derivative.</summary>
    private static (double Value, double Slope) Soft(double x)
    {
        double e = Math.Exp(-Math.Abs(x));
        return (Math.Max(x, 0) + Math.Log(1 + e), x >= 0 ? 1 / (1 + e) : e / (1 + e));
    }
}
