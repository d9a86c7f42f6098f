using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.Import.Tests;

/// <summary>Follows every piece of advice that the refusal of any fixture contains.</summary>
public sealed partial class AdviceTests(ITestOutputHelper output)
{
    // Words of the exceptions of the platform, which say nothing about the file.
    private static readonly string[] s_foreignWords =
    [
        "(Parameter '", "Expected ", "invalid start of", "LineNumber:", "BytePositionInLine", "Exception", "expected dense layers",
    ];

    [Fact]
    public void Advice_leads_to_an_import_or_to_a_refusal_without_advice()
    {
        int followed = 0;
        foreach ((string path, WeightFormatException refusal) in Refusals())
        {
            foreach (ModelReadOptions advised in Options(refusal.Message))
            {
                followed++;
                if (Refusal(path, advised) is { } next)
                {
                    Assert.True(next.Advice is null, $"{refusal.Message}\nleads to\n{next.Message}");
                }
            }
        }

        output.WriteLine($"{followed} pieces of advice");
        Assert.InRange(followed, 20, int.MaxValue);
    }

    /// <summary>Advice without an option would escape the test above.</summary>
    [Fact]
    public void Advice_contains_options()
    {
        foreach ((_, WeightFormatException refusal) in Refusals())
        {
            if (refusal.Advice is { } advice)
            {
                Assert.NotEmpty(Options(advice));
                Assert.EndsWith(advice, refusal.Message, StringComparison.Ordinal);
            }
            else
            {
                Assert.Empty(Options(refusal.Message));
            }
        }
    }

    [Fact]
    public void A_refusal_contains_no_words_of_another_exception()
    {
        foreach ((string path, WeightFormatException refusal) in Refusals())
        {
            string words = refusal.Message.Replace(path, "", StringComparison.Ordinal);
            Assert.All(s_foreignWords, word => Assert.DoesNotContain(word, words, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_layers_of_a_refusal_contain_every_name_in_its_advice()
    {
        foreach ((string path, WeightFormatException refusal) in Refusals())
        {
            HashSet<string> names = [.. refusal.Layers.Select(static layer => layer.Name)];
            foreach (ModelReadOptions advised in Options(refusal.Message).Where(static options => options.Module is null))
            {
                string?[] advisedNames = [.. advised.Layers, advised.FirstLayer, advised.LastLayer];
                Assert.All(advisedNames.OfType<string>(), name => Assert.Contains(name, names));
                Assert.NotEmpty(advisedNames.OfType<string>());
            }
        }
    }

    // Every fixture that is refused without options.
    private static IEnumerable<(string Path, WeightFormatException Refusal)> Refusals() =>
        from path in Directory.EnumerateFiles(Fixtures.File(), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        let refusal = Refusal(path, ModelReadOptions.Default)
        where refusal is not null
        select (path, refusal);

    private static WeightFormatException? Refusal(string path, ModelReadOptions options)
    {
        try
        {
            ModelFile.Read(path, options);
            return null;
        }
        catch (WeightFormatException refusal)
        {
            return refusal;
        }
    }

    private static List<ModelReadOptions> Options(string message) =>
    [
        .. Alternative().Matches(message).Select(static match => Option().Matches(match.Value).Aggregate(
            ModelReadOptions.Default,
            static (options, option) =>
            {
                string value = option.Groups[2].Value.Trim('"');
                return option.Groups[1].Value switch
                {
                    "--module" => options with { Module = value },
                    "--layers" => options with { Layers = value.Split(',') },
                    "--first-layer" => options with { FirstLayer = value },
                    "--last-layer" => options with { LastLayer = value },
                    string other => throw new InvalidOperationException($"The advice has an unknown option, {other}."),
                };
            })),
    ];

    [GeneratedRegex("(?<= )--[a-z-]+ (\"[^\"]*\"|[^\\s;]+)( --[a-z-]+ (\"[^\"]*\"|[^\\s;]+))*")]
    private static partial Regex Alternative();

    [GeneratedRegex("(--[a-z-]+) (\"[^\"]*\"|[^\\s;]+)")]
    private static partial Regex Option();
}
