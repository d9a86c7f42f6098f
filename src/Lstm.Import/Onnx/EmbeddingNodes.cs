using System;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.Onnx;

/// <summary>Builds embeddings: Gather of the rows of a constant table by an integer input of the graph.</summary>
/// <param name="budget">The memory limit for the table.</param>
/// <param name="valueOf">Returns the value of a name.</param>
internal sealed class EmbeddingNodes(FoldBudget budget, Func<string, OnnxValue> valueOf)
{
    /// <summary>Why no other layer takes values that are rounded to integers.</summary>
    public const string Rounded = "its input is rounded to integers, which only an embedding may take";

    /// <summary>Returns the value after a node; null for a node that is none.</summary>
    public OnnxValue? Result(OnnxNode node)
    {
        if (node.Operator != "Gather" || node.Input(0) is not { } table || node.Input(1) is not { } index)
        {
            return null;
        }

        return (valueOf(table), valueOf(index)) switch
        {
            (ConstantValue<float> rows, SignalValue tokens) => Embedded(node, rows, tokens),
            _ => null,
        };
    }

    private OnnxValue Embedded(OnnxNode node, ConstantValue<float> rows, SignalValue tokens)
    {
        string? reason = rows.IsStretched || rows.Array.Rank != 2 || node.Int("axis", 0) is not (0 or -2)
                ? "it takes parts of a constant, but not the rows of a table"
            : tokens.Path is not null || tokens.Extra is not null ? "its tokens are not an input of the graph, but are computed from one"
            : tokens.OnlyOutput is not (null or Rounded) ? tokens.OnlyOutput
            : rows.Array.Shape[0] is < 1 or > EmbeddingShape.MaxVocabulary || rows.Array.Shape[1] is < 1 or > NetworkShape.MaxSize
                ? $"its table has {rows.Array.Shape[0]} rows of {rows.Array.Shape[1]} values; at most {EmbeddingShape.MaxVocabulary} of "
                    + $"{NetworkShape.MaxSize} are supported"
            : null;
        if (reason is not null)
        {
            return new RefusedValue(reason);
        }

        (int vocabulary, int size) = (rows.Array.Shape[0], rows.Array.Shape[1]);
        _ = rows.Array.Values.Length;
        budget.Take(rows.Array.Count);
        var layer = new SourceEmbedding(
            node.Name, node.File.Build(node.Name, () => new EmbeddingWeights(vocabulary, size, rows.Array.Values)))
        {
            Origins = [rows.Origin.As("embedding", "")],
        };
        return tokens.After(layer) with
        {
            Axes = tokens.Axes is null ? null : [.. tokens.Axes, new Axis(new AxisPart(AxisPart.Features, size))],
            InputFeatures = AxisPart.Features,
            FirstFeatures = null,
            OnlyOutput = null,
        };
    }
}
