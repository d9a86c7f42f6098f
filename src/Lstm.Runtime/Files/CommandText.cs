using System;

namespace Lstm;

/// <summary>The text of commands that messages advise.</summary>
internal static class CommandText
{
    /// <summary>Returns a path as an argument: in quotation marks if it contains a space.</summary>
    public static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;
}
