using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.TestKit;

/// <summary>
/// Networks by chance: one to four recurrent layers of any cells, sizes, directions and options, with layers without a state anywhere. The
/// same ones for the same seed.
/// </summary>
/// <remarks>
/// Functions that jump are left out, since a float may fall on the other side. A stochastic forget gate jumps as well, but seldom.
/// </remarks>
public static class RandomLists
{
    private const int LargestSize = 20;

    private static readonly int s_poolings = Enum.GetValues<Pooling>().Length;

    private static readonly Merging[] s_mergings = Enum.GetValues<Merging>();

    private static readonly CellForm[] s_forms = Enum.GetValues<CellForm>();

    // One block with and without padding, two, and tiles. Small ones are more frequent.
    private static readonly int[] s_sizes = [1, 2, 3, 5, 7, 8, 9, 12, 16, 17, LargestSize];

    private static readonly FunctionSpec[] s_bounded =
    [
        Activation.Sigmoid, Activation.Tanh, Activation.HardSigmoid, Activation.HardSigmoid3, Activation.Softsign,
        new(Activation.HardSigmoid, 0.375f, 0.4375f), new(Activation.ScaledTanh, 0.875f, 0.5f), Activation.Clip,
        new(Activation.Clip, -0.25f, 0.75f),
    ];

    private static readonly FunctionSpec[] s_any =
    [
        .. s_bounded, Activation.Linear, Activation.Relu, Activation.Softplus, Activation.Elu, Activation.LeakyRelu,
        Activation.Silu, Activation.Gelu, Activation.GeluTanh, Activation.Selu, Activation.Celu, Activation.Mish, Activation.HardSwish,
        new(Activation.Celu, 0.5f), new(Activation.Selu, 1.5f, 0.875f), new(Activation.Clip, 0, 6),
        new(Activation.Elu, 0.5f), new(Activation.LeakyRelu, 0.25f), new(Activation.Affine, 0.75f, 0.125f),
    ];

    private static readonly FunctionSpec[] s_ofAll = [Activation.Softmax, Activation.LogSoftmax];

    private static readonly FunctionSpec[] s_layers =
        [.. s_any.Where(static function => function.Function != Activation.Linear), .. s_ofAll];

    /// <summary>Returns so many different lists.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Another seed, other lists.</param>
    public static IReadOnlyList<ListSpec> Many(int count, int seed = 1)
    {
        (SplitMix64 random, SplitMix64 connections) = (new(seed), new(~seed));
        HashSet<ListSpec> lists = [];
        while (lists.Count < count)
        {
            lists.Add(Draw(random, connections));
        }

        return [.. lists];
    }

    /// <summary>Returns so many different lists in which the vectors of all steps become one, with each pooling in turn.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Another seed, other lists.</param>
    public static IReadOnlyList<ListSpec> Pooled(int count, int seed = 1)
    {
        (SplitMix64 random, SplitMix64 connections) = (new(seed), new(~seed));
        HashSet<ListSpec> lists = [];
        while (lists.Count < count)
        {
            // After pooling there are no earlier steps that a convolution could depend on.
            ListSpec list = Draw(random, connections) with { Residual = false };
            if (list.Layers.Reverse().TakeWhile(static layer => layer is not RecurrentSpec).All(static layer => layer is not Conv1DSpec)
                && WithPool(random, list, (Pooling)(lists.Count % s_poolings)) is { } pooled)
            {
                lists.Add(pooled);
            }
        }

        return [.. lists];
    }

    /// <summary>Returns a list.</summary>
    /// <param name="seed">Another seed, another list.</param>
    public static ListSpec Draw(int seed) => Draw(new SplitMix64(seed), new SplitMix64(~seed));

    // Anywhere after the last recurrent layer, but not within a residual connection; final states are on it. Null if there is no place.
    private static ListSpec? WithPool(SplitMix64 random, ListSpec list, Pooling pooling)
    {
        List<LayerSpec> layers = [.. list.Layers];
        int first = layers.FindLastIndex(static layer => layer is RecurrentSpec) + 1;
        int index = pooling == Pooling.Final ? first : first + random.Below(layers.Count + 1 - first);
        if (layers.Where((layer, at) => layer is ResidualSpec { Layers: int around } && at - around < index && index <= at).Any())
        {
            return null;
        }

        layers.Insert(index, new PoolSpec(layers[index - 1].Outputs, pooling));
        return new ListSpec(list.Input, layers);
    }

    private static ListSpec Draw(SplitMix64 random, SplitMix64 connections)
    {
        // Every second list has a step, so that it is not only sequences that are tested.
        bool causal = random.Below(2) == 0;
        int count = 1 + random.Below(4);
        List<LayerSpec> layers = [];
        for (int layer = 0; layer < count; layer++)
        {
            // An equal layer on a layer is declared by a count.
            LayerSpec? last = layers.LastOrDefault(static layer => layer is not MergeSpec);
            LayerSpec next = last is RecurrentSpec below && random.Below(4) == 0 ? below : Recurrent(random, causal);
            layers.Add(next);
            if (next is RecurrentSpec { Bidirectional: true } both && connections.Below(3) == 0)
            {
                layers.Add(new MergeSpec(both.Outputs / 2, One(connections, s_mergings)));
            }

            layers.AddRange(WithoutState(random, layers[^1].Outputs));
        }

        // A residual needs an input for each output, and one more is no harm.
        bool residual = random.Below(4) == 0;
        int input = residual ? layers[^1].Outputs + random.Below(2) : 1 + random.Below(6);
        layers.InsertRange(0, WithoutState(random, input));
        return new ListSpec(input, Connected(connections, input, layers)) { Residual = residual };
    }

    // Residual connections in every third list. Where the sizes differ, dense layers make them equal. A connection counts the layers before
    // it, so the later one is added later.
    private static List<LayerSpec> Connected(SplitMix64 random, int input, List<LayerSpec> layers)
    {
        int count = random.Below(3) > 0 ? 0 : 1 + random.Below(3);
        int at = 1;
        for (int connection = 0; connection < count && at <= layers.Count; connection++)
        {
            at += random.Below(layers.Count + 1 - at);
            int source = random.Below(at);
            int units = source == 0 ? input : layers[source - 1].Outputs;
            int here = layers[at - 1].Outputs;

            // A merge needs its two directions.
            bool isMerged = at < layers.Count && layers[at] is MergeSpec;
            LayerSpec[] added =
                isMerged ? []
                : units == here ? [new ResidualSpec(units, at - source)]
                : [
                    new DenseSpec(units, One(random, s_bounded)), new ResidualSpec(units, at - source + 1),
                    new DenseSpec(here, Activation.Linear),
                ];
            layers.InsertRange(at, added);
            at += added.Length + 1;
        }

        return layers;
    }

    // One or two dense layers, once in three times, and seldom others before and after them.
    private static List<LayerSpec> WithoutState(SplitMix64 random, int inputs)
    {
        List<LayerSpec> layers = [];
        void AddUnits()
        {
            int units = random.Below(10) > 0 ? 0 : 1 + random.Below(2);
            for (int layer = 0; layer < units; layer++)
            {
                layers.Add(random.Below(4) == 0 ? Convolution(random) : Unit(random, layers.LastOrDefault()?.Outputs ?? inputs));
            }
        }

        AddUnits();
        int count = random.Below(3) > 0 ? 0 : 1 + random.Below(2);
        for (int layer = 0; layer < count; layer++)
        {
            layers.Add(new DenseSpec(
                1 + random.Below(LargestSize), random.Below(6) == 0 ? One(random, s_ofAll) : One(random, s_any)));
        }

        AddUnits();
        return layers;
    }

    private static Conv1DSpec Convolution(SplitMix64 random) =>
        new(1 + random.Below(LargestSize), 1 + random.Below(5), random.Below(6) == 0 ? One(random, s_ofAll) : One(random, s_any))
        {
            Dilation = 1 + random.Below(3),
        };

    private static UnitSpec Unit(SplitMix64 random, int units) => random.Below(4) switch
    {
        0 => new AffineSpec(units),
        1 => new PReluSpec(units),
        2 => new ActivationSpec(units, One(random, s_layers)),
        _ => random.Below(2) == 0 ? new LayerNormSpec(units) : new LayerNormSpec(units) { Epsilon = 0.0625f },
    };

    private static RecurrentSpec Recurrent(SplitMix64 random, bool causal)
    {
        RecurrentSpec layer = new(One(random, s_forms), One(random, s_sizes));
        int direction = causal ? 0 : random.Below(3);
        layer = layer with
        {
            Bidirectional = direction == 1,
            Direction = direction == 2 ? Direction.Backward : Direction.Forward,
        };
        return layer.Form switch
        {
            CellForm.Lstm => Lstm(random, layer),
            CellForm.Rnn => layer with { CellActivation = random.Below(2) == 0 ? Activation.Relu : Activation.Tanh },
            CellForm.SLstm => layer,
            _ => Activated(random, layer),
        };
    }

    private static RecurrentSpec Lstm(SplitMix64 random, RecurrentSpec layer)
    {
        RecurrentSpec activated = Activated(random, layer);
        bool normalised = random.Below(4) == 0;
        return activated with
        {
            Projection = random.Below(4) == 0 ? One(random, s_sizes) : 0,
            Peephole = random.Below(4) == 0,
            CoupledGates = random.Below(4) == 0,
            LayerNorm = normalised,
            LayerNormEpsilon = normalised && random.Below(2) == 0 ? 0.0625f : layer.LayerNormEpsilon,
            StochasticForget = random.Below(8) == 0,
            HiddenActivation = random.Below(4) == 0 ? One(random, s_any) : layer.HiddenActivation,
            CellClip = random.Below(4) == 0 ? 0.75f : 0,
        };
    }

    // What an LSTM and a GRU have in common.
    private static RecurrentSpec Activated(SplitMix64 random, RecurrentSpec layer) => layer with
    {
        GateActivation = random.Below(4) == 0 ? One(random, s_bounded) : layer.GateActivation,
        CellActivation = random.Below(4) == 0 ? One(random, s_bounded) : layer.CellActivation,
        Clip = random.Below(4) == 0 ? 0.5f : 0,
    };

    private static T One<T>(SplitMix64 random, T[] values) => values[random.Below(values.Length)];
}
