using System;
using System.IO;
using System.Linq;
using Lstm.Import;
using Lstm.Shared;
using Lstm.TestKit;
using Microsoft.ML.OnnxRuntime;
using Xunit;

namespace Lstm.EndToEnd.Tests.Onnx;

/// <summary>Networks that the import library writes as ONNX, in ONNX Runtime.</summary>
public sealed class OnnxExportTests
{
    private const int Steps = 7;
    private const double Tolerance = 2e-5;

    [Theory]
    [InlineData("[Lstm(input: 3, hidden: 8)]")]
    [InlineData("[Lstm(input: 2, hidden: 5, Layers = 2, Output = 2, OutputActivation = Activation.Tanh, Residual = true)]")]
    [InlineData("[Lstm(input: 3, hidden: 4, Output = 2, Residual = true)]")]
    [InlineData("[Gru(input: 3, hidden: 4, Bidirectional = true, Output = 2)]")]
    [InlineData("[Gru(input: 3, hidden: 4, ResetAfter = false)]\n[Gru(hidden: 4, Clip = 0.5f)]")]
    [InlineData("[Rnn(input: 3, hidden: 4, activation: Activation.Relu, Direction = Direction.Backward)]\n[Lstm(hidden: 3)]")]
    [InlineData("[Rnn(input: 3, hidden: 4, activation: Activation.Linear, Bidirectional = true)]")]
    [InlineData("[Lstm(input: 3, hidden: 4, Bidirectional = true, Peephole = true, CoupledGates = true)]")]
    [InlineData("[Lstm(input: 3, hidden: 4, GateActivation = Activation.HardSigmoid3, CellActivation = Activation.Elu, CellAlpha = 0.5f)]")]
    [InlineData("[Affine]\n[Lstm(input: 3, hidden: 4)]\n[LayerNorm(Epsilon = 0.01f)]\n[Dense(5)]\n[PRelu]\n[Gru(hidden: 3)]\n[Affine]")]
    [InlineData("[Lstm(input: 3, hidden: 4, Layers = 2, Bidirectional = true)]\n[Pool(Pooling.Final)]\n[Dense(2, Activation.Softmax)]")]
    [InlineData("[Gru(input: 3, hidden: 4)]\n[Pool(Pooling.Final)]\n[Dense(2)]")]
    [InlineData("[Gru(input: 3, hidden: 4)]\n[Dense(2)]\n[Pool(Pooling.Last)]\n[Affine]")]
    [InlineData("[Gru(input: 3, hidden: 4)]\n[Pool(Pooling.Mean)]\n[Dense(2, Activation.LogSoftmax)]")]
    [InlineData("[Gru(input: 3, hidden: 4, Bidirectional = true)]\n[Pool(Pooling.Max)]\n[PRelu]")]
    [InlineData("[Dense(4, Activation.Tanh)]\n[Lstm(input: 3, hidden: 4)]\n[Residual(1)]\n[LayerNorm]\n[Dense(3)]\n[Residual(5)]")]
    [InlineData("[Gru(input: 4, hidden: 2, Bidirectional = true)]\n[Residual(1)]\n[Pool(Pooling.Mean)]\n[Dense(4)]\n[Residual(1)]")]
    [InlineData("[Lstm(input: 3, hidden: 4, Bidirectional = true)]\n[Merge(Merging.Product)]\n[Dense(2)]")]
    [InlineData("[Lstm(input: 3, hidden: 4, Bidirectional = true)]\n[Pool(Pooling.Final)]\n[Merge(Merging.Mean)]")]
    [InlineData("[Gru(input: 4, hidden: 4, Bidirectional = true)]\n[Merge(Merging.Sum)]\n[Residual(2)]")]
    [InlineData("[Conv1D(5, 3, Activation.Relu)]\n[Lstm(input: 3, hidden: 4)]\n[Conv1D(2, 2, Activation.Softmax, Dilation = 3)]")]
    [InlineData("[Conv1D(5, 1)]\n[Gru(input: 3, hidden: 4, Bidirectional = true)]\n[Pool(Pooling.Final)]\n[Dense(2)]")]
    [InlineData("[Embedding(9, 3)]\n[Lstm(input: 1, hidden: 4, Output = 2)]")]
    [InlineData("[Embedding(9, 3)]\n[Conv1D(4, 3, Activation.Tanh)]\n[Gru(input: 1, hidden: 4)]\n[Pool(Pooling.Last)]")]
    public void A_written_network_gives_the_outputs_of_the_reference(string declaration) => Check(declaration);

    [Theory]
    [InlineData(
        "[Dense(4, Activation.Tanh)]\n[Lstm(input: 3, hidden: 4)]\n[Residual(1)]\n[LayerNorm]\n[Dense(3)]\n[Residual(5)]\n[Dense(2)]")]
    [InlineData("[Gru(input: 4, hidden: 2, Bidirectional = true)]\n[Residual(1)]\n[Pool(Pooling.Mean)]\n[Dense(4)]\n[Residual(1)]")]
    [InlineData("[Lstm(input: 3, hidden: 4)]\n[Dense(4)]\n[Residual(1)]\n[Gru(hidden: 4)]\n[Residual(2)]\n[Residual(3)]")]
    [InlineData("[Lstm(input: 3, hidden: 4)]\n[LayerNorm]\n[Dense(4, Activation.Relu)]\n[Residual(1)]\n[Dense(2)]")]
    [InlineData("[Lstm(input: 3, hidden: 4)]\n[PRelu]\n[Conv1D(4, 2, Activation.Relu)]\n[Residual(1)]\n[Dense(2)]")]
    [InlineData("[Lstm(input: 3, hidden: 4, Bidirectional = true)]\n[Merge(Merging.Product)]\n[Dense(2)]")]
    [InlineData("[Lstm(input: 3, hidden: 4, Bidirectional = true)]\n[Pool(Pooling.Final)]\n[Merge(Merging.Mean)]")]
    [InlineData("[Gru(input: 4, hidden: 4, Bidirectional = true)]\n[Merge(Merging.Sum)]\n[Residual(2)]\n[Dense(1)]")]
    public void Connections_and_merges_are_read_back(string declaration)
    {
        ModelDescription model = Model(declaration);
        using var stream = new MemoryStream();
        ModelExport.WriteOnnx(model, stream);
        stream.Position = 0;

        ModelDescription read = ModelFile.Read(stream, "network.onnx");

        Assert.Equal(declaration, read.Declaration);
        read.WithSelfTest(model.Weights.SelfTest).Verify();
    }

    [Fact]
    public void Every_activation_of_a_layer_is_written()
    {
        foreach (ActivationType type in ActivationType.All)
        {
            string activation = type.Function == Activation.Linear ? "" : $", Activation.{type.Function}";
            Check($"[Lstm(input: 3, hidden: 4)]\n[Dense(3{activation})]\n[Dense(2)]");
        }
    }

    [Theory]
    [InlineData("[Lstm(input: 3, hidden: 4, Projection = 2)]", "ONNX has no layer like 'layers.0': it has a projection")]
    [InlineData("[Lstm(input: 3, hidden: 4, LayerNorm = true)]", "its gates are normalised")]
    [InlineData("[Lstm(input: 3, hidden: 4, CellClip = 1f)]", "its cell state has a limit")]
    [InlineData("[Lstm(input: 3, hidden: 4, Clip = 1f)]", "the arguments of its activations have a limit")]
    [InlineData("[Lstm(input: 3, hidden: 4, CellActivation = Activation.Silu)]", "its cell has the activation Silu")]
    [InlineData("[SLstm(input: 3, hidden: 4)]", "its cell is ")]
    public void What_ONNX_does_not_have_is_refused(string declaration, string message) => Assert.Contains(
        message,
        Assert.Throws<WeightFormatException>(() => ModelExport.WriteOnnx(Model(declaration), new MemoryStream())).Message,
        StringComparison.Ordinal);

    private static void Check(string declaration)
    {
        ModelDescription model = Model(declaration);
        LstmSelfTest test = model.Weights.SelfTest!;
        using var stream = new MemoryStream();
        ModelExport.WriteOnnx(model, stream);
        using SessionOptions settings = new() { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using InferenceSession session = new(stream.ToArray(), settings);
        using RunOptions options = new();
        using OrtValue input = model.Shape.Vocabulary > 0
            ? OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(test.Input.ToArray(), static token => (long)token), [Steps, 1])
            : OrtValue.CreateTensorValueFromMemory(test.Input.ToArray(), [Steps, 1, model.Weights.InputSize]);
        using IDisposableReadOnlyCollection<OrtValue> found = session.Run(options, ["x"], [input], ["y"]);
        float[] outputs = found[0].GetTensorDataAsSpan<float>().ToArray();

        Assert.Equal(test.Output.Length, outputs.Length);
        double largest = Math.Max(1, test.Output.ToArray().Max(Math.Abs));
        Assert.All(test.Output.ToArray().Zip(outputs), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, Tolerance * largest));
    }

    // A network with random weights and initial states, and a self-test whose outputs the reference computes.
    private static ModelDescription Model(string declaration)
    {
        NetworkShape shape = DeclarationParser.Parse(declaration)!;
        LstmWeights random = UntrainedWeights.Of(shape, seed: 3);
        float[] Values(int count, int seed) => RandomWeights.Inputs(1, count, seed);
        LayerWeights[] layers =
        [
            .. random.Sequence.Select((layer, index) => layer is { Structure: FeedForwardShape units and not DenseShape }
                ? FeedForwardWeights.Create(units, layer.InputSize, tensor => Values(
                    units.ShapeOf(tensor, layer.InputSize).Aggregate(1, static (product, size) => product * size), index + 20))
                : layer),
        ];
        float[] inputs = shape.Vocabulary is > 0 and var tokens
            ? [.. Enumerable.Range(0, Steps).Select(step => (float)(4 * step % tokens))]
            : RandomWeights.Inputs(Steps, shape.Input, seed: 5);
        int rows = shape.Pool is null ? Steps : 1;
        float[] Start(char letter) => Values(shape.Cells.Sum(cell => StartShape.WidthOf(cell.Shape, letter)), letter);
        LstmWeights With(float[] outputs) => new(
            layers,
            Start(StartShape.Hidden),
            Start(StartShape.Cell),
            new LstmSelfTest(Steps, inputs, outputs),
            "network")
        {
            Notes = random.Notes,
        };

        float[] found = new float[rows * shape.Output];
        foreach ((int step, double[] values) in ReferenceNetwork.RunSelfTest(shape, With(new float[found.Length])))
        {
            Array.ConvertAll(values, static value => (float)value).CopyTo(found, step * values.Length);
        }

        using var stream = new MemoryStream();
        With(found).Save(stream);
        stream.Position = 0;
        return ModelFile.Read(stream, "network");
    }
}
