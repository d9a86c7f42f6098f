using System.Collections.Generic;
using System.Linq;

namespace Lstm.Import.TFLite;

/// <summary>What an operator does that computes nothing, but arranges values.</summary>
/// <param name="TimeAxis">The axis of the result that is time, as far as it is known.</param>
internal sealed record TFLiteArrangement(int? TimeAxis)
{
    /// <summary>Whether the values of a step are not those of a step before.</summary>
    public bool ChangesSteps { get; init; }

    /// <summary>Whether only some steps go on.</summary>
    public bool PicksSteps { get; init; }

    /// <summary>Why it cannot be imported, or null.</summary>
    public string? Refusal { get; init; }

    /// <summary>Whether an operator is of this kind.</summary>
    public static bool Is(int code) => code is
        TFLiteOperator.Reshape or TFLiteOperator.Squeeze or TFLiteOperator.ExpandDims or TFLiteOperator.Transpose or TFLiteOperator.StridedSlice
        or TFLiteOperator.Gather or TFLiteOperator.Pack or TFLiteOperator.Unpack;

    /// <summary>What an operator does with the axes of its input.</summary>
    public static TFLiteArrangement Of(TFLiteGraph graph, TFLiteOperator step, int input, int? timeAxis)
    {
        TFLiteTensor from = graph.Tensor(input);
        TFLiteTensor to = graph.Tensor(step.Outputs[0]);
        bool keepsSteps = from.LastSize > 0 && from.LastSize == to.LastSize;
        bool keepsCount = TFLiteGraph.Product(from.Shape) == TFLiteGraph.Product(to.Shape);
        int? sameAxis = from.Shape.SequenceEqual(to.Shape) ? timeAxis : null;
        if (step.Code == TFLiteOperator.Transpose)
        {
            return Transposed(graph.Integers(step.Input(1)), from.Shape.Count, timeAxis);
        }

        if (step.Code is TFLiteOperator.StridedSlice or TFLiteOperator.Gather)
        {
            // With two axes of one size the last one may be what is cut.
            bool isUnclear = !keepsCount && from.Shape.Take(from.Shape.Count - 1).Contains(from.LastSize);
            return isUnclear ? new TFLiteArrangement(sameAxis) { Refusal = "it takes a part of a tensor with several axes of one size" }
                : !keepsSteps && !keepsCount
                ? new TFLiteArrangement(sameAxis) { Refusal = "it takes some of the values of a step" }
                : Picked(graph, step) with { ChangesSteps = !keepsSteps, PicksSteps = !keepsCount };
        }

        return keepsSteps || keepsCount
            ? new TFLiteArrangement(sameAxis) { ChangesSteps = !keepsSteps }
            : new TFLiteArrangement(sameAxis) { Refusal = "it gives the values another number" };
    }

    private static TFLiteArrangement Transposed(IReadOnlyList<int>? order, int rank, int? timeAxis)
    {
        if (order is null || !order.Order().SequenceEqual(Enumerable.Range(0, rank)))
        {
            return new TFLiteArrangement(timeAxis) { Refusal = "its order of the axes is not stored" };
        }

        int? axis = timeAxis is { } time && time < rank ? order.ToList().IndexOf(time) : null;
        return new TFLiteArrangement(axis) { ChangesSteps = rank > 0 && order[^1] != rank - 1 };
    }

    private static TFLiteArrangement Picked(TFLiteGraph graph, TFLiteOperator step)
    {
        var result = new TFLiteArrangement((int?)null);
        if (step.Code == TFLiteOperator.Gather)
        {
            return graph.Integers(step.Input(1)) is { Count: 1 } ? result : result with { Refusal = "it may take the steps in another order" };
        }

        return graph.Integers(step.Input(3)) is { } strides && strides.All(static stride => stride == 1)
            ? result
            : result with { Refusal = "it takes the steps in another order or leaves some out" };
    }
}
