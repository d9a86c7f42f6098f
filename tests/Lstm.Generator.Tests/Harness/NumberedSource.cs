using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Tests.Harness;

/// <summary>Sources as a failed test prints them.</summary>
internal static class NumberedSource
{
    public static string Of(string text) =>
        string.Join("\n", text.Split('\n').Select(static (line, index) =>
            (index + 1).ToString(CultureInfo.InvariantCulture).PadLeft(4) + "  " + line));

    public static string Of(IEnumerable<SyntaxTree> trees) =>
        string.Join("\n", trees.Select(static tree => $"--- {tree.FilePath}\n{Of(tree.ToString())}"));
}
