using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;
using Lstm.EndToEnd.Tests.Native;
using Lstm.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.EndToEnd.Tests.Processes;

/// <summary>
/// The bits of the table, whichever instructions the processor has and however the JIT is set: in this process and in others. (Code that is
/// built in other ways: <see cref="DebugBuildTests"/> and <see cref="NativeTests"/>.)
/// </summary>
public sealed partial class SameBitsTests(ITestOutputHelper output)
{
    [Fact]
    public void This_process_computes_what_the_table_says()
    {
        List<BitLine> lines = [.. BitProbe.Lines()];

        Assert.Equal(BitProbe.Networks, SameBitsTable.Lines.Count);
        SameBitsTable.AssertSame("in this process", lines.Select(static line => line.ToString()));

        // Values that have died out or saturated, or are all of no number, would make any hash stable.
        Assert.All(lines, static line => Assert.InRange(line.Size, 0.01, 10));
        Assert.Equal(2 * BitProbe.Networks, lines.SelectMany(static line => new[] { line.Values, line.Special }).Distinct().Count());
    }

    [Fact]
    public void A_process_without_settings_uses_what_this_one_does()
    {
        string[] lines = Probes.Run([BitProbe.Command]).Lines;

        SameBitsTable.AssertSame("in a process without settings", lines);
        if (!ForeignSettings())
        {
            Assert.Contains($"isa avx2 {Avx2.IsSupported}", lines);
            Assert.Contains($"isa avx512 {Avx512F.IsSupported}", lines);
        }
    }

    /// <summary>
    /// Settings of the runtime, and the line of the probe that shows that each took effect. The ordinary tier has one for each kind of
    /// kernel and of multiply-add.
    /// </summary>
    public static TheoryData<string, string, string> FewerInstructions
    {
        get
        {
            TheoryData<string, string, string> settings = new()
            {
                { "DOTNET_EnableAVX512", "0", "isa avx512 False" },
                { "DOTNET_EnableAVX2", "0", "isa fma False" },
                { "DOTNET_EnableHWIntrinsic", "0", "isa vector128 False" },
            };
            if (Tier.IsFull)
            {
                settings.Add("DOTNET_PreferredVectorBitWidth", "256", "isa vector512 False");
                settings.Add("DOTNET_PreferredVectorBitWidth", "128", "isa vector256 False");
                settings.Add("DOTNET_EnableAVXVNNI", "0", "isa avxvnni False");
            }

            return settings;
        }
    }

    [Theory]
    [MemberData(nameof(FewerInstructions))]
    public void Fewer_instructions_give_the_same_bits(string setting, string value, string effect)
    {
        (string[] lines, _) = Probes.Run([BitProbe.Command], new Dictionary<string, string> { [setting] = value });

        Assert.Contains(effect, lines);
        output.WriteLine(string.Join('\n', lines.Where(static line => line.StartsWith("isa ", StringComparison.Ordinal))));
        SameBitsTable.AssertSame($"with {setting}={value}", lines);
    }

    [Theory]
    [InlineData("DOTNET_TieredCompilation", "0", "FullOpts", "FullOpts")]
    [InlineData("DOTNET_TieredCompilation", "1", "Tier0", "FullOpts")]
    [InlineData("DOTNET_JITMinOpts", "1", "MinOpts", "MinOpts")]
    public void Other_optimisation_gives_the_same_bits(string setting, string value, string main, string kernels)
    {
        (string[] lines, IReadOnlyList<JitSummary> compiled) = Probes.Run(
            [BitProbe.Command],
            new Dictionary<string, string> { [setting] = value });

        Assert.Equal(
            main,
            Assert.Single(compiled, static method => method is { Type: "Lstm.EndToEnd.Tests.Program", Method: "Main" }).Tier);
        Assert.Equal(Enumerable.Repeat(kernels, BitProbe.Networks), KernelsIn(compiled).Select(static method => method.Tier));
        SameBitsTable.AssertSame($"with {setting}={value}", lines);
    }

    /// <summary>The main method of the kernel that each network has taken, for this processor's vectors.</summary>
    internal static IEnumerable<JitSummary> KernelsIn(IEnumerable<JitSummary> compiled) =>
        compiled.Where(static method => method is { Method: "Run" } && KernelName.IsMatch(method.Type));

    [GeneratedRegex("Kernel(128|512)?$")]
    private static partial Regex KernelName { get; }

    private static bool ForeignSettings() =>
        Environment.GetEnvironmentVariables().Keys
            .Cast<string>()
            .Any(static name => name.StartsWith("DOTNET_Enable", StringComparison.OrdinalIgnoreCase));
}
