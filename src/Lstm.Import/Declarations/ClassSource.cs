using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace Lstm.Import.Declarations;

/// <summary>Writes the C# source file that declares the class of a network.</summary>
internal static class ClassSource
{
    private static readonly string[] Keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal",
        "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for",
        "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null",
        "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed",
        "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong",
        "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    ];

    public static string Of(ModelDescription description, string className, string? namespaceName)
    {
        CheckName(className, nameof(className));
        foreach (string part in namespaceName?.Split('.') ?? [])
        {
            CheckName(part, nameof(namespaceName));
        }

        string file = SingleLine(Path.GetFileName(description.Source));
        var text = new StringBuilder();
        text.Append("using Lstm;\n\n");
        if (namespaceName is not null)
        {
            text.Append("namespace ").Append(namespaceName).Append(";\n\n");
        }

        text.Append("/// <summary>The network of ")
            .Append(Escaped(file))
            .Append(" (")
            .Append(Escaped(SingleLine(description.FormatDetail)))
            .Append(").</summary>\n");
        foreach (string note in description.Notes)
        {
            text.Append("/// <remarks>").Append(Escaped(SingleLine(note))).Append("</remarks>\n");
        }

        text.Append(description.Declaration).Append('\n');
        return text.Append("public sealed partial class ").Append(className).Append(";\n").ToString();
    }

    private static void CheckName(string name, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, parameter);
        bool isIdentifier = !char.IsAsciiDigit(name[0]) && name.All(IsIdentifierPart);
        if (!isIdentifier || Keywords.Contains(name, StringComparer.Ordinal))
        {
            throw new ArgumentException($"Expected a C# identifier, found '{name}'.", parameter);
        }
    }

    private static bool IsIdentifierPart(char character) => character == '_' || char.GetUnicodeCategory(character) is
        UnicodeCategory.UppercaseLetter
        or UnicodeCategory.LowercaseLetter
        or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter
        or UnicodeCategory.OtherLetter
        or UnicodeCategory.LetterNumber
        or UnicodeCategory.DecimalDigitNumber;

    // File names and notes may contain any character, but a line break would end the comment.
    private static string SingleLine(string text) => string.Concat(text.Select(static character =>
        char.IsControl(character) || char.IsSurrogate(character) || character is '\u0085' or '\u2028' or '\u2029' ? '?' : character));

    private static string Escaped(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
