using System;
using System.Linq;

namespace Lstm.Import.Onnx;

/// <summary>Reads the axes of nodes that reduce them, such as ReduceMean.</summary>
/// <param name="opset">The version of the operators.</param>
/// <param name="valueOf">Returns the value of a name.</param>
internal sealed class ReducedAxes(int opset, Func<string, OnnxValue> valueOf)
{
    // From these versions onwards, the axes are an input.
    private const int AxesAreInputs = 18;
    private const int AxesOfSumAreInputs = 13;

    /// <summary>Whether the axes stay with size 1.</summary>
    public static bool AreKept(OnnxNode node) => node.Int("keepdims", 1) != 0;

    /// <summary>Whether a node reduces the last axis alone and keeps it.</summary>
    public bool IsLastKept(OnnxNode node, int? rank) =>
        AreKept(node) && Given(node) is [var axis] && (axis == -1 || (rank is not null && axis == rank - 1));

    /// <summary>Returns the axes of a tensor that a node reduces; null if they cannot be resolved.</summary>
    public int[]? Of(OnnxNode node, int rank)
    {
        if (Given(node) is not { } given)
        {
            return null;
        }

        if (given.Length == 0)
        {
            return node.Int("noop_with_empty_axes", 0) == 0 ? [.. Enumerable.Range(0, rank)] : [];
        }

        long[] axes = [.. given.Select(axis => axis < 0 ? axis + rank : axis).Where(axis => axis >= 0 && axis < rank).Distinct()];
        return axes.Length == given.Length ? [.. axes.Select(static axis => (int)axis)] : null;
    }

    // Empty if the node has none; null if they cannot be resolved.
    private long[]? Given(OnnxNode node)
    {
        if (opset < (node.Operator == "ReduceSum" ? AxesOfSumAreInputs : AxesAreInputs))
        {
            return node.Ints("axes") ?? [];
        }

        return node.Input(1) is { } name ? (valueOf(name) as ConstantValue<SizeEntry>)?.Numbers() : [];
    }
}
