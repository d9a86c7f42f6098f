using System;
using System.Globalization;

namespace Lstm;

/// <summary>A name in the numbered form: <c>layers.2.weight_ih_l0</c>.</summary>
/// <param name="Module">The module that contains the layers, including the final dot; empty for the root of the file.</param>
/// <param name="Number">The number of the layer.</param>
/// <param name="Rest">The name within the layer.</param>
internal readonly record struct LayerNumber(string Module, int Number, string Rest)
{
    private const string Layers = "layers.";

    // Enough for any number of layers, and small enough for an int.
    private const int MostDigits = 6;

    /// <summary>Returns the start of the names of a layer.</summary>
    public static string PrefixOf(string module, int number) => string.Create(CultureInfo.InvariantCulture, $"{module}{Layers}{number}.");

    /// <summary>Parses a name by its last number of a layer; null if it has none.</summary>
    public static LayerNumber? Parse(string name)
    {
        int start = name.LastIndexOf(Layers, StringComparison.Ordinal);
        if (start < 0 || (start > 0 && name[start - 1] != '.'))
        {
            return null;
        }

        int digits = start + Layers.Length;
        int end = name.IndexOf('.', digits);
        ReadOnlySpan<char> number = end < 0 ? [] : name.AsSpan(digits, end - digits);
        bool isCanonical = number.Length is > 0 and <= MostDigits
            && !number.ContainsAnyExceptInRange('0', '9')
            && (number.Length == 1 || number[0] != '0');
        return isCanonical
            ? new LayerNumber(name[..start], int.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture), name[(end + 1)..])
            : null;
    }
}
