using System.Globalization;
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

    /// <summary>A further argument for an offset, none for 0.</summary>
    public static string Plus(int offset) => offset == 0 ? "" : ", " + Int(offset);
}
