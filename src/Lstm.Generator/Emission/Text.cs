using System.Globalization;
using Lstm.Generator.Planning;
using Lstm.Shared;
using Microsoft.CodeAnalysis.CSharp;

namespace Lstm.Generator.Emission;

/// <summary>Numbers, strings and places as C# writes them, whatever the culture.</summary>
internal static class Text
{
    public static string Int(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc cref="FloatText.Shortest"/>
    public static string Plain(float value) => FloatText.Shortest(value);

    public static string Float(float value) => Plain(value) + "f";

    /// <summary>A string, on one line and in quotes, whatever stands in it.</summary>
    public static string Literal(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>A place so many floats after another.</summary>
    public static string At(string start, int offset) => offset == 0 ? start : Element(start, Int(offset));

    /// <summary>A place after another.</summary>
    public static string Element(string start, string index) => $"Unsafe.Add(ref {start}, {index})";

    /// <summary>The vector so many floats after a place.</summary>
    public static string Load(string start, int offset = 0) => $"LoadUnsafe(ref {start}{Plus(offset)})";

    /// <summary>The type of a vector of floats.</summary>
    public static string Vector(VectorWidth width) => $"Vector{Int(width.Bits)}<float>";

    /// <summary>What is called for a fused multiply-add: the instruction in wide vectors, which come with it, and what may have to emulate it in narrow ones.</summary>
    public static string MultiplyAdd(VectorWidth width) => width.IsNarrow ? "MultiplyAdd.Of" : "FusedMultiplyAdd";

    /// <summary>
    /// Where the lanes from n on of one of several vectors stand, which a block has side by side. A block's vectors have eight lanes, so that those of its upper half,
    /// where n &amp; 4 is 4, do not begin at a multiple of n.
    /// </summary>
    public static string Lanes(VectorWidth width, int vectors, int vector)
    {
        string block = vectors == 1 ? "n" : $"{Int(vectors)} * n" + (width.IsNarrow ? vectors == 2 ? " - (n & 4)" : $" - {Int(vectors - 1)} * (n & 4)" : "");
        return vector == 0 ? block : $"{block} + {Int(vector * NetworkShape.Lanes)}";
    }

    /// <summary>A further argument for an offset, none for 0.</summary>
    public static string Plus(int offset) => offset == 0 ? "" : ", " + Int(offset);
}
