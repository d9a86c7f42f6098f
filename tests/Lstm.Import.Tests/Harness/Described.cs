using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;
using Lstm.TestKit;

namespace Lstm.Import.Tests;

/// <summary>Runs an imported network through the double-precision oracle, which shares no code with the library.</summary>
internal static class Described
{
    /// <summary>The outputs of a sequence from where the network starts.</summary>
    public static LstmOracleResult Run(ModelDescription model, ReadOnlySpan<float> inputs, double[][]? h0 = null, double[][]? c0 = null) =>
        LstmOracle.Run(NetworkSpecs.Of(model.Shape), model.Weights, inputs, h0, c0);

    /// <summary>The outputs of a sequence, for a network of any layers.</summary>
    public static double[] Outputs(ModelDescription model, ReadOnlySpan<float> inputs) =>
        NetworkStructure.IsStack(model.Shape.Layers) ? Run(model, inputs).Outputs : OfParts(model, inputs);

    // From zero states, one recurrent layer after the other, each with the dense layers before it. The values between them are floats.
    private static double[] OfParts(ModelDescription model, ReadOnlySpan<float> inputs)
    {
        float[] network = inputs.ToArray();
        float[] values = network;
        double[] outputs = [];
        int first = 0;
        foreach (int end in Ends(model.Shape))
        {
            LayerWeights[] weights = [.. model.Weights.Sequence.Skip(first).Take(end - first)];
            NetworkShape part = new(model.Shape.InputOf(first), new LayerList(model.Shape.Layers.Skip(first).Take(end - first)));
            outputs = LstmOracle.Run(NetworkSpecs.Of(part), new LstmWeights(weights), values).Outputs;
            values = Array.ConvertAll(outputs, static value => (float)value);
            first = end;
        }

        int width = model.Shape.Output;
        return model.Shape.Residual
            ? [.. outputs.Select((value, index) => value + network[index / width * model.Shape.Input + index % width])]
            : outputs;
    }

    // A part ends after each recurrent layer, and the last one with the network.
    private static IEnumerable<int> Ends(NetworkShape network)
    {
        int[] recurrent = [.. Enumerable.Range(0, network.Layers.Count).Where(layer => network.Layers[layer] is RecurrentShape)];
        return [.. recurrent.SkipLast(1).Select(static layer => layer + 1), network.Layers.Count];
    }
}
