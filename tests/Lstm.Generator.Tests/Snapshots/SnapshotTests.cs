using System.Threading.Tasks;
using Lstm.Generator.Tests.Harness;
using Xunit;

namespace Lstm.Generator.Tests.Snapshots;

/// <summary>
/// Generated files to be read: a change of the emitters shows here as users will see it. Five files are whole; of the others there is the
/// part that differs from these.
/// </summary>
public sealed class SnapshotTests
{
    /// <summary>
    /// The worked example of the documentation, in one padded block; and three blocks, the last of which is half padding.
    /// </summary>
    [Theory]
    [InlineData(3, 3)]
    [InlineData(5, 20)]
    public async Task One_layer(int input, int hidden)
    {
        GeneratorRun run = await RunAsync($"[Lstm(input: {input}, hidden: {hidden})]", "Cell");
        await Snapshot.VerifyAsync(run.Driver, parameters: [(nameof(input), input), (nameof(hidden), hidden)]);
    }

    [Fact]
    public async Task A_layer_with_a_head()
    {
        GeneratorRun run = await RunAsync("[Lstm(input: 1, hidden: 16, Output = 1)]", "Amp");
        await Snapshot.VerifyAsync(run.Driver);
    }

    /// <summary>A network that needs whole sequences has other members.</summary>
    [Fact]
    public async Task A_backward_layer()
    {
        GeneratorRun run = await RunAsync("[Lstm(input: 2, hidden: 4, Direction = Direction.Backward)]", "Cell");
        await Snapshot.VerifyAsync(run.Driver);
    }

    /// <summary>The other cell.</summary>
    [Fact]
    public async Task A_gru()
    {
        GeneratorRun run = await RunAsync("[Gru(input: 2, hidden: 4)]", "Cell");
        await Snapshot.VerifyAsync(run.Driver);
    }

    /// <summary>Embedded weights add one member.</summary>
    [Fact]
    public async Task Embedded_weights()
    {
        GeneratorRun run = await RunAsync("[Lstm(input: 1, hidden: 8, Output = 1, Weights = \"amp.safetensors\")]", "Amp");
        await Snapshot.VerifyAsync(run.Driver, SnapshotPart.Members("Default"));
    }

    /// <summary>A trace adds a verb, a type and a kernel.</summary>
    [Fact]
    public async Task A_traced_layer()
    {
        GeneratorRun run = await RunAsync("[Lstm(input: 3, hidden: 3, Trace = true)]", "Cell");
        await Snapshot.VerifyAsync(run.Driver, SnapshotPart.Members("Step", "Trace", "CellKernelTraced"));
    }

    [Fact]
    public async Task Two_layers_with_a_head()
    {
        GeneratorRun run = await RunAsync(
            "[Lstm(input: 1, hidden: 2, Layers = 2, Output = 3, OutputActivation = Activation.Sigmoid)]", "Stack");
        await Snapshot.VerifyAsync(run.Driver, SnapshotPart.Variant);
    }

    /// <summary>Two cells with a dense layer between them: a method for each, and states of unequal lengths.</summary>
    [Fact]
    public async Task A_list_of_layers()
    {
        GeneratorRun run = await RunAsync(
            "[Lstm(input: 2, hidden: 5)]\n[Dense(3, Activation.Relu)]\n[Gru(hidden: 4)]\n[Dense(1)]", "Amp");
        await Snapshot.VerifyAsync(run.Driver, static text => SnapshotPart.Variant(text) + SnapshotPart.Members("State")(text));
    }

    /// <summary>A layer that runs forward on one that runs in both directions.</summary>
    [Fact]
    public async Task A_forward_layer_on_a_bidirectional_one()
    {
        GeneratorRun run = await RunAsync("[Lstm(input: 1, hidden: 2, Bidirectional = true)]\n[Gru(hidden: 3)]", "Cell");
        await Snapshot.VerifyAsync(run.Driver, SnapshotPart.Variant);
    }

    /// <summary>Two layers, of which one looks ahead, and one of two kinds of tiles.</summary>
    [Fact]
    public async Task Two_large_layers()
    {
        GeneratorRun run = await RunAsync("[Lstm(input: 2, hidden: 40, Layers = 2)]", "Large");
        await Snapshot.VerifyAsync(
            run.Driver, static text => SnapshotPart.Members("Run", "UpperLayer", "UpperLayerInputs", "Tile2")(SnapshotPart.Kernel(text)));
    }

    /// <summary>Many streams that share loads.</summary>
    [Fact]
    public async Task Many_streams_of_two_large_layers()
    {
        GeneratorRun run = await RunAsync("[Lstm(input: 2, hidden: 40, Layers = 2)]", "Large");
        await Snapshot.VerifyAsync(run.Driver, SnapshotPart.Members("StepMany", "Streams"));
    }

    private static Task<GeneratorRun> RunAsync(string attribute, string name) => GeneratorHarness.RunAsync($"""
        using Lstm;

        namespace Demo;

        {attribute}
        public sealed partial class {name};
        """);
}
