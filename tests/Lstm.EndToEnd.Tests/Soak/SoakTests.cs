using System;
using System.Globalization;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Runtime.InteropServices;
using Lstm.EndToEnd.Tests.Processes;
using Lstm.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.EndToEnd.Tests.Soak;

/// <summary>A stream that never ends: every verb keeps its bits, memory does not grow, and the error does not either.</summary>
[Collection(nameof(SoakCollection))]
public sealed class SoakTests(ITestOutputHelper output)
{
    /// <summary>
    /// Of h against doubles, which have seen the last inputs only. The largest seen in a hundred million steps is printed by the test; a
    /// drift would leave any bound behind.
    /// </summary>
    private const double Tolerance = 5e-7;

    /// <summary>
    /// A collection that something else sets off charges this thread with the rest of its allocation buffer, up to 8 KB: a few of these.
    /// </summary>
    private const long Allocated = 32 * 1024;

    /// <summary>What the process may grow by: the test's own bookkeeping and the runtime's, and far less than a bit a step.</summary>
    private const long Growth = 64L << 20;

    [Fact]
    public void A_million_steps_leave_nothing_behind() => Run(rounds: 10, steps: 100_000);

    [Fact]
    [Trait("Category", "Exhaustive")]
    public void A_hundred_million_steps_leave_nothing_behind() => Run(rounds: 100, steps: 1_000_000);

    private void Run(int rounds, int steps)
    {
        LstmWeights weights = RandomWeights.Create(1, 8);
        SoakRound soak = new(new Probe1x8(weights), steps);
        List<byte[]> states = [];
        double largestError = 0;
        long privateBytes = 0;
        for (int round = 0; round < rounds; round++)
        {
            soak.Run(round);
            states.Add(soak.State);
            largestError = Math.Max(largestError, ErrorOf(weights, soak));
            if (round == 0)
            {
                // By then everything is loaded and compiled.
                privateBytes = PrivateBytes();
            }
        }

        privateBytes = PrivateBytes() - privateBytes;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(long)rounds * steps} steps: largest error of h {largestError:E2}, {soak.AllocatedBytes} bytes allocated, "
                + $"the process grew by {privateBytes >> 10} KB"));
        Assert.InRange(largestError, 0, Tolerance);
        Assert.InRange(soak.AllocatedBytes, 0, Allocated);
        Assert.InRange(privateBytes, long.MinValue, Growth);

        // No two rounds end alike, or none of this would say anything.
        Assert.Equal(rounds, states.Select(Convert.ToHexString).Distinct().Count());
        Replay(new SoakRound(new Probe1x8(weights), steps), states);
    }

    /// <summary>From a state that was kept in the middle, in a model loaded anew, all comes again.</summary>
    private static void Replay(SoakRound soak, List<byte[]> states)
    {
        int middle = states.Count / 2;
        soak.Continue(states[middle]);
        for (int round = middle + 1; round < states.Count; round++)
        {
            soak.Run(round);
            Assert.True(soak.State.AsSpan().SequenceEqual(states[round]), $"the replay after round {round}");
        }
    }

    private static double ErrorOf(LstmWeights weights, SoakRound soak)
    {
        double[] right = LstmOracle.Run(NetworkSpec.Plain(1, 8), weights, soak.Tail).Hidden[0];
        Probe1x8.State state = MemoryMarshal.Read<Probe1x8.State>(soak.State);
        return right.Zip(state.Hidden(0).ToArray(), static (expected, found) => Math.Abs(expected - found)).Max();
    }

    private static long PrivateBytes()
    {
        using Process process = Process.GetCurrentProcess();
        return process.PrivateMemorySize64;
    }
}
