using System;
using Lstm.Shared;
using static System.FormattableString;

namespace Lstm.Generator.Declaration;

/// <summary>Reads the precision in which a network multiplies its hidden states, and checks it against the cells.</summary>
internal static class PrecisionReader
{
    public const string Name = "Precision";

    /// <summary>Returns the precision; <see cref="LstmPrecision.Single"/> if the attribute has none or one that is not valid.</summary>
    public static LstmPrecision Read(Arguments arguments, NetworkShape shape)
    {
        LstmPrecision precision = (LstmPrecision)(arguments.Int(Name) ?? (int)LstmPrecision.Single);
        if (!Enum.IsDefined(typeof(LstmPrecision), precision))
        {
            arguments.Precision(Name, Invariant($"is {(int)precision}, which is not a precision"));
            return LstmPrecision.Single;
        }

        if (precision != LstmPrecision.Single && shape.IsRandom)
        {
            arguments.Precision(
                Name,
                $"is {precision} and cannot be combined with {CellOptions.StochasticForget}: rounding errors would change random " +
                "decisions, and with them all later states");
            return LstmPrecision.Single;
        }

        return precision;
    }
}
