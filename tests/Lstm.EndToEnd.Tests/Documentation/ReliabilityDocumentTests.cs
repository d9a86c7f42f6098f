using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Documentation;

/// <summary>The tables of docs/reliability.md name tests that exist, in the tier that these tests have.</summary>
public sealed partial class ReliabilityDocumentTests
{
    private static readonly ILookup<string, string> s_sources = Directory
        .EnumerateFiles(Repository.File("tests"), "*Tests.cs", SearchOption.AllDirectories)
        .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .ToLookup(static file => Path.GetFileNameWithoutExtension(file), File.ReadAllText, StringComparer.Ordinal);

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

        Assert.All(tests, static test => Assert.NotEmpty(s_sources[test]));
        Assert.Contains(tier, (string[])["ordinary", "+", "full"]);
        Assert.All(tests, test => Assert.Equal(tier == "full", s_sources[test].All(FullClass.IsMatch)));
        if (tier != "full")
        {
            Assert.Equal(tier == "+", tests.Any(test => s_sources[test].Any(Sampled.IsMatch)));
        }
    }

    [GeneratedRegex(@"\[Trait\(""Category"", Tier\.Full\)\]\s+public sealed")]
    private static partial Regex FullClass { get; }

    // A test that asks for the tier, or takes its networks from a grid that does.
    [GeneratedRegex(@"\bTier\.|\b(Grid|VariantGrid|QuantizedGrid|TestNetworks|ContractNetworks\.Variants)\b")]
    private static partial Regex Sampled { get; }

    [GeneratedRegex("`([A-Za-z]+Tests)`")]
    private static partial Regex TestName { get; }
}
