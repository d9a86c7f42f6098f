using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.TestKit;

namespace Lstm.Tool.Tests;

/// <summary>Model files that the tests look at.</summary>
internal static class Models
{
    /// <summary>An LSTM of one input, 16 units and a dense layer of one output, with a self-test.</summary>
    public static string Plain => TestFiles.Golden("torch-1x16-dense1");

    /// <summary>A bidirectional network.</summary>
    public static string Bidirectional => TestFiles.Golden("torch-4x12-bidirectional");

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

    private static float[] Exchanged(ReadOnlySpan<float> rows)
    {
        int block = rows.Length / 4;
        return [.. rows[..(2 * block)], .. rows[(3 * block)..], .. rows[(2 * block)..(3 * block)]];
    }
}
