using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Import.Tests;

/// <summary>Fixtures that are written in another format and read again.</summary>
public sealed class ModelExportTests
{
    private const int Steps = 5;

    [Fact]
    public void What_is_written_as_ONNX_is_read_as_the_same_network() => Assert.InRange(
        Check(
            ModelExport.WriteOnnx,
            static model => model.Shape.Layers.All(static layer => layer is RecurrentShape or DenseShape or Conv1DShape or EmbeddingShape)
                ? ModelReadOptions.Default
                : null),
        40,
        int.MaxValue);

    /// <summary>A state dict stores neither activations nor an order, merges, residual connections or initial states.</summary>
    [Fact]
    public void What_is_written_for_PyTorch_is_read_as_the_same_network() => Assert.InRange(
        Check(ModelExport.WritePyTorch, static model => model.Shape.Residual || model.Shape.Pool is not null
            || model.Weights.InitialHidden.Length > 0
            || model.Shape.Layers.Any(static layer => layer is FeedForwardShape { HasWeights: false })
            || model.Shape.Layers.Any(static layer => layer is LayerNormShape { Epsilon: not LayerNormShape.OrdinaryEpsilon })
            || model.Shape.Layers.OfType<FeedForwardShape>().Any(static layer => !layer.Function.IsDefault)
                ? null
                : OptionsOf(model.Shape)),
        15,
        int.MaxValue);

    [Fact]
    public void Names_for_PyTorch_are_those_of_its_modules()
    {
        using var stream = new MemoryStream();
        ModelExport.WritePyTorch(ModelFile.Read(Fixtures.File("pytorch", "norms.pt")), stream);
        stream.Position = 0;
        ModelDescription again = ModelFile.Read(stream);

        Assert.Equal(
            ["layers.0.running_var", "layers.1.weight_ih_l0", "layers.2.weight", "layers.3.weight_ih_l0"],
            again.Layers.Take(4).Select(static layer => layer.Tensors[0].Source));
        Assert.StartsWith(
            "[Affine]\n[Gru(input: 2, hidden: 4)]\n[LayerNorm]\n[Lstm(hidden: 3)]\n", again.Declaration, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("onnx", "gru-before.onnx", "PyTorch has no layer like 'layers.0': its reset gate applies before the recurrent product")]
    [InlineData("onnx", "lstm-activations-plus.onnx", "PyTorch has no layer like 'layers.0': its activation is ")]
    public void What_PyTorch_does_not_have_is_refused(string folder, string file, string message) => Assert.Contains(
        message,
        Assert.Throws<WeightFormatException>(
            () => ModelExport.WritePyTorch(ModelFile.Read(Fixtures.File(folder, file)), new MemoryStream())).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Arguments_are_checked()
    {
        ModelDescription model = ModelFile.Read(Fixtures.File("pytorch", "zip.pt"));

        Assert.Throws<ArgumentNullException>(() => ModelExport.WriteOnnx(null!, new MemoryStream()));
        Assert.Throws<ArgumentNullException>(() => ModelExport.WritePyTorch(model, null!));
        Assert.Throws<ArgumentException>(() => ModelExport.WriteOnnx(model, new MemoryStream([], writable: false)));
    }

    private static ModelReadOptions OptionsOf(NetworkShape shape)
    {
        Dictionary<string, Activation> activations = [];
        Dictionary<string, int> dilations = [];
        for (int number = 0; number < shape.Layers.Count; number++)
        {
            if (shape.Layers[number] is DenseShape dense)
            {
                activations.Add($"layers.{number}", dense.Activation.Function);
            }
            else if (shape.Layers[number] is Conv1DShape convolution)
            {
                activations.Add($"layers.{number}", convolution.Activation.Function);
                dilations.Add($"layers.{number}", convolution.Dilation);
            }
            else if (shape.Layers[number] is RecurrentShape { Cell: { Kind: CellKind.Rnn } cell })
            {
                activations.Add($"layers.{number}", cell.CellActivation.Function);
            }
        }

        return new()
        {
            Layers = [.. Enumerable.Range(0, shape.Layers.Count).Select(static number => $"layers.{number}")],
            Activations = activations,
            Dilations = dilations,
        };
    }

    // Writes every fixture that the format has, reads it again, and proves it with a self-test of the network that was written.
    private static int Check(Action<ModelDescription, Stream> write, Func<ModelDescription, ModelReadOptions?> optionsOf)
    {
        HashSet<string> declarations = [];
        int count = 0;
        foreach ((string path, _) in Fixtures.Models)
        {
            ModelDescription model = ModelFile.Read(path);
            if (!declarations.Add(model.Declaration) || optionsOf(model) is not { } options || Written(model, write) is not { } bytes)
            {
                continue;
            }

            // Outputs of zero prove nothing.
            LstmSelfTest test = TestOf(model);
            if (test.Output.ContainsAnyExcept(0f))
            {
                count++;
                using var stream = new MemoryStream(bytes);
                ModelFile.Read(stream, path, options).WithSelfTest(test).Verify();
            }
        }

        return count;
    }

    private static byte[]? Written(ModelDescription model, Action<ModelDescription, Stream> write)
    {
        using var stream = new MemoryStream();
        try
        {
            write(model, stream);
            return stream.ToArray();
        }
        catch (WeightFormatException refusal)
        {
            Assert.Contains("has no layer like 'layers.", refusal.Message, StringComparison.Ordinal);
            return null;
        }
    }

    private static LstmSelfTest TestOf(ModelDescription model)
    {
        float[] inputs = RandomWeights.Inputs(NetworkSpecs.Of(model.Shape), Steps, seed: 4);
        float[] outputs = new float[Steps * model.Weights.OutputSize];
        ModelDescription empty = model.WithSelfTest(new LstmSelfTest(Steps, inputs, outputs));
        foreach ((int step, double[] values) in ReferenceNetwork.RunSelfTest(empty.Shape, empty.Weights))
        {
            Array.ConvertAll(values, static value => (float)value).CopyTo(outputs, step * values.Length);
        }

        return new LstmSelfTest(Steps, inputs, outputs);
    }
}
