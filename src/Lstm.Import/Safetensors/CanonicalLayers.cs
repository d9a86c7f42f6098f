using System;
using System.Collections.Generic;
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

    private SourceLayer Layer(int layer) => weights.Sequence[layer] switch
    {
        DenseWeights dense => new SourceDense(names.Of(layer), dense, ((DenseShape)shape.Layers[layer]).Activation)
        {
            Origins =
            [
                new TensorOrigin("weight", names.Of(layer, "weight", isReverse: false), [dense.OutputSize, dense.InputSize]),
                new TensorOrigin("bias", names.Of(layer, "bias", isReverse: false), [dense.OutputSize]),
            ],
        },
        RecurrentWeights recurrent => Recurrent(layer, recurrent, (RecurrentShape)shape.Layers[layer]),
        _ => throw new ArgumentOutOfRangeException(nameof(layer), layer, "Expected a dense or a recurrent layer."),
    };

    private SourceRecurrent Recurrent(int layer, RecurrentWeights recurrent, RecurrentShape declared)
    {
        CellPlace[] cells = [.. _cells[layer]];
        return new SourceRecurrent(names.Of(layer), declared.Cell, recurrent.Directions)
        {
            Direction = declared.Direction,
            Biases = weights.Biases.Count == weights.Layers.Count ? [.. cells.Select(cell => weights.Biases[cell.Number])] : [],
            InitialHidden = Part(weights.InitialHidden, StartShape.Hidden, cells),
            InitialCell = Part(weights.InitialCell, StartShape.Cell, cells),
            Origins = [.. recurrent.Directions.SelectMany((direction, index) => Origins(layer, direction, isReverse: index == 1))],
        };
    }

    private IEnumerable<TensorOrigin> Origins(int layer, LstmLayerWeights cell, bool isReverse) => cell.Tensors
        .Where(static tensor => tensor.Kind != CellTensorKind.RecurrentBias)
        .Select(tensor =>
        {
            string kind = LstmTensorName.KindOf(tensor.Kind);
            return new TensorOrigin(
                kind + (isReverse ? ReverseSuffix : ""), names.Of(layer, kind, isReverse), LstmTensorName.ShapeOf(tensor));
        });

    // The states of the cells of a layer, within those of all cells.
    private float[] Part(ReadOnlySpan<float> states, char letter, CellPlace[] cells)
    {
        int start = shape.Cells.Take(cells[0].Number).Sum(cell => StartShape.WidthOf(cell.Shape, letter));
        int length = cells.Sum(cell => StartShape.WidthOf(cell.Shape, letter));
        return states.IsEmpty ? [] : states.Slice(start, length).ToArray();
    }
}
