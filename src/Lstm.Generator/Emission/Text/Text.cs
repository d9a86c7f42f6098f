using System.Globalization;
using Lstm.Generator.Planning;
using Lstm.Shared;
using Microsoft.CodeAnalysis.CSharp;

namespace Lstm.Generator.Emission;

/// <summary>Numbers, strings and references in C#, independent of the culture.</summary>
internal static class Text
{
    /// <summary>Returns an integer.</summary>
    public static string Int(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Returns a float with its suffix.</summary>
    public static string Float(float value) => FloatText.Shortest(value) + "f";

    /// <summary>Returns a string in quotes on one line, with escapes where it needs them.</summary>
    public static string Literal(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>Returns a reference a number of floats behind another.</summary>
    public static string At(string start, int offset) => offset == 0 ? start : Element(start, Int(offset));

    /// <summary>Returns a reference an expression of floats behind another.</summary>
    public static string Element(string start, string index) => $"Unsafe.Add(ref {start}, {index})";

    /// <summary>Returns a reference a number of floats behind a reference that may be an expression of the same kind.</summary>
    public static string After(string start, int offset) => After(start, offset == 0 ? "" : Int(offset));

    /// <summary>Returns a reference an expression of floats behind a reference that may be an expression of the same kind.</summary>
    public static string After(string start, string offset) =>
        offset.Length == 0 ? start :
        start.EndsWith(")", System.StringComparison.Ordinal) ? $"{start.Substring(0, start.Length - 1)} + {offset})" :
        Element(start, offset);

    /// <summary>Returns the load of a vector a number of floats behind a reference.</summary>
    public static string Load(string start, int offset = 0) => $"LoadUnsafe(ref {start}{Plus(offset)})";

    /// <summary>Returns the type of a vector of floats.</summary>
    public static string Vector(VectorWidth width) => $"Vector{Int(width.Bits)}<float>";

    /// <summary>
    /// Returns the offset, in the loop over units n, of one of several vectors that a block has side by side. These vectors have eight
    /// lanes. In narrow vectors the upper half of a block, where n &amp; 4 is 4, does therefore not begin at a multiple of n.
    /// </summary>
    public static string Lanes(VectorWidth width, int vectors, int vector)
    {
        string half = !width.IsNarrow ? "" : vectors == 2 ? " - (n & 4)" : $" - {Int(vectors - 1)} * (n & 4)";
        string block = vectors == 1 ? "n" : $"{Int(vectors)} * n{half}";
        return Sum(block, vector * NetworkShape.Lanes);
    }

    /// <summary>Returns an index plus a number.</summary>
    public static string Sum(string index, int number) => number == 0 ? index : $"{index} + {Int(number)}";

    /// <summary>Returns a further argument for an offset, and nothing for 0.</summary>
    public static string Plus(int offset) => offset == 0 ? "" : ", " + Int(offset);
}
