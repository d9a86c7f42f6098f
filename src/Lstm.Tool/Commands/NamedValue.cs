using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Tool.Output;

namespace Lstm.Tool.Commands;

/// <summary>Reads values of options that are names of an enumeration, in upper or lower case.</summary>
internal static class NamedValue
{
    /// <summary>Returns the value.</summary>
    /// <param name="option">The option, for messages.</param>
    /// <param name="text">The text after it.</param>
    /// <param name="names">The names that it may have, as messages show them.</param>
    /// <exception cref="ToolException">The text is none of the names.</exception>
    public static T Parse<T>(string option, string text, IReadOnlyList<string> names)
        where T : struct, Enum
    {
        if (names.FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name)
        {
            return Enum.Parse<T>(name, ignoreCase: true);
        }

        string expected = names.Count > 2 ? $"one of {string.Join(", ", names)}" : string.Join(" or ", names);
        throw new ToolException(ExitCode.WrongUsage, $"{option} {text}: expected {expected}.{Spelling.Hint(text, names)}");
    }
}
