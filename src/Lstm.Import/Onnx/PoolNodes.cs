using System;
using System.Linq;

namespace Lstm.Import.Onnx;

/// <summary>
/// Resolves nodes that make one vector of all steps, the mean or the maximum over time, or of the two directions of a layer.
/// </summary>
/// <param name="reductions">Reads the axes of the nodes.</param>
/// <param name="valueOf">Returns the value of a name.</param>
internal sealed class PoolNodes(ReducedAxes reductions, Func<string, OnnxValue> valueOf)
{
    /// <summary>Returns the value after a node; null for an operator that is none of them.</summary>
    public OnnxValue? Result(OnnxNode node) => node.Operator switch
    {
        "ReduceSum" => Reduced(node, null),
        "ReduceMean" => Reduced(node, Pooling.Mean),
        "ReduceMax" => Reduced(node, Pooling.Max),
        "GlobalAveragePool" => Global(node, Pooling.Mean),
        "GlobalMaxPool" => Global(node, Pooling.Max),
        _ => null,
    };

    private OnnxValue Reduced(OnnxNode node, Pooling? pooling) =>
        X(node) is not { Axes: { } axes } x ? Unknown(node)
        : reductions.Of(node, axes.Length) is { } reduced ? Pooled(node, x, axes, reduced, pooling, ReducedAxes.AreKept(node))
        : new RefusedValue("its axes cannot be resolved");

    // All axes after those of the batch and of the values.
    private OnnxValue Global(OnnxNode node, Pooling pooling) => X(node) is { Axes: { Length: > 1 } axes } x
        ? Pooled(node, x, axes, [.. Enumerable.Range(2, axes.Length - 2)], pooling, areKept: true)
        : Unknown(node);

    private SignalValue? X(OnnxNode node) => valueOf(node.Input(0) ?? throw node.Error("an input", "none")) as SignalValue;

    private RefusedValue Unknown(OnnxNode node) =>
        valueOf(node.Input(0)!) as RefusedValue ?? new RefusedValue("it pools a value whose axes are unknown");

    // No pooling is the sum, which classes have of directions only.
    private OnnxValue Pooled(OnnxNode node, SignalValue x, Axis[] axes, int[] reduced, Pooling? pooling, bool areKept)
    {
        int[] wide = [.. reduced.Where(axis => axes[axis].Size != 1)];
        if ((x.OnlyOutput ?? (x.Extra is null ? null : ExtraSteps.Kept)) is { } reason)
        {
            return new RefusedValue(reason);
        }

        if (wide is [var only] && pooling is null or Pooling.Mean
            && MergedDirections.OfAxis(node, x, only, pooling is null ? Merging.Sum : Merging.Mean) is { } sum)
        {
            return areKept || sum is not SignalValue ? sum : sum.Squeezed(reduced);
        }

        if (wide.Length > 1 || wide.Any(axis => x.Time is null || !axes[axis].Is(x.Time.Value)))
        {
            return new RefusedValue(
                x.Time is null ? "there is no recurrent layer before it" : "it pools along other axes than the time axis");
        }

        if (wide.Length > 0 && pooling is null)
        {
            return new RefusedValue("it adds the steps");
        }

        SignalValue pooled = wide.Length == 0 ? x : x.Pooled(node.Name, pooling!.Value) with { Step = "all steps" };
        return pooled with
        {
            Axes = areKept
                ? [.. axes.Select((axis, index) => reduced.Contains(index) ? Axis.One : axis)]
                : [.. axes.Where((_, index) => !reduced.Contains(index))],
        };
    }
}
