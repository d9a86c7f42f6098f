using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.EndToEnd.Tests.Processes;

/// <summary>The same bits, whichever instructions the processor has and however the JIT is set: in processes of their own.</summary>
public sealed partial class SameBitsTests(SameBitsTests.Default standard, ITestOutputHelper output) : IClassFixture<SameBitsTests.Default>
{
    /// <summary>What a process without any settings prints.</summary>
    public sealed class Default
    {
        internal string[] Lines { get; } = Probes.Run([BitProbe.Command]).Lines;
    }

    [Fact]
    public void A_process_without_settings_uses_what_this_one_does()
    {
        Assert.Equal(BitProbe.Networks, HashesOf(standard.Lines).Length);
        Assert.Equal(BitProbe.Networks, HashesOf(standard.Lines).Distinct().Count());
        // Values that have died out or saturated would make any hash stable.
        Assert.All(HashesOf(standard.Lines), static line => Assert.Matches(" of values about [0-9]\\.[0-9]*[1-9]", line));
        if (!ForeignSettings())
        {
            Assert.Contains($"isa avx2 {Avx2.IsSupported}", standard.Lines);
            Assert.Contains($"isa avx512 {Avx512F.IsSupported}", standard.Lines);
        }
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "isa avx512 False")]
    [InlineData("DOTNET_EnableAVXVNNI", "isa avxvnni False")]
    [InlineData("DOTNET_EnableAVX2", "isa fma False")]
    [InlineData("DOTNET_EnableHWIntrinsic", "isa vector128 False")]
    public void Fewer_instructions_give_the_same_bits(string setting, string effect)
    {
        (string[] lines, _) = Probes.Run([BitProbe.Command], new Dictionary<string, string> { [setting] = "0" });

        Assert.Contains(effect, lines);
        output.WriteLine(standard.Lines.Contains(effect)
            ? $"{setting}=0 changes nothing: this machine is one of \"{effect}\"."
            : $"{setting}=0 made it \"{effect}\".");
        Assert.Equal(HashesOf(standard.Lines), HashesOf(lines));
    }

    [Theory]
    [InlineData("DOTNET_TieredCompilation", "0", "FullOpts", "FullOpts")]
    [InlineData("DOTNET_JITMinOpts", "1", "MinOpts", "MinOpts")]
    public void Other_optimisation_gives_the_same_bits(string setting, string value, string main, string kernels)
    {
        (string[] lines, IReadOnlyList<JitSummary> compiled) = Probes.Run([BitProbe.Command], new Dictionary<string, string> { [setting] = value });

        Assert.Equal(main, Assert.Single(compiled, static method => method is { Type: "Lstm.EndToEnd.Tests.Program", Method: "Main" }).Tier);
        List<string> tiers = [.. compiled.Where(static method => method is { Method: "Run" } && KernelName.IsMatch(method.Type)).Select(static method => method.Tier)];
        Assert.Equal(Enumerable.Repeat(kernels, BitProbe.Networks), tiers);
        Assert.Equal(HashesOf(standard.Lines), HashesOf(lines));
    }

    // Each network has taken the kernel of this processor's vectors.
    [GeneratedRegex("Kernel(128|512)?$")]
    private static partial Regex KernelName { get; }

    private static string[] HashesOf(string[] lines) => [.. lines.Where(static line => line.StartsWith("hash ", StringComparison.Ordinal))];

    private static bool ForeignSettings() =>
        Environment.GetEnvironmentVariables().Keys.Cast<string>().Any(static name => name.StartsWith("DOTNET_Enable", StringComparison.OrdinalIgnoreCase));
}
