using System.Collections.Generic;

namespace Lstm.TestKit;

/// <summary>What the reference files in golden hold, by the names that <see cref="TestFiles.Golden"/> takes.</summary>
public static class VariantReferences
{
    /// <summary>The network of every file; each file proves itself with inputs and outputs.</summary>
    public static IReadOnlyDictionary<string, NetworkSpec> Networks { get; } = new Dictionary<string, NetworkSpec>
    {
        // The files given from elsewhere.
        ["torch-1x8-dense1"] = new(1, 8) { Head = [new(1, Activation.Linear)] },
        ["torch-1x16-dense1"] = new(1, 16) { Head = [new(1, Activation.Linear)] },
        ["torch-2x8-dense1"] = new(1, 8) { Layers = 2, Head = [new(1, Activation.Linear)] },
        ["torch-3x3"] = new(3, 3),
        ["torch-3x10-3layers-bidirectional-dense2"] = new(3, 10) { Layers = 3, Bidirectional = true, Head = [new(2, Activation.Linear)] },
        ["torch-4x12-bidirectional"] = new(4, 12) { Bidirectional = true },
        ["torch-5x20-start"] = new(5, 20),
        ["torch-6x16-projection8"] = new(6, 16) { Projection = 8 },
        ["torch-8x64-dense4-sigmoid"] = new(8, 64) { Head = [new(4, Activation.Sigmoid)] },

        // The files of references/make_references.py, in its order.
        ["variants/torch-3x10-2layers-bidirectional-projection6"] = new(3, 10) { Layers = 2, Bidirectional = true, Projection = 6 },
        ["variants/torch-4x12-2layers-projection5-dense2"] = new(4, 12) { Layers = 2, Projection = 5, Head = [new(2, Activation.Linear)] },
        ["variants/torch-3x10-backward"] = new(3, 10) { Direction = Direction.Backward },
        ["variants/torch-2x7-2layers-backward-dense1"] =
            new(2, 7) { Layers = 2, Direction = Direction.Backward, Head = [new(1, Activation.Linear)] },
        ["variants/torch-2x7-bidirectional-start"] = new(2, 7) { Bidirectional = true },
        ["variants/torch-3x9-2layers-projection4-initial"] = new(3, 9) { Layers = 2, Projection = 4 },
        ["variants/torch-2x6-bidirectional-initial-start"] = new(2, 6) { Bidirectional = true },
        ["variants/torch-2x9-gru-dense1"] = new(2, 9) { Gru = true, Head = [new(1, Activation.Linear)] },
        ["variants/torch-3x8-2layers-gru-bidirectional"] = new(3, 8) { Layers = 2, Bidirectional = true, Gru = true },
        ["variants/torch-4x20-gru-start"] = new(4, 20) { Gru = true },
        ["variants/torch-3x10-gru-backward"] = new(3, 10) { Direction = Direction.Backward, Gru = true },
        ["variants/torch-3x9-2layers-gru-initial"] = new(3, 9) { Layers = 2, Gru = true },
        ["variants/torch-2x9-gru-resetbefore-dense1"] = new(2, 9) { Gru = true, ResetAfter = false, Head = [new(1, Activation.Linear)] },
        ["variants/torch-3x12-2layers-gru-resetbefore-bidirectional"] =
            new(3, 12) { Layers = 2, Bidirectional = true, Gru = true, ResetAfter = false },
        ["variants/torch-3x10-gru-clip"] = new(3, 10) { Gru = true, Clip = 0.5f },
        ["variants/torch-3x10-gru-resetbefore-hardsigmoid-softsign"] = new(3, 10)
        {
            Gru = true,
            ResetAfter = false,
            GateActivation = Activation.HardSigmoid,
            CellActivation = Activation.Softsign,
        },
        ["variants/torch-3x10-gru-softsign-scaledtanh"] = new(3, 10)
        {
            Gru = true,
            GateActivation = Activation.Softsign,
            CellActivation = new(Activation.ScaledTanh, 1.25f, 0.75f),
        },
        ["variants/torch-3x10-peephole-dense1"] = new(3, 10) { Peephole = true, Head = [new(1, Activation.Linear)] },
        ["variants/torch-3x20-2layers-peephole"] = new(3, 20) { Layers = 2, Peephole = true },
        ["variants/torch-3x10-coupled"] = new(3, 10) { CoupledGates = true },
        ["variants/torch-3x20-coupled-peephole"] = new(3, 20) { Peephole = true, CoupledGates = true },
        ["variants/torch-3x12-layernorm"] = new(3, 12) { LayerNorm = true },
        ["variants/torch-3x12-layernorm-epsilon"] = new(3, 12) { LayerNorm = true, LayerNormEpsilon = 0.0625f },
        ["variants/torch-3x20-layernorm-peephole-projection5"] = new(3, 20) { Projection = 5, Peephole = true, LayerNorm = true },
        ["variants/torch-3x12-2layers-layernorm-coupled-peephole"] =
            new(3, 12) { Layers = 2, Peephole = true, CoupledGates = true, LayerNorm = true },
        ["variants/torch-3x10-clip"] = new(3, 10) { Clip = 0.5f },
        ["variants/torch-3x10-clip-layernorm-peephole"] = new(3, 10) { Peephole = true, LayerNorm = true, Clip = 0.75f },
        ["variants/torch-3x10-cellclip"] = new(3, 10) { CellClip = 0.25f },
        ["variants/torch-3x10-cellclip-peephole-projection4"] = new(3, 10) { Projection = 4, Peephole = true, CellClip = 0.25f },
        ["variants/torch-3x10-hardsigmoid-softsign-softsign"] = new(3, 10)
        {
            GateActivation = Activation.HardSigmoid,
            CellActivation = Activation.Softsign,
            HiddenActivation = Activation.Softsign,
        },
        ["variants/torch-3x10-hardsigmoid3-elu-tanh"] =
            new(3, 10) { GateActivation = Activation.HardSigmoid3, CellActivation = Activation.Elu },
        ["variants/torch-3x10-sigmoid-hardsigmoid-hardsigmoid3"] = new(3, 10)
        {
            CellActivation = Activation.HardSigmoid,
            HiddenActivation = Activation.HardSigmoid3,
        },
        ["variants/torch-3x10-sigmoid-hardsigmoid3-hardsigmoid"] = new(3, 10)
        {
            CellActivation = Activation.HardSigmoid3,
            HiddenActivation = new(Activation.HardSigmoid, 0.75f, 0.25f),
        },
        ["variants/torch-3x10-hardsigmoid-thresholdedrelu-affine"] = new(3, 10)
        {
            GateActivation = new(Activation.HardSigmoid, 0.375f, 0.4375f),
            CellActivation = new(Activation.ThresholdedRelu, 0.25f),
            HiddenActivation = new(Activation.Affine, 0.75f, 0.125f),
        },
        ["variants/torch-3x10-scaledtanh-scaledtanh-elu"] = new(3, 10)
        {
            GateActivation = new(Activation.ScaledTanh, 0.875f, 0.5f),
            CellActivation = new(Activation.ScaledTanh, 1.75f, 0.625f),
            HiddenActivation = new(Activation.Elu, 0.5f),
        },
        ["variants/torch-3x10-softsign-relu-linear"] = new(3, 10)
        {
            GateActivation = Activation.Softsign,
            CellActivation = Activation.Relu,
            HiddenActivation = Activation.Linear,
        },
        ["variants/torch-3x10-tanh-sigmoid-sigmoid"] = new(3, 10)
        {
            GateActivation = Activation.Tanh,
            CellActivation = Activation.Sigmoid,
            HiddenActivation = Activation.Sigmoid,
        },
        ["variants/torch-3x10-sigmoid-softplus-tanh"] = new(3, 10) { CellActivation = Activation.Softplus },
        ["variants/torch-3x10-sigmoid-leakyrelu-softplus"] = new(3, 10)
        {
            CellActivation = new(Activation.LeakyRelu, 0.25f),
            HiddenActivation = Activation.Softplus,
        },
        ["variants/torch-3x10-sigmoid-tanh-leakyrelu"] = new(3, 10) { HiddenActivation = Activation.LeakyRelu },
        ["variants/torch-3x10-affine-softsign-relu"] = new(3, 10)
        {
            GateActivation = new(Activation.Affine, 0.25f, 0.5f),
            CellActivation = Activation.Softsign,
            HiddenActivation = Activation.Relu,
        },
        ["variants/torch-3x10-relu-linear-thresholdedrelu"] = new(3, 10)
        {
            GateActivation = Activation.Relu,
            CellActivation = Activation.Linear,
            HiddenActivation = new(Activation.ThresholdedRelu, 0.03125f),
        },
        ["variants/torch-3x10-elu-affine-scaledtanh"] = new(3, 10)
        {
            GateActivation = Activation.Elu,
            CellActivation = new(Activation.Affine, 0.75f, 0.125f),
            HiddenActivation = new(Activation.ScaledTanh, 1.5f, 0.75f),
        },
        ["variants/torch-3x10-sigmoid-thresholdedrelu-tanh"] = new(3, 10) { CellActivation = Activation.ThresholdedRelu },
        ["variants/torch-3x10-softplus-tanh-elu"] = new(3, 10) { GateActivation = Activation.Softplus, HiddenActivation = Activation.Elu },
        ["variants/torch-3x10-leakyrelu-scaledtanh-affine"] = new(3, 10)
        {
            GateActivation = Activation.LeakyRelu,
            CellActivation = Activation.ScaledTanh,
            HiddenActivation = Activation.Affine,
        },
        ["variants/torch-3x8-residual-dense2"] = new(3, 8) { Residual = true, Head = [new(2, Activation.Linear)] },
        ["variants/torch-8x6-residual"] = new(8, 6) { Residual = true },
        ["variants/torch-3x9-stem8-tanh-dense1"] = new(3, 9) { Stem = [new(8, Activation.Tanh)], Head = [new(1, Activation.Linear)] },
        ["variants/torch-3x9-stem6-relu-stem5-tanh-dense7-relu-dense4-softmax"] = new(3, 9)
        {
            Stem = [new(6, Activation.Relu), new(5, Activation.Tanh)],
            Head = [new(7, Activation.Relu), new(4, Activation.Softmax)],
        },
        ["variants/torch-2x6-stem5-leakyrelu-gru-dense10-elu-dense3-softsign"] = new(2, 6)
        {
            Gru = true,
            Stem = [new(5, new(Activation.LeakyRelu, 0.25f))],
            Head = [new(10, new(Activation.Elu, 0.5f)), new(3, Activation.Softsign)],
        },
        ["variants/torch-3x7-bidirectional-stem5-softmax-dense10-sigmoid-residual-dense3"] = new(3, 7)
        {
            Bidirectional = true,
            Residual = true,
            Stem = [new(5, Activation.Softmax)],
            Head = [new(10, Activation.Sigmoid), new(3, Activation.Linear)],
        },
        ["variants/torch-3x10-stochastic"] = new(3, 10) { StochasticForget = true },
        ["variants/torch-1x70-stochastic-projection4"] = new(1, 70) { Projection = 4, StochasticForget = true },
        ["variants/torch-2x9-2layers-bidirectional-stochastic"] = new(2, 9) { Layers = 2, Bidirectional = true, StochasticForget = true },
        ["variants/torch-3x10-stochastic-coupled-backward"] =
            new(3, 10) { Direction = Direction.Backward, CoupledGates = true, StochasticForget = true },
        ["variants/torch-4x11-2layers-everything"] = new(4, 11)
        {
            Layers = 2,
            Bidirectional = true,
            Projection = 5,
            Peephole = true,
            LayerNorm = true,
            StochasticForget = true,
            GateActivation = new(Activation.HardSigmoid, 0.5f, 0.5f),
            CellActivation = new(Activation.Elu, 0.75f),
            HiddenActivation = Activation.Softsign,
            Clip = 1.5f,
            CellClip = 1.25f,
            Residual = true,
            Stem = [new(6, Activation.Tanh)],
            Head = [new(9, Activation.Relu), new(3, Activation.Linear)],
        },
    };
}
