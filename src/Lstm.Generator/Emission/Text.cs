using System.Globalization;

namespace Lstm.Generator.Emission;

/// <summary>Numbers and places as C# writes them, whatever the culture.</summary>
internal static class Text
{
    public static string Int(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A literal that is read back to the same float: nine digits always are.</summary>
    public static string Float(float value) => value.ToString("G9", CultureInfo.InvariantCulture) + "f";

    /// <summary>A place so many floats after another.</summary>
    public static string At(string start, int offset) => offset == 0 ? start : $"Unsafe.Add(ref {start}, {Int(offset)})";

    /// <summary>A vector so many floats after a place.</summary>
    public static string Load(string start, int offset = 0) => offset == 0 ? $"LoadUnsafe(ref {start})" : $"LoadUnsafe(ref {start}, {Int(offset)})";
}
