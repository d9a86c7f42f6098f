using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Declaration;

/// <summary>Reads the cell from an attribute of recurrent layers, by the table of options.</summary>
internal static class CellReader
{
    /// <summary>Returns the cell. Options that the attribute does not have keep their ordinary values.</summary>
    public static CellShape Read(Arguments arguments, CellType type)
    {
        CellShape cell = new(type.Kind, arguments.Size("hidden", 1, NetworkShape.MaxSize));
        foreach (CellOption option in CellOptions.Of(type.Kind))
        {
            CheckNeed(arguments, option);
            cell = option switch
            {
                FlagOption flag => flag.With(cell, arguments.Flag(flag.Name) ?? flag.Ordinary),
                SizeOption size => size.With(cell, arguments.Size(size.Name, 0, NetworkShape.MaxSize)),
                NumberOption { IsPositive: true } number => number.With(cell, arguments.Positive(number.Name) ?? number.Ordinary),
                NumberOption number => number.With(cell, arguments.Limit(number.Name) ?? number.Ordinary),
                FunctionOption function => function.With(cell, arguments.CellFunction(function)),
                _ => cell,
            };
        }

        return cell;
    }

    /// <summary>Reports an option without the flag that gives it a meaning.</summary>
    private static void CheckNeed(Arguments arguments, CellOption option)
    {
        if (option.Needs is { } needed && arguments.Has(option.Name) && !(arguments.Flag(needed) ?? Ordinary(needed)))
        {
            arguments.Conflict(
                option.Name, $"{needed} = false", $"only {needed} uses it; set {needed} = true or omit {option.Name}");
        }
    }

    private static bool Ordinary(string flag) => CellOptions.All.OfType<FlagOption>().Any(option => option.Name == flag && option.Ordinary);
}
