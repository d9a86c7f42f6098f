using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>
/// Folds layers scale * x + offset into the weights of the layers before them: from the weights of a declared network to those of its
/// folded network, which are then packed. <see cref="Folding"/> chooses the layers.
/// </summary>
internal static class WeightFolding
{
    /// <summary>Returns the weights of the folded network. Each is computed in double precision and then rounded to a float.</summary>
    /// <param name="weights">The weights of the declared network.</param>
    /// <param name="declared">The declared network.</param>
    /// <exception cref="WeightFormatException">A folded weight is beyond the range of float.</exception>
    public static LstmWeights Fold(LstmWeights weights, NetworkShape declared)
    {
        ILookup<int, int> groups = new Folding(declared).Layers;
        if (groups.Count == 0)
        {
            return weights;
        }

        List<LayerWeights?> sequence = [.. weights.Sequence];
        foreach (IGrouping<int, int> group in groups)
        {
            FeedForwardShape shape = (FeedForwardShape)declared.Layers[group.Key];
            FeedForwardWeights target = LayerOf(weights, declared, group.Key);
            Line[] lines = [.. Enumerable.Repeat(new Line(1, 0), shape.Units)];
            foreach (int layer in group)
            {
                lines = [.. lines.Select((line, unit) => line.Then(LineOf(weights, declared, layer, unit)))];
                if (declared.Layers[layer].HasWeights)
                {
                    sequence[declared.WeightsOf(layer)] = null;
                }
            }

            sequence[declared.WeightsOf(group.Key)] = FeedForwardWeights.Create(
                shape, target.InputSize, tensor => Folded(weights.Source, group, tensor, target, lines));
        }

        return new LstmWeights([.. sequence.OfType<LayerWeights>()], source: weights.Source) { UnnamedHead = weights.UnnamedHead };
    }

    /// <summary>Returns the layers that the weights of the folded network do not determine, the first one first.</summary>
    /// <param name="weights">The weights of the declared network.</param>
    /// <param name="declared">The declared network.</param>
    public static IReadOnlyList<OriginalLayer> OriginalsOf(LstmWeights weights, NetworkShape declared) =>
    [
        .. from folded in new Folding(declared).Layers
           from layer in folded.Prepend(folded.Key)
           where declared.Layers[layer].HasWeights
           select new OriginalLayer(declared.WeightsOf(layer), layer != folded.Key, LayerOf(weights, declared, layer)),
    ];

    /// <summary>Returns the layers of the declared network.</summary>
    /// <param name="folded">The layers of the folded network.</param>
    /// <param name="originals">The layers that they do not determine.</param>
    public static IReadOnlyList<LayerWeights> Unfold(IReadOnlyList<LayerWeights> folded, IReadOnlyList<OriginalLayer> originals)
    {
        List<LayerWeights> layers = [.. folded];
        foreach (OriginalLayer original in originals)
        {
            if (!original.IsFolded)
            {
                layers.RemoveAt(original.Position);
            }

            layers.Insert(original.Position, original.Weights);
        }

        return layers;
    }

    private static FeedForwardWeights LayerOf(LstmWeights weights, NetworkShape declared, int layer) =>
        (FeedForwardWeights)weights.Sequence[declared.WeightsOf(layer)];

    /// <summary>Returns the scale and the offset of a unit of a folded layer.</summary>
    private static Line LineOf(LstmWeights weights, NetworkShape declared, int layer, int unit)
    {
        if (!declared.Layers[layer].HasWeights)
        {
            ActivationShape function = ((FeedForwardShape)declared.Layers[layer]).Function;
            return new Line(function.Alpha, function.Beta);
        }

        AffineWeights affine = (AffineWeights)LayerOf(weights, declared, layer);
        return new Line(affine.Scale[unit], affine.Offset[unit]);
    }

    private static float[] Folded(
        string source, IGrouping<int, int> group, LayerTensor tensor, FeedForwardWeights target, IReadOnlyList<Line> lines)
    {
        float[] values = target.Of(tensor.Name).ToArray();

        // A row of a matrix belongs to a unit. A row of a table has a value for each unit, to which the offset is added: it has no bias.
        int columns = tensor.Kind == PackedKind.DenseWeight ? values.Length / target.OutputSize : 1;
        bool isFactor = tensor.Kind is PackedKind.DenseWeight or PackedKind.UnitWeight;
        for (int index = 0; index < values.Length; index++)
        {
            Line line = lines[index / columns % target.OutputSize];
            double product = line.Scale * values[index];
            values[index] = (float)(isFactor ? product : product + line.Offset);
            if (!float.IsFinite(values[index]))
            {
                throw new WeightFormatException(
                    source,
                    tensor: null,
                    $"weights of layer {group.Key} that are finite when layer {group.Last()}, scale * x + offset, is folded into them",
                    $"{tensor.Name} {index} beyond the range of float");
            }
        }

        return values;
    }

    /// <summary>A function scale * x + offset.</summary>
    private readonly record struct Line(double Scale, double Offset)
    {
        /// <summary>Returns this function and then another one.</summary>
        public Line Then(Line next) => new(next.Scale * Scale, next.Scale * Offset + next.Offset);
    }
}

/// <summary>The weights of a layer of a declared network that a folded network has not: it has the products.</summary>
/// <param name="Position">Its position among the layers with weights of the declared network.</param>
/// <param name="IsFolded">Whether it is folded into the layer before. Otherwise others are folded into it.</param>
/// <param name="Weights">Its weights.</param>
internal sealed record OriginalLayer(int Position, bool IsFolded, FeedForwardWeights Weights);
