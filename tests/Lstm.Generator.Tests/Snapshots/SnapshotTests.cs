using System.Threading.Tasks;
using Lstm.Generator.Tests.Harness;
using Xunit;

namespace Lstm.Generator.Tests.Snapshots;

/// <summary>Whole generated files, to be read: a change of the emitters shows here as what users will see of it.</summary>
public sealed class SnapshotTests
{
    /// <summary>The worked example of the documentation, in one padded block; and three blocks, of which the last is half padding.</summary>
    [Theory]
    [InlineData(3, 3)]
    [InlineData(5, 20)]
    public async Task One_layer(int input, int hidden)
    {
        GeneratorRun run = await GeneratorHarness.RunAsync($$"""
            using Lstm;

            namespace Demo;

            [Lstm(input: {{input}}, hidden: {{hidden}})]
            public sealed partial class Cell;
            """);
        await Snapshot.VerifyAsync(run.Driver, [(nameof(input), input), (nameof(hidden), hidden)]);
    }

    [Fact]
    public async Task A_layer_with_a_head()
    {
        GeneratorRun run = await GeneratorHarness.RunAsync("""
            using Lstm;

            namespace Demo;

            [Lstm(input: 1, hidden: 16, Output = 1)]
            public sealed partial class Amp;
            """);
        await Snapshot.VerifyAsync(run.Driver);
    }

    [Fact]
    public async Task Embedded_weights()
    {
        GeneratorRun run = await GeneratorHarness.RunAsync("""
            using Lstm;

            namespace Demo;

            [Lstm(input: 1, hidden: 8, Output = 1, Weights = "amp.safetensors")]
            public sealed partial class Amp;
            """);
        await Snapshot.VerifyAsync(run.Driver);
    }

    /// <summary>What a trace adds, and that it adds it behind everything else.</summary>
    [Fact]
    public async Task A_traced_layer()
    {
        GeneratorRun run = await GeneratorHarness.RunAsync("""
            using Lstm;

            namespace Demo;

            [Lstm(input: 3, hidden: 3, Trace = true)]
            public sealed partial class Cell;
            """);
        await Snapshot.VerifyAsync(run.Driver);
    }

    [Fact]
    public async Task Two_layers_with_a_head()
    {
        GeneratorRun run = await GeneratorHarness.RunAsync("""
            using Lstm;

            namespace Demo;

            [Lstm(input: 2, hidden: 8, Layers = 2, Output = 3, OutputActivation = Activation.Sigmoid)]
            public sealed partial class Stack;
            """);
        await Snapshot.VerifyAsync(run.Driver);
    }

    /// <summary>Two kinds of layers and of tiles, and many streams that share loads.</summary>
    [Fact]
    public async Task Two_large_layers()
    {
        GeneratorRun run = await GeneratorHarness.RunAsync("""
            using Lstm;

            namespace Demo;

            [Lstm(input: 2, hidden: 40, Layers = 2)]
            public sealed partial class Large;
            """);
        await Snapshot.VerifyAsync(run.Driver);
    }
}
