using System;
using System.Linq;

namespace Lstm.Import.Onnx;

/// <summary>Resolves Pad nodes that put zeros before the first step or after the last one, as a convolution needs them.</summary>
/// <param name="opset">The version of the operators.</param>
/// <param name="ids">The ids of axes.</param>
/// <param name="valueOf">Returns the value of a name.</param>
internal sealed class PadNodes(int opset, AxisIds ids, Func<string, OnnxValue> valueOf)
{
    // From these versions onwards, the sizes are an input, and so are the axes.
    private const int SizesAreInputs = 11;
    private const int AxesAreInputs = 18;

    /// <summary>Returns the value after a node; null for another operator.</summary>
    public OnnxValue? Result(OnnxNode node) => node.Operator == "Pad" ? Padded(node) : null;

    private OnnxValue Padded(OnnxNode node)
    {
        if (valueOf(node.Input(0) ?? throw node.Error("an input", "none")) is not SignalValue x)
        {
            return new RefusedValue("it pads a value that is not followed");
        }

        if (SizesOf(node, x.Rank) is not { } sizes)
        {
            return new RefusedValue("the sizes of its padding cannot be resolved");
        }

        int rank = sizes.Length / 2;
        x = x with { Axes = x.Axes ?? ids.Fresh(rank) };
        int[] padded = [.. Enumerable.Range(0, rank).Where(axis => sizes[axis] != 0 || sizes[axis + rank] != 0)];
        return padded switch
        {
            [] => x,
            [var axis] => AlongAxis(node, x, axis, sizes[axis], sizes[axis + rank]),
            _ => new RefusedValue("it pads several axes"),
        };
    }

    // A negative size is a cut.
    private OnnxValue AlongAxis(OnnxNode node, SignalValue x, int axis, long before, long after)
    {
        OnnxValue cut = x.Sliced(node.Name, axis, Math.Max(0, -before), after < 0 ? after : long.MaxValue, 1);
        if (cut is not SignalValue { Axes: { } axes } left || (before <= 0 && after <= 0))
        {
            return cut;
        }

        string? reason = left.OnlyOutput
            ?? ((node.Text("mode") ?? "constant") is not "constant" and var mode
                ? $"it pads with values of its input (mode {mode}), not zeros"
            : !PadsZeros(node) ? "it pads with another value than zero"
            : left.Extra is not null ? "it pads what a convolution computes from padding"
            : left.TimeAt(axis) is null ? "it pads an axis that is not the time axis"
            : before > ExtraSteps.Most || after > ExtraSteps.Most ? "its padding is too long"
            : null);
        if (reason is not null)
        {
            return new RefusedValue(reason);
        }

        return left.With(new ExtraSteps(axes[axis].Parts[0].Id, (int)Math.Max(0, before), (int)Math.Max(0, after)));
    }

    private bool PadsZeros(OnnxNode node) => opset < SizesAreInputs ? (node.Float("value") ?? 0) == 0
        : node.Input(2) is not { } name
            || valueOf(name) is ConstantValue<float> { IsStretched: false, Array: { Count: 1, Values: [0] } } or UniformValue { Value: 0 };

    // Two sizes for each axis of the value: all at the start, then all at the end.
    private long[]? SizesOf(OnnxNode node, int? rank)
    {
        long[]? sizes = opset < SizesAreInputs ? node.Ints("pads") ?? node.Ints("paddings") : Numbers(node, 1);
        long[]? axes = opset >= AxesAreInputs && node.Input(3) is not null ? Numbers(node, 3) ?? [] : null;
        if (sizes is null || sizes.Length == 0 || sizes.Length % 2 != 0
            || Array.Exists(sizes, static size => size is > int.MaxValue or < int.MinValue))
        {
            return null;
        }

        if (axes is null)
        {
            return sizes.Length <= 2 * OnnxTensors.MaxRank && (rank is null || sizes.Length == 2 * rank) ? sizes : null;
        }

        if (rank is null || axes.Length != sizes.Length / 2 || AxisNumbers.Normalised(AxisNumbers.Bounded(axes), rank.Value) is null)
        {
            return null;
        }

        long[] all = new long[2 * rank.Value];
        for (int index = 0; index < axes.Length; index++)
        {
            int axis = (int)(axes[index] < 0 ? axes[index] + rank.Value : axes[index]);
            all[axis] = sizes[index];
            all[axis + rank.Value] = sizes[index + axes.Length];
        }

        return all;
    }

    private long[]? Numbers(OnnxNode node, int index) =>
        node.Input(index) is { } name ? (valueOf(name) as ConstantValue<SizeEntry>)?.Numbers() : null;
}
