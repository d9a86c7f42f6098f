using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.TestKit;

// Apart from the plain networks, because the benchmarks take those without the description of all others.
public static partial class RandomWeights
{
    private const float NormSpread = 0.3f;
    private const float PeepholeBound = 0.5f;
    private const float SlopeSpread = 0.5f;

    /// <summary>The weights of <see cref="Values"/>, as the library takes them.</summary>
    /// <param name="spec">The network: a <see cref="ListSpec"/> or a <see cref="NetworkSpec"/>.</param>
    /// <param name="seed">Another seed, another network.</param>
    /// <param name="initialStates">Whether it has states of its own to start from; otherwise it starts from zero.</param>
    public static LstmWeights Create(ListSpec spec, int seed = 1, bool initialStates = false) =>
        ListConversion.WeightsOf(spec, Values(spec, seed, initialStates));

    /// <summary>Inputs of any network, row-major [steps, input]: tokens of an embedding, or uniform in ±<paramref name="bound"/>.</summary>
    public static float[] Inputs(ListSpec spec, int steps, int seed = 1, float bound = 1)
    {
        SplitMix64 random = new(~seed);
        return spec.Layers[0] is EmbeddingSpec embedding
            ? [.. Enumerable.Range(0, steps).Select(_ => (float)random.Below(embedding.Vocabulary))]
            : random.Values(steps * spec.Input, bound);
    }

    /// <summary>
    /// Weights for any network: uniform in ±1/sqrt(hidden) in the recurrent layers and in ±1/sqrt(inputs) in the dense ones, as PyTorch
    /// initialises them; a convolution in ±1/sqrt(inputs·kernel); an embedding in ±1; peepholes in ±0.5; the weights
    /// of a normalisation or of an affine layer in 1 ± 0.3 and their biases in ±0.3; a PReLU's slopes in 0.25 ± 0.5. A plain network
    /// gets the numbers that the other overload of Create gives it.
    /// </summary>
    /// <param name="spec">The network.</param>
    /// <param name="seed">Another seed, another network.</param>
    /// <param name="initialStates">Whether it has hidden states and cell states to start from, in ±1/sqrt(hidden); otherwise it starts from
    /// zero.</param>
    public static ListWeights Values(ListSpec spec, int seed = 1, bool initialStates = false)
    {
        SplitMix64 random = new(seed);
        IReadOnlyList<PlacedCell> cells = spec.Cells;
        List<LayerValues> layers = [];
        for (int layer = 0; layer < spec.Layers.Count; layer++)
        {
            int inputs = spec.InputOf(layer);
            layers.Add(spec.Layers[layer] switch
            {
                RecurrentSpec recurrent =>
                    new RecurrentValues([.. Enumerable.Range(0, recurrent.Directions).Select(_ => Cell(random, recurrent, inputs))]),
                DenseSpec dense => Dense(random, dense.Units, inputs),
                Conv1DSpec convolution => Convolution(random, convolution, inputs),
                EmbeddingSpec embedding => new EmbeddingValues(random.Values(embedding.Vocabulary * embedding.Size, 1)),
                AffineSpec => new AffineValues(AroundOne(random.Values(inputs, NormSpread)), random.Values(inputs, NormSpread)),
                LayerNormSpec => new LayerNormValues(AroundOne(random.Values(inputs, NormSpread)), random.Values(inputs, NormSpread)),
                PReluSpec => new PReluValues([.. random.Values(inputs, SlopeSpread).Select(static deviation => 0.25f + deviation)]),
                _ => new NoValues(),
            });
        }

        // All hidden states before all cell states.
        float[] StatesOf(char state) =>
        [
            .. cells.SelectMany(cell => random.Values(initialStates ? cell.Spec.WidthOf(state) : 0, 1 / MathF.Sqrt(cell.Spec.Hidden))),
        ];
        float[] initialHidden = StatesOf('h');
        return new ListWeights(layers) { InitialHidden = initialHidden, InitialCell = StatesOf('c') };
    }

    /// <summary>
    /// States to start from, [cells][states][width], which no state left at zero could pass for: in ±1, and an sLSTM's normaliser in 1.5 ±
    /// 1. All are floats.
    /// </summary>
    /// <param name="spec">The network.</param>
    /// <param name="seed">Another seed, other states.</param>
    public static double[][][] States(ListSpec spec, int seed = 1)
    {
        SplitMix64 random = new(~seed);
        return
        [
            .. spec.Cells.Select(cell => cell.Spec.States
                .Select(state => Array.ConvertAll(
                    random.Values(cell.Spec.WidthOf(state), 1), value => (double)(state == 'n' ? 1.5f + value : value)))
                .ToArray()),
        ];
    }

    private static CellValues Cell(SplitMix64 random, RecurrentSpec spec, int inputs)
    {
        int rows = spec.GateCount * spec.Hidden;
        int normalised = spec.LayerNorm ? rows : 0;
        int normalisedCell = spec.LayerNorm ? spec.Hidden : 0;
        float bound = 1 / MathF.Sqrt(spec.Hidden);
        return new CellValues(random.Values(rows * inputs, bound), random.Values(rows * spec.Width, bound), random.Values(rows, bound))
        {
            CandidateBias = random.Values(spec.IsGru ? spec.Hidden : 0, bound),
            Projection = random.Values(spec.Projection * spec.Hidden, bound),
            Peephole = random.Values(spec.Peephole ? rows - spec.Hidden : 0, PeepholeBound),
            GateNormWeight = AroundOne(random.Values(normalised, NormSpread)),
            GateNormBias = random.Values(normalised, NormSpread),
            CellNormWeight = AroundOne(random.Values(normalisedCell, NormSpread)),
            CellNormBias = random.Values(normalisedCell, NormSpread),
        };
    }

    private static DenseValues Dense(SplitMix64 random, int units, int inputs)
    {
        float bound = 1 / MathF.Sqrt(inputs);
        return new DenseValues(random.Values(units * inputs, bound), random.Values(units, bound));
    }

    private static Conv1DValues Convolution(SplitMix64 random, Conv1DSpec layer, int inputs)
    {
        float bound = 1 / MathF.Sqrt(inputs * layer.Kernel);
        return new Conv1DValues(random.Values(layer.Filters * inputs * layer.Kernel, bound), random.Values(layer.Filters, bound));
    }

    private static float[] AroundOne(float[] deviations) => Array.ConvertAll(deviations, static deviation => 1 + deviation);
}
