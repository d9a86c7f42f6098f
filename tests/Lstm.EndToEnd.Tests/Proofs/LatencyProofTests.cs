using System;
using System.Diagnostics;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using Lstm.EndToEnd.Tests.Golden;
using Lstm.EndToEnd.Tests.Slots;
using Lstm.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.EndToEnd.Tests.Proofs;

/// <summary>Latencies: how they are sampled and what is said about them. How long anything takes is asserted nowhere.</summary>
public sealed class LatencyProofTests(ITestOutputHelper output)
{
    private static readonly NetworkSizes s_sizes = new(3, 3, 1, 3);

    [Theory]
    [InlineData(LatencySampling.Batches)]
    [InlineData(LatencySampling.SingleSteps)]
    public void Steps_are_measured_and_ordered(LatencySampling sampling)
    {
        LatencyReport report = LstmProof.Latency<Torch3x3, Torch3x3.State>(SlotModels.Square(1), steps: 20_000, sampling);
        output.WriteLine(report.ToString());

        double[] points = [report.Minimum, report.P50, report.P90, report.P99, report.P999, report.Maximum];
        Assert.Equal(points.Order(), points);
        Assert.True(report.Minimum > 0);
        Assert.Equal((long)report.Samples * report.StepsPerSample, report.Steps);
        Assert.InRange(report.Steps, 1, 20_000);
        Assert.True(report.IsOptimized || Debugger.IsAttached);
    }

    [Fact]
    public void A_measurement_ends_when_its_time_is_over()
    {
        LatencyReport report = LstmProof.Latency<Torch3x3, Torch3x3.State>(
            SlotModels.Square(1),
            steps: int.MaxValue / 100,
            limit: TimeSpan.FromTicks(1));
        Assert.Equal(1, report.Samples);
    }

    [Fact]
    public void Nothing_shorter_than_a_hundred_readings_of_the_clock_is_timed_unless_asked_for()
    {
        Assert.Equal(42, LatencyMeasurement<Torch3x3, Torch3x3.State>.StepsPerSample(60, 25, LatencySampling.Batches, 1000));
        Assert.Equal(42, LatencyMeasurement<Torch3x3, Torch3x3.State>.StepsPerSample(60, 25, LatencySampling.SingleSteps, 1000));
        Assert.Equal(10, LatencyMeasurement<Torch3x3, Torch3x3.State>.StepsPerSample(60, 25, LatencySampling.Batches, 10));
        Assert.Equal(9, LatencyMeasurement<Torch3x3, Torch3x3.State>.StepsPerSample(300, 25, LatencySampling.Batches, 1000));
        Assert.Equal(1, LatencyMeasurement<Torch3x3, Torch3x3.State>.StepsPerSample(300, 25, LatencySampling.SingleSteps, 1000));
        Assert.Equal(1, LatencyMeasurement<Torch3x3, Torch3x3.State>.StepsPerSample(2500, 25, LatencySampling.Batches, 1000));
    }

    [Fact]
    public void A_percentile_is_what_so_many_samples_do_not_exceed()
    {
        LatencyReport report = Report([.. Enumerable.Range(1, 1000).Select(static n => (double)n)], 4, LatencySampling.Batches);
        Assert.Equal(
            [1, 500, 900, 990, 999, 1000],
            new[] { report.Minimum, report.P50, report.P90, report.P99, report.P999, report.Maximum });

        LatencyReport single = Report([7], 1, LatencySampling.Batches);
        Assert.Equal([7, 7, 7, 7, 7, 7], new[] { single.Minimum, single.P50, single.P90, single.P99, single.P999, single.Maximum });
    }

    [Fact]
    public void The_table_says_what_was_measured_and_where()
    {
        string[] lines = Report([60.04, 61, 1234.5], 42, LatencySampling.Batches).ToString().Split('\n');
        Assert.Equal(
            [
                "Torch3x3.Step (input 3, hidden 3, 1 layer, output 3)",
                "",
                "          ns per step",
                "minimum          60.0",
                "p50              61.0",
                "p90           1,234.5",
                "p99           1,234.5",
                "p99.9         1,234.5",
                "maximum       1,234.5",
                "",
                "samples     3, each the mean of 42 steps, because a clock reading takes 25 ns. A slow step adds 1/42 of its time "
                    + "to its sample.",
                "collections 2",
                "build       optimised (Lstm.EndToEnd.Tests)",
            ],
            lines[..13]);
        Assert.StartsWith("machine     ", lines[13], StringComparison.Ordinal);
        Assert.StartsWith("runtime     .NET ", lines[14], StringComparison.Ordinal);
        Assert.StartsWith("features    ", lines[15], StringComparison.Ordinal);
        Assert.Equal([""], lines[16..]);
    }

    [Fact]
    public void The_table_says_how_single_steps_were_timed()
    {
        Assert.Contains(
            "samples     1 single steps, each including one clock reading (25 ns)\n",
            Report([800], 1, LatencySampling.SingleSteps).ToString(),
            StringComparison.Ordinal);
        Assert.Contains(
            " Single steps are too short for this clock.\n",
            Report([80], 9, LatencySampling.SingleSteps).ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_debug_build_and_a_debugger_are_not_passed_over()
    {
        Assert.True(BuildKind.Of(typeof(Torch3x3)).IsOptimized || Debugger.IsAttached);
        AssertSlow(
            BuildKind.Of(DebugType()),
            "NOT OPTIMISED: Debugged is a Debug build, in which a step is many times slower. Measure a Release build.");
        AssertSlow(
            BuildKind.Of("Mine", debugBuild: false, debugger: true),
            "POSSIBLY NOT OPTIMISED: a debugger is attached. Measure without a debugger.");

        static void AssertSlow(BuildKind build, string text)
        {
            Assert.Equal(new BuildKind(false, text), build);
            LatencyReport report = new(typeof(Torch3x3), s_sizes, [1], 1, 25, 0, LatencySampling.Batches, build);
            Assert.False(report.IsOptimized);
            Assert.Contains($"build       {text}\n", report.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Torch3x3 model = SlotModels.Square(1);
        Assert.Throws<ArgumentNullException>("model", static () => LstmProof.Latency<Torch3x3, Torch3x3.State>(null!));
        Assert.Throws<ArgumentOutOfRangeException>("steps", () => LstmProof.Latency<Torch3x3, Torch3x3.State>(model, steps: 0));
        Assert.Throws<ArgumentOutOfRangeException>("limit", () => LstmProof.Latency<Torch3x3, Torch3x3.State>(model, limit: TimeSpan.Zero));
    }

    private static LatencyReport Report(double[] sorted, int stepsPerSample, LatencySampling asked) =>
        new(typeof(Torch3x3), s_sizes, sorted, stepsPerSample, reading: 25, collections: 2, asked, BuildKind.Of(
            "Lstm.EndToEnd.Tests",
            debugBuild: false,
            debugger: false));

    // As the compiler marks an assembly of a Debug build.
    private static Type DebugType()
    {
        ConstructorInfo attribute = typeof(DebuggableAttribute).GetConstructor([typeof(DebuggableAttribute.DebuggingModes)])!;
        const DebuggableAttribute.DebuggingModes modes =
            DebuggableAttribute.DebuggingModes.Default | DebuggableAttribute.DebuggingModes.DisableOptimizations;
        AssemblyBuilder assembly = AssemblyBuilder.DefineDynamicAssembly(
            new AssemblyName("Debugged"), AssemblyBuilderAccess.RunAndCollect, [new CustomAttributeBuilder(attribute, [modes])]);
        return assembly.DefineDynamicModule("Debugged").DefineType("Model").CreateType();
    }
}
