using System;
using System.Collections.Generic;
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
        : this(tensor is null ? null : FaultPlace.Tensor(tensor), file, expected, found, innerException)
    {
    }

    private WeightFormatException(FaultPlace? place, string file, string expected, string found, Exception? innerException)
        : base(Describe(file, place, expected, found), innerException)
    {
        File = file;
        Tensor = place?.Name;
        Expected = expected;
        Found = found;
    }

    private WeightFormatException(string file, string? place, string reason, string expected, string? advice)
        : base(Sentences(file, reason, expected, advice))
    {
        File = file;
        Tensor = place;
        Expected = expected;
        Found = reason;
        Advice = advice;
        IsRefusal = true;
    }

    /// <summary>The file's path or name, as it was given; "weights" for weights that were created in memory.</summary>
    public string File { get; }

    /// <summary>
    /// The full name of the tensor, layer, node or member with the fault, or null if the fault is not in one of these.
    /// </summary>
    public string? Tensor { get; }

    /// <summary>What was expected.</summary>
    public string Expected { get; }

    /// <summary>What was found.</summary>
    public string Found { get; }

    /// <summary>What to do about it, in one sentence without its full stop; null if there is no remedy.</summary>
    internal string? Advice { get; }

    /// <summary>Whether the file is intact but not supported, so that another choice of its layers may help.</summary>
    internal bool IsRefusal { get; }

    /// <summary>The layers of the file, as far as they were read before the fault; empty if none were read.</summary>
    internal IReadOnlyList<FileLayer> Layers { get; set; } = [];

    /// <summary>Returns the exception for a fault in a place of a file that is not a tensor.</summary>
    internal static WeightFormatException At(
        string file, FaultPlace place, string expected, string found, Exception? innerException = null) =>
        new(place, file, expected, found, innerException);

    /// <summary>
    /// Returns the exception for a file that is intact but not supported. Its message starts with the reason.
    /// </summary>
    /// <param name="file">The file's path or name.</param>
    /// <param name="place">The name of the layer, node or member that is refused; null for none.</param>
    /// <param name="reason">The reason: a sentence without its full stop that starts with a small letter.</param>
    /// <param name="expected">What is supported: a sentence like the reason; empty if the reason says it.</param>
    /// <param name="advice">What to do: a sentence without its full stop; null for none.</param>
    internal static WeightFormatException Refused(
        string file, string? place, string reason, string expected = "", string? advice = null) =>
        new(file, place, reason, expected, advice);

    /// <summary>Returns the same refusal with advice.</summary>
    internal WeightFormatException Advised(string advice) => new(File, Tensor, Found, Expected, advice);

    private static string Describe(string file, FaultPlace? place, string expected, string found)
    {
        string where = place is { } known ? $"{known.Kind} '{Printable(known.Name)}': " : string.Empty;
        return $"{Printable(file)}: {where}expected {Printable(expected)}, found {Printable(found)}";
    }

    private static string Sentences(string file, string reason, string expected, string? advice)
    {
        string rule = expected.Length > 0 ? $". {char.ToUpperInvariant(expected[0])}{Printable(expected[1..])}" : string.Empty;
        return $"{Printable(file)}: {Printable(reason)}{rule}{(advice is null ? string.Empty : ". " + Printable(advice))}";
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
