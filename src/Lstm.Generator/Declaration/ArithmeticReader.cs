using System;
using Lstm.Shared;
using static System.FormattableString;

namespace Lstm.Generator.Declaration;

/// <summary>Reads how exactly a network computes its functions, and checks it against the cells.</summary>
internal static class ArithmeticReader
{
    public const string Name = "Arithmetic";

    /// <summary>
    /// Returns the arithmetic; <see cref="LstmArithmetic.Exact"/> if the attribute has none or one that is not valid.
    /// </summary>
    public static LstmArithmetic Read(Arguments arguments, NetworkShape shape)
    {
        LstmArithmetic arithmetic = (LstmArithmetic)(arguments.Int(Name) ?? (int)LstmArithmetic.Exact);
        if (!Enum.IsDefined(typeof(LstmArithmetic), arithmetic))
        {
            arguments.Precision(Name, Invariant($"is {(int)arithmetic}, which is not an arithmetic"));
            return LstmArithmetic.Exact;
        }

        if (arithmetic != LstmArithmetic.Exact && shape.IsRandom)
        {
            arguments.Precision(
                Name,
                $"is {arithmetic} and cannot be combined with {CellOptions.StochasticForget}: the errors of functions would change " +
                "random decisions, and with them all later states");
            return LstmArithmetic.Exact;
        }

        return arithmetic;
    }
}
