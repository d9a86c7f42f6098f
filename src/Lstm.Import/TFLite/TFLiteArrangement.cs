using System.Collections.Generic;
using System.Linq;

namespace Lstm.Import.TFLite;

/// <summary>The effect of an operator that only rearranges values.</summary>
/// <param name="TimeAxis">The time axis of the result; null when it is unknown.</param>
internal sealed record TFLiteArrangement(int? TimeAxis)
{
    /// <summary>Whether the operator moves values between steps.</summary>
    public bool ChangesSteps { get; init; }

    /// <summary>Whether the operator selects some of the steps.</summary>
    public bool PicksSteps { get; init; }

    /// <summary>The reason why the operator cannot be imported; null when it can.</summary>
    public string? Refusal { get; init; }

    /// <summary>Returns whether an operator only rearranges values.</summary>
    public static bool Is(int code) => code is
        TFLiteOperator.Reshape
        or TFLiteOperator.Squeeze
        or TFLiteOperator.ExpandDims
        or TFLiteOperator.Transpose
        or TFLiteOperator.StridedSlice
        or TFLiteOperator.Gather
        or TFLiteOperator.Pack
        or TFLiteOperator.Unpack;

    /// <summary>Analyses the effect of an operator on the axes of its input.</summary>
    public static TFLiteArrangement Of(TFLiteGraph graph, TFLiteOperator step, int input, int? timeAxis)
    {
        TFLiteTensor from = graph.Tensor(input);
        TFLiteTensor to = graph.Tensor(step.Outputs[0]);
        bool keepsSteps = from.LastSize > 0 && from.LastSize == to.LastSize;
        bool keepsCount = TFLiteGraph.Product(from.Shape) == TFLiteGraph.Product(to.Shape);
        int? sameAxis = from.Shape.SequenceEqual(to.Shape) ? timeAxis : AfterOneAxis(from.Shape, to.Shape, timeAxis);
        if (step.Code == TFLiteOperator.Transpose)
        {
            return Transposed(graph.Integers(step.Input(1)), from.Shape.Count, timeAxis);
        }

        if (step.Code is TFLiteOperator.StridedSlice or TFLiteOperator.Gather)
        {
            // If another axis has the same size, the operator may slice the last axis.
            bool isUnclear = !keepsCount && from.Shape.Take(from.Shape.Count - 1).Contains(from.LastSize);
            return isUnclear
                ? new TFLiteArrangement(sameAxis) { Refusal = "it selects a part of a tensor with several axes of the same size" }
                : !keepsSteps && !keepsCount
                ? new TFLiteArrangement(sameAxis) { Refusal = "it selects some of the values of a step" }
                : Picked(graph, step) with { ChangesSteps = !keepsSteps, PicksSteps = !keepsCount };
        }

        return keepsSteps || keepsCount
            ? new TFLiteArrangement(sameAxis) { ChangesSteps = !keepsSteps }
            : new TFLiteArrangement(sameAxis) { Refusal = "it changes the number of values" };
    }

    // An axis of size 1 more, or one less, moves the time axis. If it may be any of several, all of them must move it alike.
    private static int? AfterOneAxis(IReadOnlyList<int> from, IReadOnlyList<int> to, int? timeAxis)
    {
        bool isMore = to.Count == from.Count + 1;
        if (timeAxis is not { } time || !(isMore || from.Count == to.Count + 1))
        {
            return null;
        }

        (IReadOnlyList<int> longer, IReadOnlyList<int> shorter) = isMore ? (to, from) : (from, to);
        int[] moved =
        [
            .. Enumerable.Range(0, longer.Count)
                .Where(axis => longer[axis] == 1 && longer.Where((_, index) => index != axis).SequenceEqual(shorter))
                .Where(axis => isMore || axis != time)
                .Select(axis => isMore ? time + (axis <= time ? 1 : 0) : time - (axis < time ? 1 : 0))
                .Distinct(),
        ];
        return moved is [var only] ? only : null;
    }

    private static TFLiteArrangement Transposed(IReadOnlyList<int>? order, int rank, int? timeAxis)
    {
        if (order is null || !order.Order().SequenceEqual(Enumerable.Range(0, rank)))
        {
            return new TFLiteArrangement(timeAxis) { Refusal = "its order of the axes is not a constant in the file" };
        }

        int? axis = timeAxis is { } time && time < rank ? order.ToList().IndexOf(time) : null;
        return new TFLiteArrangement(axis) { ChangesSteps = rank > 0 && order[^1] != rank - 1 };
    }

    private static TFLiteArrangement Picked(TFLiteGraph graph, TFLiteOperator step)
    {
        var result = new TFLiteArrangement((int?)null);
        if (step.Code == TFLiteOperator.Gather)
        {
            return graph.Integers(step.Input(1)) is { Count: 1 }
                ? result
                : result with { Refusal = "it may change the order of the steps" };
        }

        return graph.Integers(step.Input(3)) is { } strides && strides.All(static stride => stride == 1)
            ? result
            : result with { Refusal = "it changes the order of the steps or skips some" };
    }
}
