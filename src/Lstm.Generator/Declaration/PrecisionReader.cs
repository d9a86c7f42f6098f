using System;
using Lstm.Shared;
using static System.FormattableString;

namespace Lstm.Generator.Declaration;

/// <summary>Reads in which precision a network multiplies its hidden states, and whether its cell can.</summary>
internal static class PrecisionReader
{
    private const string Name = "Precision";

    /// <summary>The precision. Where the attribute has none, or one that does not fit, it is that of floats.</summary>
    public static LstmPrecision Read(Arguments arguments, CellShape cell)
    {
        LstmPrecision precision = (LstmPrecision)(arguments.Int(Name) ?? (int)LstmPrecision.Single);
        if (!Enum.IsDefined(typeof(LstmPrecision), precision))
        {
            arguments.Precision(Name, Invariant($"is {(int)precision}, which is no precision"));
            return LstmPrecision.Single;
        }

        if (precision != LstmPrecision.Single && cell.StochasticForget)
        {
            arguments.Precision(
                Name, $"is {precision} and does not go together with StochasticForget: rounding would decide what is drawn, and a draw the other way is another state for good");
            return LstmPrecision.Single;
        }

        return precision;
    }
}
