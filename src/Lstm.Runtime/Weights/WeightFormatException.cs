using System;
using System.Text;

namespace Lstm;

/// <summary>
/// A weights file, or what it holds, is not what it must be. The one exception for every such file, whatever is wrong with it, and for one that should be
/// embedded in an assembly and is not; failures to reach a file on disk (not found, no permission) stay the <see cref="System.IO.IOException"/> they are.
/// </summary>
public sealed class WeightFormatException : LstmException
{
    // A hostile file can name a tensor with a megabyte of control characters; a message stays a line to read.
    private const int LongestPart = 500;

    /// <summary>Reports one finding.</summary>
    /// <param name="file">The file's path or name: see <see cref="File"/>.</param>
    /// <param name="tensor">The tensor's full name, or null when the fault is not in one tensor.</param>
    /// <param name="expected">What should be there, to be read after the word "expected".</param>
    /// <param name="found">What is there, to be read after the word "found".</param>
    /// <param name="innerException">What was thrown underneath, if anything.</param>
    public WeightFormatException(string file, string? tensor, string expected, string found, Exception? innerException = null)
        : base(Describe(file, tensor, expected, found), innerException)
    {
        File = file;
        Tensor = tensor;
        Expected = expected;
        Found = found;
    }

    /// <summary>The file's path or name, as it was given; "weights" for weights built in memory.</summary>
    public string File { get; }

    /// <summary>The full name of the tensor that is at fault, or null when the fault is not in one tensor.</summary>
    public string? Tensor { get; }

    /// <summary>What should be there.</summary>
    public string Expected { get; }

    /// <summary>What is there.</summary>
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
