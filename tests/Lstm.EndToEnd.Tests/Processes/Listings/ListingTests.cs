using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.EndToEnd.Tests.Processes.Listings;

/// <summary>
/// The machine code of the plain kernels has what makes it fast: a guard that no clock and no busy machine disturbs. Whoever has to change
/// a bound here has measured it.
/// </summary>
/// <remarks>Without AVX-512, whose 32 registers would hide what does not fit the 16 of everybody else.</remarks>
public sealed class ListingTests(ListingTests.Listed listed, ITestOutputHelper output) : IClassFixture<ListingTests.Listed>
{
    /// <summary>What the JIT made of every listed network.</summary>
    public sealed class Listed
    {
        internal IReadOnlyList<JitListing> Listings => _listings.Value;

        private readonly Lazy<IReadOnlyList<JitListing>> _listings = new(static () => Probes.List([ListingProbe.Command], "*Kernel:*"));
    }

    [X64Theory]
    [InlineData("Listed3x3", 1800, 4)]
    [InlineData("Listed1x8", 1900, 4)]
    [InlineData("Listed1x16", 3300, 8)]
    [InlineData("Listed5x20", 2200, 12)]
    [InlineData("Listed1x40", 2600, 12)]
    // Two of the sigmoid's constants do not fit beside the gates of three: loads that wait for nothing.
    [InlineData("Listed8x64", 3500, 12, 2)]
    public void A_kernel_is_what_makes_it_fast(string network, int largestCode, int widestRow, int reloads = 0)
    {
        JitListing[] methods = [.. listed.Listings.Where(method => method.Type.EndsWith($"__{network}Kernel", StringComparison.Ordinal))];
        int rows = methods.Sum(static method => ListingRules.RowsOf(method).Count);
        int widest = methods.SelectMany(ListingRules.RowsOf)
            .Max(static row => (int?)row.Count(static instruction => instruction.IsMultiplyAdd)) ?? 0;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{network}: {rows} rows of up to {widest} vectors, {methods.Sum(static method => method.CodeSize)} bytes"));

        // Where no row is found, no rule is broken: then this test looks at nothing.
        string text = string.Join("\n", methods.Select(static method => method.Text));
        Assert.True(
            rows >= 2,
            $"{network} has {rows} rows in its machine code, and needs one for its inputs and one for its hidden state.\n{text}");
        Assert.True(widest == widestRow, $"The widest row of {network} has {widest} vectors, not {widestRow}.\n{text}");
        foreach (JitListing method in methods)
        {
            IReadOnlyList<string> violations = ListingRules.Violations(method, largestCode, reloads);
            Assert.True(violations.Count == 0, $"{network}:{method.Method}\n- {string.Join("\n- ", violations)}\n\n{method.Text}");
        }
    }
}
