using System;
using System.Collections.Generic;

namespace Lstm.TestKit;

// Apart from the plain networks, because the benchmarks take those without the description of all others.
public static partial class RandomWeights
{
    private const float NormSpread = 0.3f;
    private const float PeepholeBound = 0.5f;

    /// <summary>
    /// Weights for any network: uniform in ±1/sqrt(hidden) in the recurrent layers and in ±1/sqrt(inputs) in the dense ones, as PyTorch
    /// initialises them; peepholes in ±0.5; a normalisation's weights in 1 ± 0.3 and its biases in ±0.3. A plain network gets the numbers
    /// that the other overload gives it.
    /// </summary>
    /// <param name="spec">The network.</param>
    /// <param name="seed">Another seed, another network.</param>
    /// <param name="initialStates">Whether it has states of its own to start from, in ±1/sqrt(hidden); otherwise it starts from
    /// zero.</param>
    public static LstmWeights Create(NetworkSpec spec, int seed = 1, bool initialStates = false)
    {
        var random = new SplitMix64(seed);
        List<DenseWeights> stem = Dense(random, spec.Stem, spec.Input);
        List<LstmLayerWeights> layers = [];
        for (int layer = 0; layer < spec.Layers; layer++)
        {
            for (int direction = 0; direction < spec.Directions; direction++)
            {
                layers.Add(spec.Gru ? GruLayer(random, spec, spec.InputOf(layer)) : LstmLayer(random, spec, spec.InputOf(layer)));
            }
        }

        List<DenseWeights> head = Dense(random, spec.Head, spec.Directions * spec.Width);
        float bound = 1 / MathF.Sqrt(spec.Hidden);
        float[] initialHidden = initialStates ? random.Values(spec.Cells * spec.Width, bound) : [];
        float[] initialCell = initialStates && !spec.Gru ? random.Values(spec.Cells * spec.Hidden, bound) : [];
        return new LstmWeights(layers, stem, head, spec.Bidirectional, initialHidden, initialCell);
    }

    private static LstmLayerWeights LstmLayer(SplitMix64 random, NetworkSpec spec, int inputs)
    {
        int rows = spec.GateCount * spec.Hidden;
        float bound = 1 / MathF.Sqrt(spec.Hidden);
        return new LstmLayerWeights(
            inputs,
            spec.Hidden,
            input: random.Values(rows * inputs, bound),
            recurrent: random.Values(rows * spec.Width, bound),
            bias: random.Values(rows, bound),
            projection: random.Values(spec.Projection * spec.Hidden, bound),
            peephole: random.Values(spec.Peephole ? rows - spec.Hidden : 0, PeepholeBound),
            gateNormWeight: AroundOne(random.Values(spec.LayerNorm ? rows : 0, NormSpread)),
            gateNormBias: random.Values(spec.LayerNorm ? rows : 0, NormSpread),
            cellNormWeight: AroundOne(random.Values(spec.LayerNorm ? spec.Hidden : 0, NormSpread)),
            cellNormBias: random.Values(spec.LayerNorm ? spec.Hidden : 0, NormSpread));
    }

    private static LstmLayerWeights GruLayer(SplitMix64 random, NetworkSpec spec, int inputs)
    {
        int rows = spec.GateCount * spec.Hidden;
        float bound = 1 / MathF.Sqrt(spec.Hidden);
        return LstmLayerWeights.Gru(
            inputs,
            spec.Hidden,
            input: random.Values(rows * inputs, bound),
            recurrent: random.Values(rows * spec.Hidden, bound),
            bias: random.Values(rows, bound),
            candidateBias: random.Values(spec.Hidden, bound));
    }

    private static List<DenseWeights> Dense(SplitMix64 random, IReadOnlyList<DenseSpec> layers, int inputs)
    {
        List<DenseWeights> dense = [];
        foreach (DenseSpec layer in layers)
        {
            float bound = 1 / MathF.Sqrt(inputs);
            dense.Add(new DenseWeights(inputs, layer.Units, random.Values(layer.Units * inputs, bound), random.Values(layer.Units, bound)));
            inputs = layer.Units;
        }

        return dense;
    }

    private static float[] AroundOne(float[] deviations) => Array.ConvertAll(deviations, static deviation => 1 + deviation);
}
