using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace Lstm.Generator.Emission;

/// <summary>Numbers, strings and places as C# writes them, whatever the culture.</summary>
internal static class Text
{
    public static string Int(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The shortest number that is read back to the same float.</summary>
    public static string Plain(float value)
    {
        for (int digits = 6; digits < 9; digits++)
        {
            string text = value.ToString("G" + Int(digits), CultureInfo.InvariantCulture);
            if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float read) && read == value)
            {
                return text;
            }
        }

        return value.ToString("G9", CultureInfo.InvariantCulture);
    }

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
