using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.CompilerServices;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>Networks of every kind, and what generated code would call them.</summary>
internal static class Variants
{
    private static readonly Activation[] OfDense = [.. Enum.GetValues<Activation>()];

    // An exponential in a cell leaves the floats within a few steps.
    private static readonly Activation[] OfCells =
        [.. OfDense.Where(static function => new FunctionSpec(function).IsOfOneValue && function != Activation.Exp)];

    // A gate that lets through more than there is lets a state grow past the range of float.
    private static readonly Activation[] OfGates =
    [
        Activation.Sigmoid, Activation.Tanh, Activation.HardSigmoid, Activation.HardSigmoid3, Activation.Softsign, Activation.ScaledTanh,
    ];

    /// <summary>Each variant by itself, and some together. The hidden size of 11 leaves a block half full.</summary>
    public static IReadOnlyList<NetworkSpec> All { get; } =
    [
        new(3, 11),
        new(3, 11) { Bidirectional = true, Layers = 2 },
        new(3, 11) { Direction = Direction.Backward },
        new(3, 11) { Projection = 5, Layers = 2 },
        new(3, 11) { Peephole = true },
        new(3, 11) { CoupledGates = true },
        new(3, 11) { CoupledGates = true, Peephole = true, LayerNorm = true },
        new(3, 11) { LayerNorm = true, LayerNormEpsilon = 1e-3f },
        new(3, 11) { StochasticForget = true },
        new(3, 11) { Clip = 0.5f },
        new(3, 11) { CellClip = 0.25f },
        new(3, 11) { GateActivation = Activation.HardSigmoid, CellActivation = Activation.Softsign, HiddenActivation = Activation.Relu },
        new(3, 11) { Gru = true, Layers = 2 },
        new(3, 11) { Gru = true, ResetAfter = false },
        new(3, 11) { Gru = true, Bidirectional = true },
        new(3, 11) { Stem = [new DenseSpec(7, Activation.Tanh)] },
        new(3, 11)
        {
            Stem = [new DenseSpec(7, Activation.Tanh), new DenseSpec(4, Activation.Relu)],
            Head = [new DenseSpec(9, Activation.Elu), new DenseSpec(2, Activation.Softmax)],
        },
        new(3, 11) { Head = [new DenseSpec(2, Activation.Linear)], Residual = true },
        new(3, 20) { Bidirectional = true, Layers = 3, Projection = 6, Peephole = true, LayerNorm = true, Head =
        [
            new DenseSpec(2, Activation.Linear),
        ] },
    ];

    /// <summary>The numbers of <see cref="All"/>, as test cases.</summary>
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, All.Count)];

    /// <summary>A network by chance; every combination that is allowed can come.</summary>
    public static NetworkSpec ByChance(int seed)
    {
        var random = new SplitMix64(seed);
        int Below(int count) => (int)(random.Next() % (ulong)count);
        bool Coin() => Below(2) == 0;
        FunctionSpec Function(Activation[] functions) => functions[Below(functions.Length)];
        DenseSpec[] Dense() => [.. Enumerable.Range(0, Below(4)).Select(_ => new DenseSpec(1 + Below(12), Function(OfDense)))];

        bool gru = Below(3) == 0;
        bool bidirectional = Coin();
        var spec = new NetworkSpec(1 + Below(12), 1 + Below(28))
        {
            Layers = 1 + Below(3),
            Bidirectional = bidirectional,
            Direction = !bidirectional && Coin() ? Direction.Backward : Direction.Forward,
            Gru = gru,
            ResetAfter = !gru || Coin(),
            Projection = !gru && Coin() ? 1 + Below(28) : 0,
            Peephole = !gru && Coin(),
            CoupledGates = !gru && Coin(),
            LayerNorm = !gru && Coin(),
            GateActivation = Coin() ? Activation.Sigmoid : Function(OfGates),
            CellActivation = Coin() ? Activation.Tanh : Function(OfCells),
            HiddenActivation = gru || Coin() ? Activation.Tanh : Function(OfCells),
            Clip = Coin() ? 0 : (1 + Below(8)) / 4f,
            CellClip = gru || Coin() ? 0 : (1 + Below(8)) / 4f,
            Stem = Dense(),
            Head = Dense(),
        };
        return spec with { Residual = spec.OutputSize <= spec.Input && Coin() };
    }

    /// <summary>A network in the words of generated code.</summary>
    public static NetworkDescription Describe(NetworkSpec spec, LstmPrecision precision = LstmPrecision.Single) =>
        new(ShapeOf(spec) with { Precision = precision });

    /// <summary>A network as the library sees it.</summary>
    public static NetworkShape ShapeOf(NetworkSpec spec)
    {
        static ActivationShape Function(FunctionSpec function) => ActivationShape.Of(function.Function, function.Alpha, function.Beta);
        static IEnumerable<DenseShape> Dense(IEnumerable<DenseSpec> layers) =>
            layers.Select(static layer => new DenseShape(layer.Units, Function(layer.Activation)));

        CellShape cell = new(
            !spec.Gru ? CellKind.Lstm : spec.ResetAfter ? CellKind.GruResetAfter : CellKind.GruResetBefore, spec.Hidden)
        {
            Projection = spec.Projection,
            Peephole = spec.Peephole,
            CoupledGates = spec.CoupledGates,
            LayerNorm = spec.LayerNorm,
            LayerNormEpsilon = spec.LayerNormEpsilon,
            StochasticForget = spec.StochasticForget,
            GateActivation = Function(spec.GateActivation),
            CellActivation = Function(spec.CellActivation),
            HiddenActivation = Function(spec.HiddenActivation),
            Clip = spec.Clip,
            CellClip = spec.CellClip,
        };
        RecurrentShape layer = new(cell) { Bidirectional = spec.Bidirectional, Direction = spec.Direction };
        return NetworkShape.Stack(spec.Input, layer, spec.Layers, Dense(spec.Stem), Dense(spec.Head)) with { Residual = spec.Residual };
    }

    /// <summary>A plain LSTM.</summary>
    public static NetworkShape Plain(int input, int hidden, int layers = 1, int output = 0) =>
        ShapeOf(NetworkSpec.Plain(input, hidden, layers, output));

    /// <summary>Weights by chance with a self-test that the oracle computed, in some with a start state of its own.</summary>
    public static LstmWeights Proved(NetworkSpec spec, int seed, int steps = 12, bool initialStates = false, bool ownStart = false)
    {
        LstmWeights weights = RandomWeights.Create(spec, seed, initialStates);
        float[] inputs = RandomWeights.Inputs(steps, spec.Input, seed);
        float[] hidden = ownStart ? RandomWeights.Inputs(spec.Cells, spec.Width, seed + 1) : [];
        float[] cell = ownStart && !spec.Gru ? RandomWeights.Inputs(spec.Cells, spec.Hidden, seed + 2) : [];
        double[][]? Rows(float[] values, int width) =>
            ownStart ? [.. Enumerable.Range(0, spec.Cells)
                .Select(index => values.Skip(index * width).Take(width).Select(static value => (double)value).ToArray())] : null;

        double[] outputs = LstmOracle.Run(spec, weights, inputs, Rows(hidden, spec.Width), Rows(cell, cell.Length / spec.Cells)).Outputs;
        var test = new LstmSelfTest(steps, inputs, [.. outputs.Select(static value => (float)value)], hidden, cell);
        return With(weights, test);
    }

    /// <summary>What the library's own reference makes of a self-test, row-major [steps, output].</summary>
    public static double[] RunReference(NetworkSpec spec, LstmWeights weights) =>
        [.. ReferenceNetwork.RunSelfTest(Describe(spec).Shape, weights)
            .OrderBy(static step => step.Step)
            .SelectMany(static step => step.Outputs)];

    /// <summary>The same network with another self-test.</summary>
    public static LstmWeights With(LstmWeights weights, LstmSelfTest? test) => new(
        weights.Layers, weights.Stem, weights.Head, weights.IsBidirectional, weights.InitialHidden, weights.InitialCell, test, "amp");
}
