using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.Safetensors;

/// <summary>Splits canonical weights into layers.</summary>
/// <param name="weights">The weights.</param>
/// <param name="shape">Their network.</param>
/// <param name="names">The names in the file.</param>
internal sealed class CanonicalLayers(LstmWeights weights, NetworkShape shape, CanonicalNames names)
{
    private const string ReverseSuffix = "_reverse";

    private readonly ILookup<int, CellPlace> _cells = shape.Cells.ToLookup(static cell => cell.Layer);

    public IReadOnlyList<SourceLayer> All => [.. Enumerable.Range(0, shape.Layers.Count).Select(Layer)];

    private SourceLayer Layer(int layer)
    {
        // The names have the numbers of the layers with weights.
        int number = shape.WeightsOf(layer);
        return shape.Layers[layer] switch
        {
            RecurrentShape recurrent => Recurrent(layer, number, (RecurrentWeights)weights.Sequence[number], recurrent),
            PoolShape pool => new SourcePool(string.Create(CultureInfo.InvariantCulture, $"pool{layer}"), pool.Pooling),
            PointwiseShape { HasWeights: false } function => new SourceActivation(
                string.Create(CultureInfo.InvariantCulture, $"activation{layer}"), function.Activation),
            DenseShape dense => new SourceDense(names.Of(number), (DenseWeights)weights.Sequence[number], dense.Activation)
            {
                Origins = Origins(number),
            },
            Conv1DShape convolution => new SourceConv1D(
                names.Of(number), (Conv1DWeights)weights.Sequence[number], convolution.Dilation, convolution.Activation)
            {
                Origins = Origins(number),
            },
            EmbeddingShape => new SourceEmbedding(names.Of(number), (EmbeddingWeights)weights.Sequence[number])
            {
                Origins = Origins(number),
            },
            FeedForwardShape units => new SourceUnits(names.Of(number), units, (FeedForwardWeights)weights.Sequence[number])
            {
                Origins = Origins(number),
            },
            _ => throw new ArgumentOutOfRangeException(nameof(layer), layer, "Expected a layer of a class."),
        };
    }

    private IReadOnlyList<TensorOrigin> Origins(int number)
    {
        FeedForwardWeights layer = (FeedForwardWeights)weights.Sequence[number];
        return
        [
            .. layer.Tensors.Select(tensor =>
                new TensorOrigin(tensor.Name, names.Of(number, tensor.Name, isReverse: false), layer.ShapeOf(tensor))),
        ];
    }

    private SourceRecurrent Recurrent(int layer, int number, RecurrentWeights recurrent, RecurrentShape declared)
    {
        CellPlace[] cells = [.. _cells[layer]];
        return new SourceRecurrent(names.Of(number), declared.Cell, recurrent.Directions)
        {
            Direction = declared.Direction,
            Biases = weights.Biases.Count == weights.Layers.Count ? [.. cells.Select(cell => weights.Biases[cell.Number])] : [],
            InitialHidden = Part(weights.InitialHidden, StartShape.Hidden, cells),
            InitialCell = Part(weights.InitialCell, StartShape.Cell, cells),
            Origins = [.. recurrent.Directions.SelectMany((direction, index) => Origins(number, direction, isReverse: index == 1))],
        };
    }

    private IEnumerable<TensorOrigin> Origins(int number, LstmLayerWeights cell, bool isReverse) => cell.Tensors
        .Where(static tensor => tensor.Kind != CellTensorKind.RecurrentBias)
        .Select(tensor =>
        {
            string kind = LstmTensorName.KindOf(tensor.Kind);
            return new TensorOrigin(
                kind + (isReverse ? ReverseSuffix : ""), names.Of(number, kind, isReverse), LstmTensorName.ShapeOf(tensor));
        });

    // The states of the cells of a layer, within those of all cells.
    private float[] Part(ReadOnlySpan<float> states, char letter, CellPlace[] cells)
    {
        int start = shape.Cells.Take(cells[0].Number).Sum(cell => StartShape.WidthOf(cell.Shape, letter));
        int length = cells.Sum(cell => StartShape.WidthOf(cell.Shape, letter));
        return states.IsEmpty ? [] : states.Slice(start, length).ToArray();
    }
}
