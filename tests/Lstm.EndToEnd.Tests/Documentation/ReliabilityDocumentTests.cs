using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Documentation;

/// <summary>The tables of docs/reliability.md name tests that exist, in the tier that these tests have.</summary>
public sealed partial class ReliabilityDocumentTests
{
    private static readonly Dictionary<string, string> s_sources = Directory
        .EnumerateFiles(Repository.File("tests"), "*Tests.cs", SearchOption.AllDirectories)
        .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .ToDictionary(static file => Path.GetFileNameWithoutExtension(file), File.ReadAllText, StringComparer.Ordinal);

    public static TheoryData<string> Promises =>
        [.. File.ReadLines(Repository.File("docs", "reliability.md")).Where(static line => TestName.IsMatch(line) && line.StartsWith('|'))];

    [Fact]
    public void The_page_has_its_tables() => Assert.InRange(Promises.Count, 30, 60);

    [Theory]
    [MemberData(nameof(Promises))]
    public void A_promise_names_tests_that_exist_and_their_tier(string row)
    {
        string[] tests = [.. TestName.Matches(row).Select(static match => match.Groups[1].Value)];
        string tier = row.Split('|', StringSplitOptions.TrimEntries)[3];

        Assert.All(tests, static test => Assert.Contains(test, s_sources.Keys));
        Assert.Contains(tier, (string[])["ordinary", "+", "full"]);
        if (tier == "full")
        {
            Assert.All(tests, static test => Assert.Matches(@"\[Trait\(""Category"", Tier\.Full\)\]\s+public sealed", s_sources[test]));
        }
        else
        {
            Assert.All(tests, static test => Assert.DoesNotMatch(@"\[Trait\(""Category"", Tier\.Full\)\]\s+public sealed", s_sources[test]));
        }
    }

    [GeneratedRegex("`([A-Za-z]+Tests)`")]
    private static partial Regex TestName { get; }
}
