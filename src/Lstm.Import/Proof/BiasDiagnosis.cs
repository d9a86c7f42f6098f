using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.CompilerServices;
using Lstm.Import.Conversion;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.Proof;

/// <summary>
/// Whether a missed self-test would be met if one of a format's two biases were left out: what an engine computes that knows of only one. Canonical weights have the
/// sum alone, so that only an import can tell.
/// </summary>
internal static class BiasDiagnosis
{
    /// <summary>A clause that names the bias to leave out; null when neither explains it.</summary>
    /// <param name="weights">Weights that carry a self-test.</param>
    /// <param name="shape">Their network.</param>
    /// <param name="biases">The two biases of each layer and direction, in the order of the weights' layers; empty when the format has one.</param>
    public static string? Explain(LstmWeights weights, NetworkShape shape, IReadOnlyList<TwoBiases> biases)
    {
        if (biases.Count != weights.Layers.Count)
        {
            return null;
        }

        return Meets(weights, shape, biases, static pair => pair with { Recurrent = new float[pair.Recurrent.Length] })
            ? "the self-test is met if the recurrent bias (bias_hh) is left out: what made it knows of one bias only"
            : Meets(weights, shape, biases, static pair => pair with { Input = new float[pair.Input.Length] })
                ? "the self-test is met if the input bias (bias_ih) is left out: what made it knows of one bias only"
                : null;
    }

    private static bool Meets(LstmWeights weights, NetworkShape shape, IReadOnlyList<TwoBiases> biases, Func<TwoBiases, TwoBiases> leftOut)
    {
        LstmLayerWeights[] layers = [.. weights.Layers.Zip(biases.Select(leftOut), WithBiases)];
        var changed = new LstmWeights(
            layers, weights.Stem, weights.Head, weights.IsBidirectional, weights.InitialHidden, weights.InitialCell, weights.SelfTest, weights.Source);
        return SelfTests.MeetsReference(changed, shape);
    }

    private static LstmLayerWeights WithBiases(LstmLayerWeights layer, TwoBiases biases) => layer.IsGru
        ? GruWeights.Of(layer.InputSize, layer.HiddenSize, layer.Input.ToArray(), layer.Recurrent.ToArray(), biases.Input, biases.Recurrent)
        : new LstmLayerWeights(
            layer.InputSize,
            layer.HiddenSize,
            layer.Input,
            layer.Recurrent,
            Matrices.Sum(biases.Input, biases.Recurrent),
            layer.Projection,
            layer.Peephole,
            layer.GateNormWeight,
            layer.GateNormBias,
            layer.CellNormWeight,
            layer.CellNormBias);
}
