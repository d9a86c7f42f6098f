using System.Collections.Generic;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>The weights of a list go into a file and come back bit for bit, under the names that the kit writes down on its own.</summary>
public sealed class ListWeightsTests
{
    public static TheoryData<string> All => ListGrid.Compiled.Names();

    [Theory]
    [MemberData(nameof(All))]
    public void A_model_saves_the_canonical_file_and_loads_it(string name)
    {
        (ListSpec spec, Network network, LstmWeights weights) = TestNetworks.Create(name, initialStates: true);
        using TemporaryFolder folder = new();
        string path = folder.File("list.safetensors");

        // A file that the library did not write; its notes go on.
        TensorFile expected = ListTensors.FileOf(spec, ListConversion.ValuesOf(spec, weights));
        LstmWeights foreign = LstmWeights.Load(expected.ToBytes());
        Network again = ListGrid.Compiled.Create(spec, foreign);
        again.Weights.Save(path);
        TensorFile saved = TensorFile.Read(path);

        Assert.Equal(Lines(expected.Tensors), Lines(saved.Tensors));
        Assert.Equal(new Dictionary<string, string>(expected.Metadata) { ["format"] = "pt" }, saved.Metadata);

        LstmWeights loaded = LstmWeights.Load(path);
        Assert.Equal((weights.Checksum, spec.Text), (loaded.Checksum, loaded.Declaration));
        float[] inputs = RandomWeights.Inputs(5, spec.Input);
        Assert.True(network.Run(inputs).SameBits(ListGrid.Compiled.Create(spec, loaded).Run(inputs)));

        Assert.Equal(weights.Checksum, foreign.Checksum);
        Assert.True(network.Run(inputs).SameBits(again.Run(inputs)));
    }

    private static IEnumerable<string> Lines(IReadOnlyDictionary<string, FileTensor> tensors) => tensors
        .Select(static tensor =>
            $"{tensor.Key} [{string.Join(", ", tensor.Value.Shape)}] {string.Join(' ', tensor.Value.Floats.Select(Bits.Canonical))}")
        .Order(System.StringComparer.Ordinal);
}
