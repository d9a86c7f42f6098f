using System;
using Lstm.Shared;
using static System.FormattableString;

namespace Lstm.Generator.Declaration;

/// <summary>Reads what a network computes less exactly, and checks it against the cells.</summary>
internal static class ExactnessReader
{
    public const string Precision = "Precision";
    public const string Arithmetic = "Arithmetic";

    /// <summary>Returns the precision in which hidden states are multiplied; that of floats if the attribute has no valid one.</summary>
    public static LstmPrecision ReadPrecision(Arguments arguments, NetworkShape shape) =>
        Read<LstmPrecision>(arguments, shape, Precision, "a precision", "rounding errors");

    /// <summary>Returns how exactly functions are computed; the exact arithmetic if the attribute has no valid one.</summary>
    public static LstmArithmetic ReadArithmetic(Arguments arguments, NetworkShape shape) =>
        Read<LstmArithmetic>(arguments, shape, Arithmetic, "an arithmetic", "the errors of functions");

    // The default of each enumeration is the exact value.
    private static T Read<T>(Arguments arguments, NetworkShape shape, string name, string kind, string errors)
        where T : struct, Enum
    {
        int number = arguments.Int(name) ?? 0;
        if (!Enum.IsDefined(typeof(T), number))
        {
            arguments.Inexact(name, Invariant($"is {number}, which is not {kind}"));
            return default;
        }

        if (number != 0 && shape.IsRandom)
        {
            arguments.Inexact(
                name,
                $"is {Enum.GetName(typeof(T), number)} and cannot be combined with {CellOptions.StochasticForget}: {errors} would change "
                + "random decisions, and with them all later states");
            return default;
        }

        return (T)Enum.ToObject(typeof(T), number);
    }
}
