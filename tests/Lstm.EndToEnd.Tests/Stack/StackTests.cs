using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.EndToEnd.Tests.Processes;
using Lstm.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.EndToEnd.Tests.Stack;

/// <summary>
/// Every call of the largest networks works on a thread with 128 KB of stack, the first call and the JIT included, and takes at most 16 KB
/// of it once it is compiled.
/// </summary>
public sealed class StackTests(ITestOutputHelper output)
{
    private const int Most = 16 * 1024;

    /// <summary>
    /// Settings of the runtime: for narrow vectors and, in the full tier, for an emulated multiply-add, for vectors of at most eight floats
    /// and for code that is optimised at once.
    /// </summary>
    public static TheoryData<string, string> Settings
    {
        get
        {
            TheoryData<string, string> settings = new() { { "DOTNET_PreferredVectorBitWidth", "128" } };
            if (Tier.IsFull)
            {
                settings.Add("DOTNET_EnableAVX2", "0");
                settings.Add("DOTNET_EnableAVX512", "0");
                settings.Add("DOTNET_TieredCompilation", "0");
            }

            return settings;
        }
    }

    [Fact]
    public void No_call_of_a_large_network_takes_much_stack() => Check(settings: [], largest: Tier.IsFull);

    [Theory]
    [MemberData(nameof(Settings))]
    public void No_call_of_other_kernels_takes_much_stack(string setting, string value) =>
        Check(new() { [setting] = value }, largest: false);

    private void Check(Dictionary<string, string> settings, bool largest)
    {
        // A concurrent collection pauses a thread without being counted: the proof of no allocations would report what that costs.
        settings["DOTNET_gcConcurrent"] = "0";
        string[] arguments = largest ? [StackProbe.Command, StackProbe.Largest] : [StackProbe.Command];
        (string Network, int Bytes, int ByValue, string Call)[] calls = [.. Probes.Run(arguments, settings).Lines.Select(Parse)];

        foreach ((string network, int bytes, int byValue, string call) in calls.OrderByDescending(static call => call.Bytes - call.ByValue))
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{bytes - byValue,6} and {byValue,6} by value  {network}: {call}"));
        }

        Assert.All(calls, static call => Assert.InRange(call.Bytes, 0, Most + call.ByValue));
        Assert.Equal(largest ? StackNetwork.Count : StackNetwork.Few, calls.Select(static call => call.Network).Distinct().Count());

        // The meter finds the 8 KB of scratch memory that are on the stack, or this test looks at nothing.
        Assert.InRange(calls.Single(static call => call is { Network: nameof(StackOnStack), Call: "Step" }).Bytes, 8 * 1024, Most);
    }

    // "StackInt8 24416 16384 StateFormat.Read"
    private static (string Network, int Bytes, int ByValue, string Call) Parse(string line)
    {
        string[] parts = line.Split(' ', 4);
        return (
            parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture), parts[3]);
    }
}
