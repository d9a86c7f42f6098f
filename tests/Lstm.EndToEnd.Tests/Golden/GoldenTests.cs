using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Golden;

/// <summary>Files that PyTorch wrote, with the outputs PyTorch computed, through classes declared as a user declares them.</summary>
public sealed class GoldenTests
{
    // The files' outputs are PyTorch's in float32, themselves within 1e-7 of the exact ones.
    private const double Tolerance = 1e-6;

    private static readonly Dictionary<string, Func<string, object>> s_load = new(StringComparer.Ordinal)
    {
        ["torch-3x3"] = Torch3x3.Load,
        ["torch-1x8-dense1"] = Torch1x8.Load,
        ["torch-2x8-dense1"] = Torch2Layers1x8.Load,
        ["torch-1x16-dense1"] = Torch1x16.Load,
        ["torch-5x20-start"] = Torch5x20.Load,
        ["torch-8x64-dense4-sigmoid"] = Torch8x64.Load,
        ["torch-4x12-bidirectional"] = Torch4x12Bidirectional.Load,
        ["torch-3x10-3layers-bidirectional-dense2"] = Torch3x10Bidirectional.Load,
        ["torch-6x16-projection8"] = Torch6x16Projection.Load,
    };

    public static TheoryData<string> Files => new(s_load.Keys);

    [Theory]
    [MemberData(nameof(Files))]
    public void Outputs_are_those_of_PyTorch(string file)
    {
        string path = TestFiles.Golden(file);
        LstmWeights weights = LstmWeights.Load(path);
        LstmSelfTest test = weights.SelfTest!;

        // Loading runs the self-test as well; that it can fail is shown below.
        Network network = Network.Around(s_load[file](path));
        Trace found = network.Run(test.Input.ToArray(), StartOf(test, weights));

        AssertClose(test, found);
    }

    [Fact]
    public void The_file_with_a_start_state_needs_it()
    {
        string path = TestFiles.Golden("torch-5x20-start");
        LstmSelfTest test = LstmWeights.Load(path).SelfTest!;
        Assert.False(test.StartHidden.IsEmpty);
        Network network = Network.Around(Torch5x20.Load(path));

        float[] fromZero = network.Run(test.Input.ToArray()).Outputs;

        Assert.True(Math.Abs(fromZero[0] - test.Output[0]) > 1e-3, "h0 and c0 make no difference");
    }

    [Fact]
    public void A_stream_loads_the_same_model_and_stays_open()
    {
        string path = TestFiles.Golden("torch-3x3");
        using FileStream stream = File.OpenRead(path);
        float[] inputs = RandomWeights.Inputs(20, 3);

        Torch3x3 model = Torch3x3.Load(stream);

        Assert.True(stream.CanRead);
        Assert.True(Network.Around(model).Run(inputs).SameBits(Network.Around(Torch3x3.Load(path)).Run(inputs)));
    }

    [Fact]
    public void Every_golden_file_has_a_class()
    {
        IEnumerable<string> files = Directory.EnumerateFiles(Path.GetDirectoryName(TestFiles.Golden("any"))!, "*.safetensors")
            .Select(static path => Path.GetFileNameWithoutExtension(path));
        Assert.Equal(s_load.Keys.Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Weights_of_another_class_are_refused()
    {
        WeightFormatException exception =
            Assert.Throws<WeightFormatException>(static () => Torch3x3.Load(TestFiles.Golden("torch-5x20-start")));
        Assert.Contains("input size 3", exception.Message, StringComparison.Ordinal);
        Assert.Contains("input size 5", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_miss_their_self_test_are_refused()
    {
        LstmWeights sound = LstmWeights.Load(TestFiles.Golden("torch-1x16-dense1"));
        LstmSelfTest test = sound.SelfTest!;
        float[] outputs = test.Output.ToArray();
        outputs[100] += 0.01f;
        LstmWeights wrong = new(sound.Layers, sound.Stem, sound.Head, selfTest: new LstmSelfTest(test.Steps, test.Input, outputs));

        Assert.Throws<WeightFormatException>(() => new Torch1x16(wrong));
        _ = new Torch1x16(sound);
    }

    [Fact]
    public void A_sequence_that_misses_its_self_test_is_refused()
    {
        LstmWeights sound = LstmWeights.Load(TestFiles.Golden("torch-4x12-bidirectional"));
        LstmSelfTest test = sound.SelfTest!;
        float[] outputs = test.Output.ToArray();
        outputs[100] += 0.01f;
        LstmWeights wrong = new(
            sound.Layers, sound.Stem, sound.Head, bidirectional: true, selfTest: new LstmSelfTest(test.Steps, test.Input, outputs));

        Assert.Throws<WeightFormatException>(() => new Torch4x12Bidirectional(wrong));
        _ = new Torch4x12Bidirectional(sound);
    }

    /// <summary>Asserts that outputs are those of a file.</summary>
    internal static void AssertClose(LstmSelfTest test, Trace found)
    {
        Assert.Equal(test.Output.Length, found.Outputs.Length);
        for (int n = 0; n < found.Outputs.Length; n++)
        {
            double error = Math.Abs((double)test.Output[n] - found.Outputs[n]);
            if (!(error <= Tolerance))
            {
                Assert.Fail($"value {n}: PyTorch {test.Output[n]:G9}, found {found.Outputs[n]:G9}, error {error:G3}");
            }
        }
    }

    /// <summary>Where a file's self-test starts; null where the network does.</summary>
    internal static StartState? StartOf(LstmSelfTest test, LstmWeights weights)
    {
        if (test.StartHidden.IsEmpty)
        {
            return null;
        }

        float[][] hidden = [.. test.StartHidden.ToArray().Chunk(weights.Layers[0].OutputSize)];
        return new StartState(hidden, test.StartCell.IsEmpty
            ? [.. hidden.Select(static _ => Array.Empty<float>())]
            : [.. test.StartCell.ToArray().Chunk(weights.HiddenSize)]);
    }
}
