using System;
using System.Linq;
using Lstm.Import.Layers;

namespace Lstm.Import.Onnx;

/// <summary>Finds what makes one vector of the two directions of a bidirectional layer.</summary>
internal static class MergedDirections
{
    /// <summary>Returns two values as one; null if they are not the two directions of a layer.</summary>
    /// <param name="node">The node that merges them.</param>
    /// <param name="one">A value.</param>
    /// <param name="other">The other value.</param>
    /// <param name="merging">How.</param>
    public static OnnxValue? OfParts(OnnxNode node, SignalValue one, SignalValue other, Merging merging)
    {
        bool isForward = one.OneDirection is { } direction ? direction == 0 : !SeparateDirections.IsBackward(one);
        (SignalValue forward, SignalValue backward) = isForward ? (one, other) : (other, one);
        int features = forward.Axes is { } axes ? Array.FindIndex(axes, static axis => axis.Is(AxisPart.Features)) : -1;
        return features >= 0
            && (forward.WithOther(backward, features) ?? SeparateDirections.Joined(forward, backward, features)) is { } both
            ? Merged(node, both, forward.Axes!, forward.Axes![features].Size, merging)
            : null;
    }

    /// <summary>Merges along the axis of the directions, which becomes one of size 1; null if the axis is another one.</summary>
    /// <param name="node">The node that merges them.</param>
    /// <param name="x">The value.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="merging">How.</param>
    public static OnnxValue? OfAxis(OnnxNode node, SignalValue x, int axis, Merging merging) =>
        x.Axes is { } axes && axes[axis].Is(AxisPart.Directions) && axes.FirstOrDefault(static a => a.Is(AxisPart.Features)) is { } features
            ? Merged(node, x, [.. axes[..axis], Axis.One, .. axes[(axis + 1)..]], features.Size, merging)
            : null;

    private static OnnxValue Merged(OnnxNode node, SignalValue x, Axis[] axes, int size, Merging merging) => x.OnlyOutput is { } reason
        ? new RefusedValue(reason)
        : x.After(new SourceMerge(node.Name, size, merging)) with { Axes = axes };
}
