using System.Collections.Generic;
using System.Linq;
using Lstm.TestKit;
using Variation = System.Func<Lstm.TestKit.NetworkSpec, Lstm.TestKit.NetworkSpec>;

namespace Lstm.EndToEnd.Tests;

/// <summary>
/// The networks that are not plain: every variant alone and every pair of them, in registers and in tiles, with and without padding, in one
/// to three layers and in all directions. All combinations of more are walked by <see cref="Product"/>, at one small size.
/// </summary>
internal static class VariantGrid
{
    // One block with and without padding, two of either kind, three with padding, and six, of two tiles.
    private static readonly int[] s_hidden = [3, 8, 12, 16, 20, 41];

    private static readonly int[] s_inputs = [1, 3, 9];

    private static readonly Variation[] s_directions =
    [
        static spec => spec,
        static spec => spec with { Bidirectional = true },
        static spec => spec with { Direction = Direction.Backward },
    ];

    /// <summary>What an LSTM may have, alone or in pairs.</summary>
    private static readonly Variation[] s_lstm =
    [
        static spec => spec with { Peephole = true },
        static spec => spec with { CoupledGates = true },
        static spec => spec with { Projection = 6 },
        static spec => spec with { LayerNorm = true },
        static spec => spec with { StochasticForget = true },
        static spec => spec with { Clip = 0.5f },
        static spec => spec with { CellClip = 0.2f },
        static spec => spec with
        {
            GateActivation = Activation.HardSigmoid,
            CellActivation = Activation.Softsign,
            HiddenActivation = Activation.Sigmoid,
        },
        static spec => spec with { Stem = [new DenseSpec(7, Activation.Relu), new DenseSpec(10, Activation.Sigmoid)] },
        static spec => spec with { Head = [new DenseSpec(9, Activation.Softplus), new DenseSpec(5, Activation.Softmax)] },
        static spec => spec with { Residual = true },
    ];

    /// <summary>What a GRU may have.</summary>
    private static readonly Variation[] s_gru =
    [
        static spec => spec with { Clip = 0.4f },
        static spec => spec with { GateActivation = Activation.HardSigmoid3, CellActivation = Activation.Sigmoid },
        static spec => spec with { Stem = [new DenseSpec(11, Activation.Tanh)] },
        static spec => spec with { Head = [new DenseSpec(4, Activation.Linear)] },
        static spec => spec with { Residual = true },
    ];

    /// <summary>Which recurrence a GRU is.</summary>
    private static readonly Variation[] s_resets =
    [
        static spec => spec with { Gru = true },
        static spec => spec with { Gru = true, ResetAfter = false },
    ];

    // Each function of one value, with parameters that are not its defaults where it has any.
    private static readonly FunctionSpec[] s_functions =
    [
        Activation.Linear,
        Activation.Sigmoid,
        Activation.Tanh,
        Activation.Relu,
        new(Activation.HardSigmoid, 0.3f, 0.4f),
        Activation.HardSigmoid3,
        Activation.Softsign,
        Activation.Softplus,
        new(Activation.Elu, 0.7f),
        new(Activation.LeakyRelu, 0.2f),
        new(Activation.ThresholdedRelu, 0.1f),
        new(Activation.Affine, 0.6f, 0.1f),
        new(Activation.ScaledTanh, 1.5f, 0.8f),
        new(Activation.Clip, -0.5f, 0.75f),
        Activation.Silu,
        Activation.Gelu,
        Activation.GeluTanh,
        new(Activation.Selu, 1.5f, 0.9f),
        new(Activation.Celu, 0.7f),
        Activation.Mish,
        Activation.HardSwish,
        Activation.Exp,
    ];

    /// <summary>The networks and their classes.</summary>
    public static CompiledNetworks Compiled { get; } = new(
        "LstmGen.Variants",
        ListSpec.Of(NetworkSample.Of(All().Where(static spec => spec != NetworkSpec.Plain(spec.Input, spec.Hidden, spec.Layers)))));

    private static IEnumerable<NetworkSpec> All() =>
        [
            .. Alone(),
            .. Pairs(s_lstm, static spec => spec),
            .. s_resets.SelectMany(static reset => Pairs(s_gru, reset)),
            .. Functions(),
            .. Wide(),
        ];

    private static IEnumerable<NetworkSpec> Alone()
    {
        int next = 0;
        Variation[] variants =
        [
            .. s_lstm,
            static spec => spec with { Projection = 19 },
            .. s_resets,

            // A plain cell, whose other directions are variants.
            static spec => spec,
        ];
        foreach (Variation variant in variants)
        {
            foreach (int hidden in s_hidden)
            {
                foreach (Variation direction in s_directions)
                {
                    yield return Fitted(variant(direction(Small(hidden, next++))));
                }
            }
        }

        foreach (Variation variant in s_resets.SelectMany(reset => s_gru.Select<Variation, Variation>(gru => spec => gru(reset(spec)))))
        {
            foreach (Variation direction in s_directions)
            {
                yield return Fitted(variant(direction(Small(s_hidden[next % s_hidden.Length], next++))));
            }
        }
    }

    private static IEnumerable<NetworkSpec> Pairs(Variation[] variants, Variation kind)
    {
        int next = 0;
        for (int first = 0; first < variants.Length; first++)
        {
            for (int second = first + 1; second < variants.Length; second++)
            {
                foreach (Variation direction in s_directions)
                {
                    yield return Fitted(
                        variants[second](variants[first](kind(direction(Small(s_hidden[next % s_hidden.Length], next / 2))))));
                    next++;
                }

                // The sizes and the directions change in step: without this, a direction would see two sizes of the six only.
                next++;
            }
        }
    }

    /// <summary>Every function in every place, in registers and in tiles.</summary>
    private static IEnumerable<NetworkSpec> Functions()
    {
        for (int n = 0; n < s_functions.Length; n++)
        {
            FunctionSpec gate = s_functions[n];
            FunctionSpec cell = s_functions[(n + 4) % s_functions.Length];
            foreach (int hidden in new[] { 12, 20 })
            {
                NetworkSpec spec = s_directions[n % 3](new NetworkSpec(2, hidden)) with { GateActivation = gate, CellActivation = cell };

                // An exponential gate without a limit leaves the floats within a few steps.
                spec = gate.Function == Activation.Exp || cell.Function == Activation.Exp ? spec with { Clip = 0.5f } : spec;
                yield return spec with { HiddenActivation = s_functions[(n + 8) % s_functions.Length] };
                yield return spec with { Gru = true, ResetAfter = n % 2 == 0 };
            }

            yield return new NetworkSpec(3, 10)
            {
                Stem = [new DenseSpec(5 + n, gate)],
                Head = [new DenseSpec(1 + n, cell), new DenseSpec(1 + n % 5, gate)],
            };
        }

        yield return new NetworkSpec(3, 10)
        {
            Stem = [new DenseSpec(6, Activation.Softmax)],
            Head = [new DenseSpec(9, Activation.Softmax), new DenseSpec(3, Activation.Linear)],
        };
        yield return new NetworkSpec(3, 20)
        {
            Stem = [new DenseSpec(11, Activation.LogSoftmax)],
            Head = [new DenseSpec(8, Activation.LogSoftmax)],
        };
        yield return new NetworkSpec(13, 10) { Residual = true, Head = [new DenseSpec(10, Activation.Softmax)] };
        yield return new NetworkSpec(13, 10) { Residual = true, Head = [new DenseSpec(9, Activation.LogSoftmax)] };
        yield return new NetworkSpec(13, 10) { Bidirectional = true, Residual = true, Head = [new DenseSpec(13, Activation.Elu)] };
        yield return new NetworkSpec(1, 10) { Residual = true, Head = [new DenseSpec(1, Activation.Linear)] };
    }

    private static IEnumerable<NetworkSpec> Wide()
    {
        int next = 0;
        foreach (Variation variant in s_lstm.Concat(s_resets))
        {
            yield return Fitted(variant(s_directions[next % 3](new NetworkSpec(2, 64))));
            yield return Fitted(variant(s_directions[(next + 1) % 3](new NetworkSpec(2, 130))));
            next++;
        }

        yield return new NetworkSpec(3, 4) { Projection = 1024 };
        yield return new NetworkSpec(1, 1024) { Projection = 1, Peephole = true, CoupledGates = true };
        yield return new NetworkSpec(1, 1024) { Gru = true };

        // What these make of the zero in a padding lane is no +0.
        yield return new NetworkSpec(1, 7) { HiddenActivation = new FunctionSpec(Activation.Affine, 1, -1) };
        yield return new NetworkSpec(1, 9) { HiddenActivation = new FunctionSpec(Activation.ScaledTanh, -1, 1) };
        yield return new NetworkSpec(1, 520) { Gru = true, ResetAfter = false, Layers = 2, Bidirectional = true };
        yield return new NetworkSpec(2, 3) { Stem = [new DenseSpec(1024, Activation.Tanh)] };
        yield return new NetworkSpec(2, 9) { Bidirectional = true, Head = [new DenseSpec(1024, Activation.Softmax)] };
        yield return new NetworkSpec(1024, 512) { Bidirectional = true, Residual = true };
        yield return new NetworkSpec(4096, 130) { Peephole = true, Bidirectional = true };
        yield return new NetworkSpec(4095, 20) { Gru = true, Stem = [new DenseSpec(5, Activation.Tanh)] };
        yield return new NetworkSpec(2, 1021) { LayerNorm = true, StochasticForget = true, Head = [new DenseSpec(1, Activation.Linear)] };
        yield return new NetworkSpec(2, 3) { Layers = 8, Bidirectional = true, Projection = 9 };
    }

    private static NetworkSpec Small(int hidden, int n) => new(s_inputs[n % s_inputs.Length], hidden) { Layers = 1 + n / 2 % 3 };

    // A residual needs as many inputs as outputs, and one more is no harm.
    private static NetworkSpec Fitted(NetworkSpec spec) =>
        spec.Residual && spec.OutputSize > spec.Input ? spec with { Input = spec.OutputSize + 1 } : spec;
}
