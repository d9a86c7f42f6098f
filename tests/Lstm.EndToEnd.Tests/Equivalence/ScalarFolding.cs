using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests;

/// <summary>
/// The network that is computed instead of the declared one, written down a second time: a layer scale * x + offset is in the weights of
/// the linear layer before it. Several in a row are one, made in doubles, and each weight is rounded once.
/// </summary>
internal static class ScalarFolding
{
    public static (ListSpec Spec, LstmWeights Weights) Of(ListSpec declared, LstmWeights weights)
    {
        List<LayerSpec> specs = [];
        List<LayerWeights> sequence = [];
        List<bool> isFolded = [];
        (double Scale, double Offset)[] lines = [];
        for (int layer = 0; layer < declared.Layers.Count; layer++)
        {
            LayerSpec spec = declared.Layers[layer];
            LayerWeights? values = spec.HasWeights ? weights.Sequence[declared.NumberOf(layer)] : null;
            bool isNew = LineOf(spec, values) is null || !Folds(declared, layer, target: isFolded.LastIndexOf(false));
            isFolded.Add(!isNew);
            if (isNew)
            {
                Finish();
                specs.Add(spec is ResidualSpec residual
                    ? residual with { Layers = isFolded[(layer - residual.Layers)..layer].Count(static folded => !folded) }
                    : spec);
                sequence.AddRange(values is null ? [] : [values]);
            }
            else
            {
                (double Scale, double Offset)[] next = LineOf(spec, values)!;
                lines = lines.Length == 0
                    ? next
                    : [.. lines.Zip(next, static (one, two) => (two.Scale * one.Scale, two.Scale * one.Offset + two.Offset))];
            }
        }

        Finish();
        return isFolded.Contains(true)
            ? (declared with { Layers = specs }, new LstmWeights(sequence, weights.InitialHidden, weights.InitialCell))
            : (declared, weights);

        void Finish()
        {
            if (lines.Length > 0)
            {
                sequence[^1] = Times(lines, sequence[^1]);
                lines = [];
            }
        }
    }

    private static bool Folds(ListSpec declared, int layer, int target)
    {
        bool isAdded = declared.Layers.Index().Any(other =>
            other.Item is ResidualSpec residual && other.Index - 1 - residual.Layers == layer - 1);
        return target >= 0 && !isAdded && declared.Layers[target] switch
        {
            DenseSpec { Activation.Function: Activation.Linear } or Conv1DSpec { Activation.Function: Activation.Linear } => true,
            EmbeddingSpec => true,
            AffineSpec => !HasSizeOfInputs(declared, target - 1),
            _ => false,
        };
    }

    // Inputs may be large until a matrix, a cell or a normalisation takes them in.
    private static bool HasSizeOfInputs(ListSpec declared, int layer) => layer < 0 || declared.Layers[layer] switch
    {
        ResidualSpec residual => HasSizeOfInputs(declared, layer - 1) || HasSizeOfInputs(declared, layer - 1 - residual.Layers),
        AffineSpec or PReluSpec or ActivationSpec or PoolSpec => HasSizeOfInputs(declared, layer - 1),
        _ => false,
    };

    private static (double Scale, double Offset)[]? LineOf(LayerSpec layer, LayerWeights? weights) => (layer, weights) switch
    {
        (AffineSpec, AffineWeights w) => [.. w.Scale.ToArray().Zip(w.Offset.ToArray(), static (one, two) => ((double)one, (double)two))],
        (ActivationSpec { Activation: { Function: Activation.Affine } function } unit, null) =>
            [.. Enumerable.Repeat((Scale: (double)(function.Alpha ?? 1), Offset: (double)(function.Beta ?? 0)), unit.Units)],
        _ => null,
    };

    private static LayerWeights Times((double Scale, double Offset)[] lines, LayerWeights layer)
    {
        float[] Row(int unit, ReadOnlySpan<float> row) => Array.ConvertAll(row.ToArray(), value => (float)(lines[unit].Scale * value));
        float[] Rows(ReadOnlySpan<float> matrix)
        {
            float[] values = matrix.ToArray();
            return [.. values.Chunk(values.Length / lines.Length).SelectMany((row, unit) => Row(unit, row))];
        }

        float[] Values(ReadOnlySpan<float> bias) =>
            [.. bias.ToArray().Select((value, index) => lines[index % lines.Length]).Zip(bias.ToArray(), static (line, value) =>
                (float)(line.Scale * value + line.Offset))];
        return layer switch
        {
            DenseWeights w => new DenseWeights(w.InputSize, w.OutputSize, Rows(w.Weight), Values(w.Bias)),
            Conv1DWeights w => new Conv1DWeights(w.InputSize, w.OutputSize, w.Kernel, Rows(w.Weight), Values(w.Bias)),
            EmbeddingWeights w => new EmbeddingWeights(w.Vocabulary, w.OutputSize, Values(w.Table)),
            AffineWeights w => new AffineWeights(Rows(w.Scale), Values(w.Offset)),
            _ => throw new ArgumentException($"Expected a linear layer, found {layer}.", nameof(layer)),
        };
    }
}
