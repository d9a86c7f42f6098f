using System;
using System.Collections.Generic;
using System.Globalization;

namespace Lstm;

/// <summary>
/// The parsed name of a dense layer's tensor: <c>head.weight</c> of a single layer, <c>head.2.weight</c> in a sequence of layers.
/// </summary>
/// <param name="FullName">The whole name.</param>
/// <param name="Module">The module that contains the layers, including the final dot; empty for the root of the file.</param>
/// <param name="Number">The layer's number in its sequence, or null for a single layer.</param>
internal sealed record DenseName(string FullName, string Module, int? Number)
{
    // Enough for any number of layers, and small enough for an int.
    private const int MostDigits = 6;

    private const string Weight = ".weight";
    private const string Bias = ".bias";

    /// <summary>Returns the name of a layer's weight.</summary>
    public static string WeightOf(string module, string part, int? number) => Of(module, part, number) + Weight;

    /// <summary>Returns the name of a layer's bias.</summary>
    public static string BiasOf(string module, string part, int? number) => Of(module, part, number) + Bias;

    /// <summary>Parses a name. Returns null if it does not belong to the given part of a network.</summary>
    public static DenseName? Parse(string name, string part)
    {
        string kind = KindOf(name);
        if (kind.Length == 0)
        {
            return null;
        }

        ReadOnlySpan<char> layer = name.AsSpan(0, name.Length - kind.Length);
        if (ModuleName.Of(layer, part) is { } ofOnly)
        {
            return new DenseName(name, ofOnly, null);
        }

        int dot = layer.LastIndexOf('.');
        ReadOnlySpan<char> digits = layer[(dot + 1)..];
        bool isCanonical = dot > 0
            && digits.Length is > 0 and <= MostDigits
            && !digits.ContainsAnyExceptInRange('0', '9')
            && (digits.Length == 1 || digits[0] != '0');
        return isCanonical && ModuleName.Of(layer[..dot], part) is { } module
            ? new DenseName(name, module, int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary>
    /// Returns the modules for which a name is inside a part of a network, but is not the name of a dense layer (<c>head.0.0.weight</c>,
    /// <c>head.fc.bias</c>). There are none for any other name. A module is given by the length of its name, because a name may be inside
    /// hundreds of modules.
    /// </summary>
    public static IEnumerable<int> ModulesOfUnflat(string name, string part)
    {
        // A module with the name of one part may contain the other part.
        if (KindOf(name).Length == 0 || Parse(name, DenseSequence.Stem) is not null || Parse(name, DenseSequence.Head) is not null)
        {
            yield break;
        }

        for (int start = 0; start >= 0; start = NextSegment(name, start))
        {
            if (name.AsSpan(start).StartsWith(part, StringComparison.Ordinal) && name.AsSpan(start + part.Length).StartsWith("."))
            {
                yield return start;
            }
        }
    }

    private static int NextSegment(string name, int start)
    {
        int dot = name.IndexOf('.', start);
        return dot < 0 ? -1 : dot + 1;
    }

    // Returns the kind of a dense layer's tensor, including the dot before it; empty for any other tensor.
    private static string KindOf(string name) =>
        name.EndsWith(Weight, StringComparison.Ordinal) ? Weight : name.EndsWith(Bias, StringComparison.Ordinal) ? Bias : "";

    private static string Of(string module, string part, int? number) => string.Create(
        CultureInfo.InvariantCulture, $"{module}{part}{(number is null ? "" : ".")}{number}");
}
