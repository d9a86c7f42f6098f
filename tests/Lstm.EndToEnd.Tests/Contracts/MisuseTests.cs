using System;
using System.IO;
using System.Linq;
using Lstm.EndToEnd.Tests.Processes;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Contracts;

/// <summary>What a user may do wrong with a generated class ends in one clear exception, and leaves everything as it was.</summary>
public sealed class MisuseTests
{
    [Fact]
    public void There_must_be_weights()
    {
        Assert.Throws<ArgumentNullException>("weights", static () => new OneWholeBlock(null!));
        Assert.Throws<ArgumentNullException>("weights", static () => new ProbeBidirectional(null!));
        Assert.Throws<ArgumentNullException>("weights", static () => new ProbeInt8(null!));
    }

    [Fact]
    public void There_must_be_a_file()
    {
        Assert.Throws<ArgumentNullException>("path", static () => OneWholeBlock.Load((string)null!));
        Assert.Throws<ArgumentException>("path", static () => OneWholeBlock.Load(""));
        Assert.Throws<ArgumentNullException>("stream", static () => OneWholeBlock.Load((Stream)null!));

        using TemporaryFolder folder = new();
        FileNotFoundException missing = Assert.Throws<FileNotFoundException>(() => OneWholeBlock.Load(folder.File("none.safetensors")));
        Assert.Contains("none.safetensors", missing.Message, StringComparison.Ordinal);
        Assert.Throws<DirectoryNotFoundException>(() => OneWholeBlock.Load(Path.Combine(folder.File("nowhere"), "none.safetensors")));

        // A folder is no file: what exactly is said depends on the system.
        Exception refused = Assert.ThrowsAny<Exception>(() => OneWholeBlock.Load(folder.Path));
        Assert.True(refused is UnauthorizedAccessException or IOException, refused.ToString());
    }

    [Fact]
    public void A_stream_must_be_open_and_readable()
    {
        MemoryStream closed = new();
        closed.Dispose();
        Assert.Equal("stream", Assert.ThrowsAny<ArgumentException>(() => OneWholeBlock.Load(closed)).ParamName);

        using TemporaryFolder folder = new();
        using FileStream writing = new(folder.File("writing"), FileMode.Create, FileAccess.Write);
        Assert.Equal("stream", Assert.ThrowsAny<ArgumentException>(() => OneWholeBlock.Load(writing)).ParamName);
    }

    [Theory]
    [InlineData(3, 8, 1, 0, "input size 2", "input size 3")]
    [InlineData(2, 9, 1, 0, "hidden size 8", "hidden size 9")]
    [InlineData(2, 8, 2, 0, "layers 1", "layers 2")]
    [InlineData(2, 8, 1, 1, "no head", "a head of 1 unit")]
    public void Weights_of_another_network_are_refused_with_the_expected_and_the_found_sizes(
        int input, int hidden, int layers, int output, string expected, string found)
    {
        LstmWeights foreign = RandomWeights.Create(input, hidden, layers, output);
        Refuses(Assert.Throws<WeightFormatException>(() => new OneWholeBlock(foreign)), expected, found);

        // The same of a file, whose name is part of the message where it has one.
        using TemporaryFolder folder = new();
        foreign.Save(folder.File("foreign.safetensors"));
        Refuses(Assert.Throws<WeightFormatException>(() => OneWholeBlock.Load(folder.File("foreign.safetensors"))), expected, found);
        using FileStream stream = File.OpenRead(folder.File("foreign.safetensors"));
        Refuses(Assert.Throws<WeightFormatException>(() => OneWholeBlock.Load(stream)), expected, found);
    }

    [Fact]
    public void Weights_of_another_cell_are_refused()
    {
        LstmWeights gru = RandomWeights.Create(new NetworkSpec(2, 8) { Gru = true });
        Refuses(Assert.Throws<WeightFormatException>(() => new OneWholeBlock(gru)), "LSTM", "GRU");
        LstmWeights lstm = RandomWeights.Create(3, 7);
        Refuses(Assert.Throws<WeightFormatException>(() => new ProbeGru(lstm)), "GRU", "LSTM");
    }

    /// <summary>The state of a new array, of a field, of a block: no constructor, no initialisation.</summary>
    [Fact]
    public void A_default_state_is_the_zero_state()
    {
        OneWholeBlock model = new(RandomWeights.Create(2, 8));
        float[] inputs = RandomWeights.Inputs(3, 2);
        OneWholeBlock.State fromDefault = default;
        OneWholeBlock.State fromZero = model.InitialState;
        fromZero.Hidden(0).Clear();
        fromZero.Cell(0).Clear();
        float[] left = new float[24];
        float[] right = new float[24];

        model.Run(ref fromDefault, inputs, left);
        model.Run(ref fromZero, inputs, right);

        Assert.Equal(left, right);
        Assert.Equal(fromDefault, fromZero);
        Assert.Equal(default, model.InitialState);
        Assert.Equal(default, new StateBlock<OneWholeBlock.State>(3)[2]);
        Assert.All(
            default(OneWholeBlock.State).Hidden(0).ToArray().Concat(default(OneWholeBlock.State).Cell(0).ToArray()),
            static value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void A_layer_index_out_of_range_is_refused(int layer)
    {
        OneWholeBlock.State[] state = new OneWholeBlock.State[1];
        Assert.Throws<ArgumentOutOfRangeException>("layer", () => state[0].Hidden(layer));
        Assert.Throws<ArgumentOutOfRangeException>("layer", () => state[0].Cell(layer));
    }

    private static void Refuses(WeightFormatException thrown, string expected, string found)
    {
        Assert.Contains(expected, thrown.Expected, StringComparison.Ordinal);
        Assert.Contains(found, thrown.Found, StringComparison.Ordinal);
        Assert.Contains(thrown.Expected!, thrown.Message, StringComparison.Ordinal);
        Assert.Contains(thrown.Found!, thrown.Message, StringComparison.Ordinal);
    }
}
