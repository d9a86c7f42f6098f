using System;
using System.Linq;
using Lstm.Import.Layers;

namespace Lstm.Import.Onnx;

/// <summary>Builds dense layers that add the two directions of a bidirectional layer, whose outputs are side by side.</summary>
/// <param name="budget">The memory limit for the weights, which are not in the file.</param>
internal sealed class DirectionSums(FoldBudget budget)
{
    /// <summary>Returns the sum of two values; null if they are not the two directions of a layer.</summary>
    public OnnxValue? OfParts(OnnxNode node, SignalValue one, SignalValue other)
    {
        bool isForward = one.OneDirection is { } direction ? direction == 0 : !SeparateDirections.IsBackward(one);
        (SignalValue forward, SignalValue backward) = isForward ? (one, other) : (other, one);
        int features = forward.Axes is { } axes ? Array.FindIndex(axes, static axis => axis.Is(AxisPart.Features)) : -1;
        return features >= 0
            && (forward.WithOther(backward, features) ?? SeparateDirections.Joined(forward, backward, features)) is { } both
            ? Sum(node, both, forward.Axes!, forward.Axes![features].Size, factor: 1)
            : null;
    }

    /// <summary>Returns the sum along the axis of the directions, which becomes one of size 1; null if the axis is another one.</summary>
    /// <param name="node">The node that adds them.</param>
    /// <param name="x">The value.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="factor">The factor of each direction.</param>
    public OnnxValue? OfAxis(OnnxNode node, SignalValue x, int axis, float factor) =>
        x.Axes is { } axes && axes[axis].Is(AxisPart.Directions) && axes.FirstOrDefault(static a => a.Is(AxisPart.Features)) is { } features
            ? Sum(node, x, [.. axes[..axis], Axis.One, .. axes[(axis + 1)..]], features.Size, factor)
            : null;

    private OnnxValue Sum(OnnxNode node, SignalValue x, Axis[] axes, int size, float factor)
    {
        if (x.OnlyOutput is { } reason)
        {
            return new RefusedValue(reason);
        }

        budget.Take(2L * size * size);
        return x.After(node.File.Build(node.Name, new SourceMerge(node.Name, size, factor).ToDense)) with { Axes = axes };
    }
}
