using CsCheck;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests.Onnx;

/// <summary>Random networks that ONNX can express, small enough to run hundreds of them.</summary>
internal static class NetworkGen
{
    private const int MostInputs = 9;
    private const int MostHidden = 20;
    private const int MostSteps = 12;

    private static readonly Gen<NetworkSpec> s_sizes =
        Gen.Select(
            Gen.Int[1, MostInputs],
            Gen.Int[1, MostHidden],
            Gen.Int[1, 2],
            static (input, hidden, layers) => new NetworkSpec(input, hidden) { Layers = layers });

    /// <summary>Every function of a cell, half of the time with parameters of its own where it has some.</summary>
    public static Gen<FunctionSpec> Function { get; } = Gen.OneOf(
        Plain(Activation.Sigmoid),
        Plain(Activation.Tanh),
        Plain(Activation.Relu),
        Plain(Activation.Linear),
        Plain(Activation.HardSigmoid3),
        Plain(Activation.Softsign),
        Plain(Activation.Softplus),
        WithAlpha(Activation.Elu, Parameter(16, 96)),
        WithAlpha(Activation.LeakyRelu, Parameter(1, 32)),
        WithAlpha(Activation.ThresholdedRelu, Parameter(0, 32)),
        WithBoth(Activation.HardSigmoid, Parameter(8, 32), Parameter(16, 48)),
        WithBoth(Activation.Affine, Parameter(-48, 64), Parameter(-32, 32)),
        WithBoth(Activation.ScaledTanh, Parameter(32, 112), Parameter(32, 96)));

    // Those that only dense layers have in ONNX.
    private static readonly Gen<FunctionSpec> s_other = Gen.OneOf(
        Plain(Activation.Softmax),
        Plain(Activation.LogSoftmax),
        Plain(Activation.Silu),
        Plain(Activation.Gelu),
        Plain(Activation.GeluTanh),
        Plain(Activation.Mish),
        Plain(Activation.HardSwish),
        WithAlpha(Activation.Celu, Parameter(16, 96)),
        WithBoth(Activation.Selu, Parameter(32, 112), Parameter(32, 96)),
        WithBoth(Activation.Clip, Parameter(-48, 16), Parameter(17, 96)));

    // The ordinary function is the likeliest: with three odd ones at a time, hardly anything else would be looked at.
    private static readonly Gen<FunctionSpec> s_gate = Gen.Frequency((1, Plain(Activation.Sigmoid)), (1, Function));
    private static readonly Gen<FunctionSpec> s_cell = Gen.Frequency((1, Plain(Activation.Tanh)), (1, Function));
    private static readonly Gen<float> s_clip = Gen.Frequency((2, Gen.Const(0f)), (1, Gen.Int[20, 192].Select(static n => n / 64f)));

    private static readonly Gen<DenseSpec[]> s_dense =
        Gen.Select(
            Gen.Int[1, MostInputs],
            Gen.Frequency((3, Function), (2, s_other)),
            static (units, function) => new DenseSpec(units, function)).Array[0, 2];

    /// <summary>Plain LSTMs, with up to one dense layer of the plainest functions.</summary>
    public static Gen<NetworkSpec> PlainLstm { get; } = Gen.Select(
        s_sizes,
        Gen.Select(
            Gen.Int[1, MostInputs],
            Gen.OneOf(Activation.Linear, Activation.Sigmoid, Activation.Tanh, Activation.Relu),
            static (units, function) => new DenseSpec(units, function)).Array[0, 1],
        static (spec, head) => spec with { Head = head });

    /// <summary>LSTMs with everything that ONNX has for them.</summary>
    public static Gen<NetworkSpec> Lstm { get; } = Gen.Select(
        Directed(s_sizes),
        Gen.Select(s_gate, s_cell, s_cell),
        Gen.Select(Gen.Bool, Gen.Bool, s_clip),
        static (spec, functions, parts) => spec with
        {
            GateActivation = functions.Item1,
            CellActivation = functions.Item2,
            HiddenActivation = functions.Item3,
            Peephole = parts.Item1,
            CoupledGates = parts.Item2,
            Clip = parts.Item3,
        });

    /// <summary>GRUs with everything that ONNX has for them.</summary>
    public static Gen<NetworkSpec> Gru { get; } = Gen.Select(
        Directed(s_sizes),
        Gen.Select(s_gate, s_cell),
        Gen.Select(Gen.Bool, s_clip),
        static (spec, functions, parts) => spec with
        {
            Gru = true,
            GateActivation = functions.Item1,
            CellActivation = functions.Item2,
            ResetAfter = parts.Item1,
            Clip = parts.Item2,
        });

    /// <summary>Either, between dense layers, with a residual connection where the sizes allow it.</summary>
    public static Gen<NetworkSpec> Dense { get; } = Gen.Select(
        Gen.OneOf(Lstm, Gru),
        s_dense,
        s_dense,
        Gen.Bool,
        static (spec, stem, head, residual) =>
        {
            NetworkSpec whole = spec with { Stem = stem, Head = head };
            return whole with { Residual = residual && whole.OutputSize <= whole.Input };
        });

    /// <summary>A network with a sequence.</summary>
    public static Gen<NetworkCase> Case(this Gen<NetworkSpec> specs) => Gen.Select(
        specs,
        Gen.Int[0, 1_000_000],
        Gen.Int[1, MostSteps],
        Gen.OneOf(1f, 3f),
        Gen.OneOf(StartKind.Zero, StartKind.Trained, StartKind.Given),
        static (spec, seed, steps, bound, start) => new NetworkCase(spec, seed, steps, bound, start));

    private static Gen<NetworkSpec> Directed(Gen<NetworkSpec> specs) => Gen.Select(specs, Gen.Int[0, 2], static (spec, ways) => ways switch
    {
        0 => spec,
        1 => spec with { Direction = Direction.Backward },
        _ => spec with { Bidirectional = true },
    });

    private static Gen<FunctionSpec> Plain(Activation function) => Gen.Const(new FunctionSpec(function));

    private static Gen<FunctionSpec> WithAlpha(Activation function, Gen<float> alpha) =>
        Gen.Frequency((1, Plain(function)), (1, alpha.Select(value => new FunctionSpec(function, value))));

    private static Gen<FunctionSpec> WithBoth(Activation function, Gen<float> alpha, Gen<float> beta) =>
        Gen.Frequency((1, Plain(function)), (1, Gen.Select(alpha, beta, (first, second) => new FunctionSpec(function, first, second))));

    // 64ths: numbers that a name and an attribute can say in full.
    private static Gen<float> Parameter(int least, int most) => Gen.Int[least, most].Select(static n => n / 64f);
}
