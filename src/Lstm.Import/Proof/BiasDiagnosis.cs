using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.CompilerServices;
using Lstm.Import.Conversion;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.Proof;

/// <summary>
/// A check whether a failed self-test would pass with one of the two biases left out. Some engines use only one of them. Canonical weights
/// store only the sum, so this check is possible only during an import.
/// </summary>
internal static class BiasDiagnosis
{
    /// <summary>Returns a phrase that names the bias to leave out, or null if neither bias explains the failure.</summary>
    /// <param name="weights">Weights with a self-test.</param>
    /// <param name="shape">The network of the weights.</param>
    /// <param name="biases">
    /// The two biases of each layer and direction, in the order of the weights' layers; empty if the format has only one.
    /// </param>
    public static string? Explain(LstmWeights weights, NetworkShape shape, IReadOnlyList<TwoBiases> biases)
    {
        if (biases.Count != weights.Layers.Count)
        {
            return null;
        }

        return Meets(weights, shape, biases, static pair => pair with { Recurrent = new float[pair.Recurrent.Length] })
            ? "the self-test passes without the recurrent bias (bias_hh): the software that made the test uses only the other bias"
            : Meets(weights, shape, biases, static pair => pair with { Input = new float[pair.Input.Length] })
                ? "the self-test passes without the input bias (bias_ih): the software that made the test uses only the other bias"
                : null;
    }

    private static bool Meets(LstmWeights weights, NetworkShape shape, IReadOnlyList<TwoBiases> biases, Func<TwoBiases, TwoBiases> leftOut)
    {
        LstmLayerWeights[] layers = [.. weights.Layers.Zip(biases.Select(leftOut), WithBiases)];
        var changed = new LstmWeights(
            layers,
            weights.Stem,
            weights.Head,
            weights.IsBidirectional,
            weights.InitialHidden,
            weights.InitialCell,
            weights.SelfTest,
            weights.Source);
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
