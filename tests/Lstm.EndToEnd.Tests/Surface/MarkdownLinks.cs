using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Lstm.EndToEnd.Tests.Surface;

/// <summary>Links and headings of a Markdown page.</summary>
internal static partial class MarkdownLinks
{
    /// <summary>The targets of links and pictures, without those in code.</summary>
    public static IEnumerable<string> In(string page) => Link().Matches(WithoutCode(page)).Select(static match => match.Groups[1].Value);

    /// <summary>The anchors of the headings, as GitHub makes them.</summary>
    public static IEnumerable<string> Anchors(string page) => Heading().Matches(WithoutCode(page))
        .Select(static match => Punctuation().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    /// <summary>The page that a relative link on a page leads to, and its anchor.</summary>
    public static (string Page, string Anchor) Resolve(string page, string link)
    {
        string[] parts = link.Split('#', 2);
        string path = parts[0].Length == 0 ? page : new Uri(new Uri("https://package/" + page), parts[0]).AbsolutePath[1..];
        return (Uri.UnescapeDataString(path), parts.Length == 1 ? "" : parts[1]);
    }

    private static string WithoutCode(string page) => Code().Replace(Fence().Replace(page, "\n"), "code");

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex Code();
}
