using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Lstm.Import.Input;
using Lstm.Import.Sequences;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Import.Tests;

public class PyTorchTests
{
    // Biases are added in float32 here and in float64 there.
    private const double Tolerance = 1e-6;

    [Theory]
    [InlineData("zip.pt", "zip")]
    [InlineData("protocol4.pt", "zip")]
    [InlineData("legacy.pt", "legacy")]
    [InlineData("script.pt", "TorchScript")]
    [InlineData("parallel.pt", "zip")]
    [InlineData("parameters.pt", "zip")]
    [InlineData("nested.pt", "zip")]
    [InlineData("nested-legacy.pt", "legacy")]
    [InlineData("flattened.pt", "zip")]
    [InlineData("flattened-legacy.pt", "legacy")]
    [InlineData("strided.pt", "zip")]
    [InlineData("half.pt", "zip")]
    [InlineData("bfloat16.pt", "zip")]
    [InlineData("double.pt", "zip")]
    [InlineData("gru-2layers.pt", "zip")]
    [InlineData("gru-script.pt", "TorchScript")]
    [InlineData("bidirectional-2layers.pt", "zip")]
    [InlineData("projection.pt", "zip")]
    [InlineData("no-bias.pt", "zip")]
    [InlineData("cell.pt", "zip")]
    [InlineData("gru-cell.pt", "zip")]
    [InlineData("bare.pt", "zip")]
    [InlineData("norms.pt", "zip")]
    [InlineData("norms-script.pt", "TorchScript")]
    [InlineData("objects.pt", "zip")]
    [InlineData("objects-protocol4.pt", "zip")]
    [InlineData("objects-legacy.pt", "legacy")]
    [InlineData("lightning.ckpt", "zip")]
    public void Checkpoints_give_the_outputs_of_torch(string name, string container)
    {
        ModelDescription model = ModelFile.Read(Fixtures.File("pytorch", name));

        Assert.Equal(ModelFormat.PyTorch, model.Format);
        Assert.Contains(container, model.FormatDetail, StringComparison.Ordinal);
        Check(model, name);
    }

    [Theory]
    [InlineData("conv.pt")]
    [InlineData("conv-script.pt")]
    public void The_dilation_of_a_convolution_is_given(string name) => Check(
        ModelFile.Read(
            Fixtures.File("pytorch", name), new ModelReadOptions { Dilations = new Dictionary<string, int> { ["front"] = 2 } }),
        name);

    [Theory]
    [InlineData("embedding.pt")]
    [InlineData("embedding-script.pt")]
    public void Tokens_give_the_outputs_of_torch(string name) => Check(ModelFile.Read(Fixtures.File("pytorch", name)), name);

    [Fact]
    public void An_archive_of_Stable_Baselines3_contains_a_checkpoint()
    {
        var options = new ModelReadOptions
        {
            Layers = ["lstm_actor", "policy_net.0", "action_net"],
            Activations = new Dictionary<string, Activation> { ["policy_net.0"] = Activation.Tanh },
        };
        ModelDescription model = ModelFile.Read(Fixtures.File("pytorch", "stable-baselines3.zip"), options);

        Assert.EndsWith("in an archive of Stable-Baselines3", model.FormatDetail, StringComparison.Ordinal);
        Check(model, "stable-baselines3.zip");
    }

    [Fact]
    public void The_pooling_of_a_state_dict_is_given()
    {
        ModelDescription model = ModelFile.Read(
            Fixtures.File("pytorch", "classifier.pt"), new ModelReadOptions { Pooling = Pooling.Final });

        using JsonDocument expected = Expected("classifier.pt");
        Assert.Equal(expected.RootElement.GetProperty("declaration").GetString(), model.Declaration);
        float[] inputs = Array.ConvertAll(Flat(expected, "input"), static value => (float)value);
        float[] outputs = Array.ConvertAll(Flat(expected, "output"), static value => (float)value);
        model.WithSelfTest(new LstmSelfTest(inputs.Length / 2, inputs, outputs)).Verify();
        Assert.Contains(
            "the file stores its layers, so that no pooling can be given",
            Assert.Throws<WeightFormatException>(() => ModelFile.Read(
                Fixtures.File("keras", "keras2.h5"), new ModelReadOptions { Pooling = Pooling.Max })).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("namespace.pt")]
    [InlineData("numpy-scalar.pt")]
    public void Objects_beside_the_weights_are_not_looked_into(string name)
    {
        ModelDescription model = ModelFile.Read(Fixtures.File("unusual", name));

        model.WithSelfTest(SequenceFile.ReadSelfTest(
            Fixtures.File("unusual", "namespace.x.npy"), Fixtures.File("unusual", "namespace.y.npy"), model)).Verify();
    }

    [Theory]
    [InlineData("hidden-namespace.pt", "'argparse.Namespace', an object that only Python can make, and the weights are inside of it")]
    [InlineData("hidden-attributes.pt", "'lightning_fabric.utilities.data.AttributeDict', an object that only Python can make")]
    [InlineData("hidden-module.pt", "'torch.nn.modules.rnn.LSTM', a pickled nn.Module that only Python can run")]
    [InlineData("hidden-sparse.pt", "'rnn.weight_ih_l0': expected a dense tensor of floats, found one that 'torch._utils._rebuild_sparse")]
    public void An_object_around_the_weights_is_refused_by_its_name(string name, string message) => Assert.Contains(
        message,
        Assert.Throws<WeightFormatException>(() => ModelFile.Read(Fixtures.File("pytorch", name))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Of_several_state_dicts_one_is_chosen()
    {
        string path = Fixtures.File("pytorch", "two.pt");
        WeightFormatException error = Assert.Throws<WeightFormatException>(() => ModelFile.Read(path));

        Assert.Contains(
            "their modules are 'model.rnn', 'ema.rnn'. Read one of them (option Module): --module model.rnn; --module ema.rnn",
            error.Message,
            StringComparison.Ordinal);
        Check(ModelFile.Read(path, new ModelReadOptions { Module = "ema.rnn" }), "two.pt");
        Assert.NotEqual(
            ModelFile.Read(path, new ModelReadOptions { Module = "ema.rnn." }).Weights.Layers[0].Input[0],
            ModelFile.Read(path, new ModelReadOptions { Module = "model.rnn" }).Weights.Layers[0].Input[0]);
        Assert.Throws<WeightFormatException>(() => ModelFile.Read(path, new ModelReadOptions { Module = "rnn" }));
    }

    [Fact]
    public void Layers_and_origins_have_the_names_of_the_file()
    {
        ModelDescription model = ModelFile.Read(Fixtures.File("pytorch", "script.pt"));

        Assert.Equal(["rnn", "fc"], model.Layers.Select(static layer => layer.Name));
        Assert.Equal("rnn.weight_hh_l0", model.Layers[0].Tensors[1].Source);
        Assert.Equal([12, 3], model.Layers[0].Tensors[1].Shape);
        Assert.DoesNotContain(model.Notes, static note => note.Contains("Not read", StringComparison.Ordinal));
        Assert.Contains(model.Notes, static note => note.Contains("stores no activations", StringComparison.Ordinal));
    }

    [Fact]
    public void A_pickled_module_is_refused_by_name()
    {
        WeightFormatException error = Assert.Throws<WeightFormatException>(() => ModelFile.Read(Fixtures.File("pytorch", "module.pt")));
        Assert.Contains("found 'torch.nn.modules.rnn.LSTM', a pickled nn.Module", error.Message, StringComparison.Ordinal);
        Assert.Contains("save the state_dict() of the model instead", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cos\nsystem\n(X\u0002\0\0\0idtR.", "'os.system', code that only Python can run")]
    [InlineData("cnumpy.core.multiarray\nscalar\n.", "'numpy.core.multiarray.scalar'")]
    [InlineData("(X\u0006\0\0\0modulectorch.nn.modules.rnn\nLSTM\n", "'torch.nn.modules.rnn.LSTM', a pickled nn.Module")]
    [InlineData("ctorch\nload\n.", "'torch.load'")]
    [InlineData("ctorch.storage\nFloatStorage\n.", "'torch.storage.FloatStorage'")]
    [InlineData("ccollections\nOrderedDict\n)R(X\u0001\0\0\0aK\u0001u.", "a dictionary with tensors of an nn.LSTM")]
    [InlineData("}q\0X\u0001\0\0\0ah\0s.", "a dictionary with tensors of an nn.LSTM")]
    [InlineData("I1\n.", "the opcode 0x49")]
    [InlineData("(.", "1 values on the stack")]
    [InlineData("h\u0007.", "a memoised value")]
    [InlineData("X\u00ff\u00ff\u00ff\u007fa", "2147483647 more bytes")]
    [InlineData("X\u00ff\u00ff\u00ff\u00ffa", "-1 more bytes")]
    [InlineData("ctorch\nFloatStorage\n)R.", "a call of 'FloatStorage'")]
    [InlineData("(X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\0aNJ\u00ff\u00ff\u00ff\u00fftQ.", "a complete storage")]
    public void Pickles_that_are_not_weights_are_refused(string pickle, string message) =>
        Assert.Contains(message, Refusal(LegacyStart + "\u0080\u0002" + pickle + "\u0080\u0002]."), StringComparison.Ordinal);

    [Theory]
    [InlineData(2, 6, 4, 1, "a view from 2 to")]
    [InlineData(0, 6, 4, 2, "a view within its storage")]
    [InlineData(0, 2_000_000_000, 2_000_000_000, 1, "sizes and strides of a tensor in memory")]
    [InlineData(long.MaxValue, 1, 1, 1, "sizes and strides of a tensor in memory")]
    [InlineData(-1, 1, 1, 1, "a view within its storage")]
    [InlineData(0, 2_000_000_000, 1, 0, "a view within its storage")]
    [InlineData(0, 6, 4, 0, "expected four rows")]
    [InlineData(0, 4, long.MaxValue, long.MaxValue, "sizes and strides of a tensor in memory")]
    public void Views_that_lie_are_refused(long offset, long rows, long columns, long stride, string message)
    {
        string view = Text("l.weight_hh_l0")
            + "ctorch._utils\n_rebuild_tensor_v2\n((" + Text("storage") + "ctorch\nFloatStorage\n" + Text("0") + "N" + Number(24) + "tQ"
            + Number(offset) + Number(rows) + Number(columns) + "\u0086" + Number(columns) + Number(stride) + "\u0086\u0089NtR";
        Assert.Contains(
            message,
            Refusal(LegacyStart + "\u0080\u0002}(" + view + "u.\u0080\u0002](" + Text("0") + "e." + Raw(24) + new string('\0', 96)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Repeated_references_cost_nothing()
    {
        var laughs = new StringBuilder("]q\0");
        for (int level = 1; level < 60; level++)
        {
            laughs.Append("](").Append(string.Concat(Enumerable.Repeat($"h{(char)(level - 1)}", 50))).Append($"eq{(char)level}");
        }

        Assert.Contains("nested at most", Refusal(LegacyStart + "\u0080\u0002" + Nested(100)), StringComparison.Ordinal);
        Assert.Contains(
            "in proportion to the size of the file", Refusal(LegacyStart + "\u0080\u0002" + Nested(300_000)), StringComparison.Ordinal);
        Assert.Contains("expected", Refusal(LegacyStart + "\u0080\u0002" + laughs + "."), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zip.pt")]
    [InlineData("legacy.pt")]
    [InlineData("flattened-legacy.pt")]
    public void Damage_is_an_error_or_nothing(string name)
    {
        byte[] bytes = File.ReadAllBytes(Fixtures.File("pytorch", name));
        var watch = Stopwatch.StartNew();
        for (int index = 0; index < bytes.Length; index++)
        {
            Try(bytes[..index]);
            byte[] flipped = [.. bytes];
            flipped[index] ^= (byte)(1 << (index % 8));
            Try(flipped);
        }

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 60);
    }

    private const string LegacyStart =
        "\u0080\u0002\u008a\u000a\u006c\u00fc\u009c\u0046\u00f9\u0020\u006a\u00a8\u0050\u0019."
            + "\u0080\u0002M\u00e9\u0003.\u0080\u0002}X\u000d\0\0\0little_endian\u0088s.";

    private static void Try(byte[] bytes)
    {
        try
        {
            ModelFile.Read(new SourceFile("damaged", bytes), ModelReadOptions.Default);
        }
        catch (WeightFormatException)
        {
        }
    }

    private static string Refusal(string bytes) =>
        Assert.Throws<WeightFormatException>(
            () => ModelFile.Read(new SourceFile("hostile", Encoding.Latin1.GetBytes(bytes)), ModelReadOptions.Default)).Message;

    private static string Text(string text) => $"X{(char)text.Length}\0\0\0{text}";

    private static string Number(long value) => "\u008a\u0008" + Raw(value);

    private static string Raw(long value) => Encoding.Latin1.GetString(BitConverter.GetBytes(value));

    private static string Nested(int depth) =>
        string.Concat(Enumerable.Repeat("]", depth)) + new string('a', depth - 1) + ".\u0080\u0002].";

    private static void Check(ModelDescription model, string name)
    {
        using JsonDocument expected = Expected(name);
        Assert.Equal(expected.RootElement.GetProperty("declaration").GetString(), model.Declaration);
        double[] outputs = Flat(expected, "output");
        LstmOracleResult found = Described.Run(model, [.. Flat(expected, "input").Select(static value => (float)value)]);
        Assert.Equal(outputs.Length, found.Outputs.Length);
        Assert.All(outputs.Zip(found.Outputs), static pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, Tolerance));
    }

    private static JsonDocument Expected(string name) => JsonDocument.Parse(File.ReadAllText(Fixtures.File("pytorch", name + ".json")));

    private static double[] Flat(JsonDocument expected, string member) =>
    [
        .. expected.RootElement.GetProperty(member)
            .EnumerateArray()
            .SelectMany(static row => row.EnumerateArray())
            .Select(static value => value.GetDouble()),
    ];
}
