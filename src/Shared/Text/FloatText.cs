using System.Globalization;

namespace Lstm.Shared;

/// <summary>Formats floats as text, independently of the culture.</summary>
internal static class FloatText
{
    /// <summary>Returns the shortest text that parses to the same float.</summary>
    public static string Shortest(float value)
    {
        for (int digits = 6; digits < 9; digits++)
        {
            string text = value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float read) && read == value)
            {
                return text;
            }
        }

        return value.ToString("G9", CultureInfo.InvariantCulture);
    }
}
