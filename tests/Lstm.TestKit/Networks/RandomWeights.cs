using System;
using System.Collections.Generic;

namespace Lstm.TestKit;

/// <summary>Networks and inputs by chance, the same ones for the same seed on every machine and .NET version.</summary>
public static partial class RandomWeights
{
    /// <summary>A network with weights uniform in ±1/sqrt(hidden), which is how PyTorch initialises an LSTM and a head on it.</summary>
    /// <param name="input">Values a step takes in.</param>
    /// <param name="hidden">Units of each layer.</param>
    /// <param name="layers">Stacked layers.</param>
    /// <param name="output">Outputs of the head; 0 for none.</param>
    /// <param name="seed">Another seed, another network.</param>
    public static LstmWeights Create(int input, int hidden, int layers = 1, int output = 0, int seed = 1)
    {
        var random = new SplitMix64(seed);
        float bound = 1 / MathF.Sqrt(hidden);
        List<LstmLayerWeights> stack = [];
        for (int layer = 0; layer < layers; layer++)
        {
            int inputOfLayer = layer == 0 ? input : hidden;
            stack.Add(new LstmLayerWeights(
                inputOfLayer,
                hidden,
                random.Values(4 * hidden * inputOfLayer, bound),
                random.Values(4 * hidden * hidden, bound),
                random.Values(4 * hidden, bound)));
        }

        DenseWeights? head = output == 0
            ? null
            : new DenseWeights(hidden, output, random.Values(output * hidden, bound), random.Values(output, bound));
        return new LstmWeights(stack, head);
    }

    /// <summary>Inputs uniform in ±<paramref name="bound"/>, row-major [steps, input].</summary>
    public static float[] Inputs(int steps, int input, int seed = 1, float bound = 1) =>
        new SplitMix64(~seed).Values(steps * input, bound);
}
