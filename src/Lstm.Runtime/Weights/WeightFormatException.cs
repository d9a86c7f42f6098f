using System;
using System.Text;

namespace Lstm;

/// <summary>
/// The exception for a weights file with invalid format or content, and for an embedded weights file that is missing. Failures to open or
/// read a file on disk (not found, access denied) remain exceptions such as <see cref="System.IO.IOException"/>.
/// </summary>
public sealed class WeightFormatException : LstmException
{
    // A hostile file can name a tensor with a megabyte of control characters. A message remains one readable line.
    private const int LongestPart = 500;

    /// <summary>Creates the exception.</summary>
    /// <param name="file">The file's path or name: see <see cref="File"/>.</param>
    /// <param name="tensor">The tensor's full name, or null if the fault is not in one tensor.</param>
    /// <param name="expected">What was expected: the words that follow "expected" in the message.</param>
    /// <param name="found">What was found: the words that follow "found" in the message.</param>
    /// <param name="innerException">The cause, or null.</param>
    public WeightFormatException(string file, string? tensor, string expected, string found, Exception? innerException = null)
        : base(Describe(file, tensor, expected, found), innerException)
    {
        File = file;
        Tensor = tensor;
        Expected = expected;
        Found = found;
    }

    /// <summary>The file's path or name, as it was given; "weights" for weights that were created in memory.</summary>
    public string File { get; }

    /// <summary>The full name of the tensor with the fault, or null if the fault is not in one tensor.</summary>
    public string? Tensor { get; }

    /// <summary>What was expected.</summary>
    public string Expected { get; }

    /// <summary>What was found.</summary>
    public string Found { get; }

    private static string Describe(string file, string? tensor, string expected, string found)
    {
        string where = tensor is null ? string.Empty : $"tensor '{Printable(tensor)}': ";
        return $"{Printable(file)}: {where}expected {Printable(expected)}, found {Printable(found)}";
    }

    private static string Printable(string text)
    {
        string start = text.Length <= LongestPart ? text : text[..LongestPart];
        var line = new StringBuilder(start.Length + 1);
        foreach (char character in start)
        {
            line.Append(char.IsControl(character) || char.IsSurrogate(character) ? '?' : character);
        }

        return (start.Length < text.Length ? line.Append('…') : line).ToString();
    }
}
