using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.CompilerServices;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>
/// The stochastic forget gate keeps a unit's cell state as often as f says, by numbers that a state replays and that nothing else shares.
/// </summary>
public sealed class StochasticForgetTests
{
    private const int Draws = 1_000_000;

    // How far a fair count may be from its mean, in standard deviations: once in 1.7 million.
    private const double Deviations = 5;

    // A sigmoid of this is 1, and of its negative 0, in float.
    private const float Saturating = 200;

    public static TheoryData<string> Variants => TestNetworks.OtherNames(static spec => spec.IsRandom && spec.HiddenSize <= 64);

    /// <summary>Those whose gates are a sigmoid of a sum that a bias can move anywhere, and so saturate.</summary>
    public static TheoryData<string> Saturable => VariantGrid.Compiled.Names(IsSaturable);

    // Networks and their plain twins.
    private static readonly Lazy<CompiledNetworks> s_twins = new(static () => new CompiledNetworks(
        "LstmGen.Twins",
        VariantGrid.Compiled.Networks.Values.Where(IsSaturable)
            .SelectMany(static spec => new[] { spec, PlainOf(spec) })));

    [Fact]
    public void Each_unit_is_kept_with_probability_f_in_registers()
    {
        float[] f = [.. Enumerable.Range(0, 12).Select(static unit => (unit + 0.5f) / 12)];
        var model = new DrawsInRegisters(Weights(12, layers: 2, f));
        DrawsInRegisters.State state = default;
        DrawsInRegisters.Seed(ref state, 1);
        state.Cell(1).Fill(1);
        int[] kept = new int[12];
        float[] y = new float[12];
        for (int draw = 0; draw < Draws; draw++)
        {
            model.Step(ref state, [0], y);
            Count(y, kept);
        }

        AssertFair(f, kept);
    }

    [Fact]
    public void Each_unit_is_kept_with_probability_f_in_tiles()
    {
        float[] f = [.. Enumerable.Range(0, 70).Select(static unit => (unit + 0.5f) / 70)];
        var model = new DrawsInTiles(Weights(70, layers: 1, f));
        DrawsInTiles.State state = default;
        state.Cell().Fill(1);
        int[] kept = new int[70];
        const int steps = 1000;
        float[] x = new float[steps];
        float[] y = new float[70 * steps];
        for (int draw = 0; draw < Draws; draw += steps)
        {
            model.Run(ref state, x, y);
            for (int step = 0; step < steps; step++)
            {
                Count(y.AsSpan(step * 70, 70), kept);
            }
        }

        AssertFair(f, kept);
    }

    /// <summary>
    /// With f = 1/2 everywhere each draw is a bit. Two bits that have nothing to do with each other agree in half of all cases.
    /// </summary>
    [Fact]
    public void Draws_of_units_layers_seeds_and_steps_are_independent()
    {
        const int draws = 40_000;
        var model = new DrawsInRegisters(Weights(12, layers: 2, [.. Enumerable.Repeat(0.5f, 12)]));
        List<bool[]> streams = [];
        foreach (ulong seed in new ulong[] { 0, 1, 1UL << 32 })
        {
            DrawsInRegisters.State state = default;
            DrawsInRegisters.Seed(ref state, seed);
            state.Cell(0).Fill(1);
            state.Cell(1).Fill(1);
            bool[][] bits = [.. Enumerable.Range(0, 24).Select(static _ => new bool[draws])];
            float[] y = new float[12];
            for (int draw = 0; draw < draws; draw++)
            {
                model.Step(ref state, [0], y);
                for (int unit = 0; unit < 24; unit++)
                {
                    bits[unit][draw] = state.Cell(unit / 12)[unit % 12] > 1;
                }
            }

            streams.AddRange(bits);
        }

        // Each stream against all others, and against its own future.
        double limit = Deviations * Math.Sqrt(draws) / 2;
        for (int first = 0; first < streams.Count; first++)
        {
            for (int second = first + 1; second < streams.Count; second++)
            {
                AssertUnrelated(streams[first], streams[second], $"streams {first} and {second}");
            }

            AssertUnrelated(streams[first].AsSpan(1), streams[first].AsSpan(0, draws - 1), $"stream {first} and itself a step later");
        }

        void AssertUnrelated(ReadOnlySpan<bool> a, ReadOnlySpan<bool> b, string what)
        {
            int agree = 0;
            for (int draw = 0; draw < a.Length; draw++)
            {
                agree += a[draw] == b[draw] ? 1 : 0;
            }

            Assert.True(Math.Abs(agree - a.Length / 2.0) <= limit, $"{what} agree in {agree} of {a.Length} draws");
        }
    }

    [Theory]
    [MemberData(nameof(Saturable))]
    public void A_saturated_gate_is_the_plain_cell_or_no_memory(string name)
    {
        ListSpec spec = VariantGrid.Compiled.Networks[name];
        ListSpec plain = PlainOf(spec);
        float[] inputs = RandomWeights.Inputs(20, spec.Input);
        StartState start = StartState.Create(spec, seed: 1);
        foreach (float bias in new[] { Saturating, -Saturating })
        {
            LstmWeights weights = WithForgetBias(RandomWeights.Create(spec), bias);
            Trace drawn = s_twins.Value.Create(spec, weights).Run(inputs, start);
            Trace expected = s_twins.Value.Create(plain, weights).Run(inputs, start with { Seed = null });
            Assert.Equal(expected.Outputs, drawn.Outputs);
            Assert.Equal(expected.Cell.SelectMany(static c => c), drawn.Cell.SelectMany(static c => c));

            // No memory: where the cell state started makes no difference, but for what the hidden state remembers.
            float[][] other = [.. start.Cell.Select(static c => Array.ConvertAll(c, static value => 3 * value + 1))];
            Assert.Equal(
                bias < 0,
                drawn.Outputs.SequenceEqual(s_twins.Value.Create(spec, weights).Run(inputs, start with { Cell = other }).Outputs));
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Equal_seeds_replay_bit_for_bit_and_different_ones_do_not(string name)
    {
        // Few units draw few numbers in a step, and those of two seeds can decide alike.
        (ListSpec spec, Network network, _) = TestNetworks.Create(name);
        int drawn = spec.Recurrent.Where(static layer => layer.StochasticForget).Sum(static layer => layer.Hidden);
        float[] inputs = RandomWeights.Inputs(drawn < 8 ? 400 : 40, spec.Input);
        StartState start = StartState.Create(spec, seed: 1);

        Trace found = network.Run(inputs, start with { Seed = 7 });

        Assert.True(found.SameBits(network.Run(inputs, start with { Seed = 7 })));
        Assert.False(SameVectors(found, network.Run(inputs, start with { Seed = 8 })));
        Assert.False(SameVectors(found, network.Run(inputs, start with { Seed = 7UL << 32 })));
        Assert.True(
            network.Run(inputs, start with { Seed = 0 }).SameBits(network.Run(inputs, start with { Seed = null })),
            "a default state is that of the seed 0");
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void A_saved_state_replays_bit_for_bit(string name)
    {
        (ListSpec spec, Network network, _) = TestNetworks.Create(name);
        Trace saved = network.Run(RandomWeights.Inputs(15, spec.Input), StartState.Create(spec, seed: 1));
        float[] inputs = RandomWeights.Inputs(25, spec.Input, seed: 2);

        Trace once = network.Continue(saved, inputs);
        Trace again = network.Continue(saved, inputs);

        Assert.True(once.SameBits(again));
        Assert.False(SameVectors(once, network.Continue(once, inputs)), "the numbers do not go on");
    }

    // Of some drawn networks no output depends on a cell state: a unit that is normalised alone, or one that a relu has cut off.
    private static bool SameVectors(Trace one, Trace other) =>
        one.Outputs.SequenceEqual(other.Outputs) && one.Cell.Zip(other.Cell).All(static both => both.First.SequenceEqual(both.Second));

    [Fact]
    public void Seeding_starts_the_numbers_anew_and_leaves_the_rest()
    {
        var model = new DrawsInRegisters(RandomWeights.Create(new NetworkSpec(1, 12) { Layers = 2 }));
        DrawsInRegisters.State state = default;
        DrawsInRegisters.Seed(ref state, 5);
        float[] y = new float[12 * 10];
        model.Run(ref state, new float[10], y);
        DrawsInRegisters.State seeded = state;

        DrawsInRegisters.Seed(ref seeded, 5);

        Assert.NotEqual(state, seeded);
        for (int layer = 0; layer < 2; layer++)
        {
            Assert.Equal(state.Hidden(layer).ToArray(), seeded.Hidden(layer).ToArray());
            Assert.Equal(state.Cell(layer).ToArray(), seeded.Cell(layer).ToArray());
        }

        DrawsInRegisters.State fresh = default;
        DrawsInRegisters.Seed(ref fresh, 5);
        for (int layer = 0; layer < 2; layer++)
        {
            state.Hidden(layer).CopyTo(fresh.Hidden(layer));
            state.Cell(layer).CopyTo(fresh.Cell(layer));
        }

        Assert.Equal(fresh, seeded);
    }

    private static bool IsSaturable(ListSpec spec) => spec.Recurrent.All(static layer =>
        layer is { StochasticForget: true, CoupledGates: false, LayerNorm: false, Peephole: false, Clip: 0, Hidden: <= 64 }
            && layer.GateActivation == Activation.Sigmoid);

    /// <summary>The same network with forget gates that are factors.</summary>
    private static ListSpec PlainOf(ListSpec spec) => spec with
    {
        Layers = [.. spec.Layers.Select(static layer => layer is RecurrentSpec cell ? cell with { StochasticForget = false } : layer)],
        Name = spec.Name + "_Plain",
    };

    /// <summary>Weights of zero, and biases that make i, g and o 1 and f what is wanted.</summary>
    private static LstmWeights Weights(int hidden, int layers, float[] f)
    {
        float[] bias =
        [
            .. Enumerable.Repeat(Saturating, hidden),
            .. f.Select(static fk => (float)Math.Log(fk / (1 - fk))),
            .. Enumerable.Repeat(1f, hidden),
            .. Enumerable.Repeat(Saturating, hidden),
        ];
        return new LstmWeights(
        [
            .. Enumerable.Range(0, layers).Select(layer =>
            {
                int inputs = layer == 0 ? 1 : hidden;
                return new LstmLayerWeights(inputs, hidden, new float[4 * hidden * inputs], new float[4 * hidden * hidden], bias);
            }),
        ]);
    }

    private static LstmWeights WithForgetBias(LstmWeights weights, float bias)
    {
        LstmLayerWeights Layer(LstmLayerWeights layer)
        {
            float[] biases = layer.Bias.ToArray();
            biases.AsSpan(layer.HiddenSize, layer.HiddenSize).Fill(bias);
            return new LstmLayerWeights(layer.InputSize, layer.HiddenSize, layer.Input, layer.Recurrent, biases, layer.Projection);
        }

        return new LstmWeights([.. weights.Layers.Select(Layer)], weights.Stem, weights.Head, weights.IsBidirectional);
    }

    private static void Count(ReadOnlySpan<float> y, int[] kept)
    {
        for (int unit = 0; unit < kept.Length; unit++)
        {
            kept[unit] += y[unit] > 1 ? 1 : 0;
        }
    }

    private static void AssertFair(float[] wanted, int[] kept)
    {
        for (int unit = 0; unit < kept.Length; unit++)
        {
            // What the cell compares with, which the logarithm may have rounded.
            double f = Activations.Sigmoid((float)Math.Log(wanted[unit] / (1 - wanted[unit])));
            Assert.Equal(wanted[unit], f, 1e-6);
            double error = Math.Abs(kept[unit] - Draws * f) / Math.Sqrt(Draws * f * (1 - f));
            Assert.True(
                error <= Deviations,
                $"unit {unit}, f = {f:F4}: kept in {kept[unit]} of {Draws} draws, {error:F1} standard deviations from the mean");
        }
    }
}
