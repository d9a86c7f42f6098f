using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;
using Lstm.TestKit;

namespace Lstm.Tool.Tests;

/// <summary>Model files that the tests look at.</summary>
internal static class Models
{
    /// <summary>An LSTM of one input, 16 units and a dense layer of one output, with a self-test.</summary>
    public static string Plain => TestFiles.Golden("torch-1x16-dense1");

    /// <summary>A bidirectional network.</summary>
    public static string Bidirectional => TestFiles.Golden("torch-4x12-bidirectional");

    /// <summary>The declaration of <see cref="List"/>.</summary>
    public const string ListDeclaration = "[Lstm(input: 2, hidden: 8)]\n[Dense(5, Activation.Tanh)]\n[Gru(hidden: 4)]\n[Dense(1)]";

    /// <summary>The plain model with its cells' weights changed, and its self-test as it was or without one.</summary>
    public static string Changed(
        TemporaryFolder folder, string name, Func<LstmLayerWeights, LstmLayerWeights> change, bool withSelfTest = true)
    {
        LstmWeights weights = LstmWeights.Load(Plain);
        string path = folder.File(name);
        LstmSelfTest? selfTest = withSelfTest ? weights.SelfTest : null;
        new LstmWeights([.. weights.Layers.Select(change)], weights.Stem, weights.Head, selfTest: selfTest).Save(path);
        return path;
    }

    /// <summary>The plain model as an exporter writes it that takes the order of the gates for another: i, f, o, g.</summary>
    public static string WithGatesExchanged(TemporaryFolder folder) =>
        Changed(folder, "exchanged.safetensors", static layer => new LstmLayerWeights(
            layer.InputSize, layer.HiddenSize, Exchanged(layer.Input), Exchanged(layer.Recurrent), Exchanged(layer.Bias)));

    /// <summary>A network whose forget gate is drawn, in a file that says so.</summary>
    public static string Stochastic(TemporaryFolder folder)
    {
        LstmWeights weights = LstmWeights.Load(TestFiles.Golden("variants/torch-3x10-stochastic"));
        string path = folder.File("stochastic.safetensors");
        new LstmWeights(weights.Layers, weights.Stem, weights.Head, selfTest: weights.SelfTest)
        {
            Notes =
                new Dictionary<string, string> { [CanonicalNotes.Declaration] = "[Lstm(input: 3, hidden: 10, StochasticForget = true)]" },
        }.Save(path);
        return path;
    }

    /// <summary>An LSTM, a dense layer, a GRU and a dense layer, in a file that says so and has a self-test.</summary>
    public static string List(TemporaryFolder folder)
    {
        const int steps = 6;
        LayerWeights[] layers =
        [
            new RecurrentWeights(RandomWeights.Create(2, 8).Layers[0]),
            Dense(8, 5),
            new RecurrentWeights(RandomWeights.Create(new NetworkSpec(5, 4) { Gru = true }).Layers[0]),
            Dense(4, 1),
        ];
        float[] inputs = RandomWeights.Inputs(steps, 2);
        NetworkShape shape = DeclarationParser.Parse(ListDeclaration)!;
        LstmWeights tested = new(layers, selfTest: new LstmSelfTest(steps, inputs, [.. Enumerable.Repeat(1f, steps)]));
        float[] outputs = [.. ReferenceNetwork.RunSelfTest(shape, tested).Select(static step => (float)step.Outputs[0])];
        string path = folder.File("list.safetensors");
        new LstmWeights(layers, selfTest: new LstmSelfTest(steps, inputs, outputs))
        {
            Notes = new Dictionary<string, string> { [CanonicalNotes.Declaration] = ListDeclaration },
        }.Save(path);
        return path;
    }

    private static DenseWeights Dense(int inputs, int outputs) => new(
        inputs, outputs, RandomWeights.Inputs(outputs, inputs, seed: 7), RandomWeights.Inputs(outputs, 1, seed: 8));

    private static float[] Exchanged(ReadOnlySpan<float> rows)
    {
        int block = rows.Length / 4;
        return [.. rows[..(2 * block)], .. rows[(3 * block)..], .. rows[(2 * block)..(3 * block)]];
    }
}
