using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Layers;

namespace Lstm.Import.TFLite;

/// <summary>Reads operators that make one vector of the vectors of all steps.</summary>
internal static class TFLitePool
{
    private const int Axes = 1;

    /// <summary>Whether this reads an operator.</summary>
    public static bool Reads(int code) => code is TFLiteOperator.Mean or TFLiteOperator.ReduceMax;

    /// <summary>Returns the layer of an operator.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="step">The operator.</param>
    /// <param name="name">The name of the layer.</param>
    /// <param name="input">The tensor that the layer gets.</param>
    /// <param name="timeAxis">The time axis of this tensor; null if it is unknown.</param>
    public static SourceLayer Read(TFLiteGraph graph, TFLiteOperator step, string name, TFLiteTensor input, int? timeAxis)
    {
        int rank = input.Shape.Count;
        IReadOnlyList<int>? axes = graph.Integers(step.Input(Axes));
        return axes is null ? new UnsupportedLayer(name, step.Kind, "its axes are not constants in the file")
            : rank == 3 && timeAxis is { } time && axes.Select(axis => axis < 0 ? axis + rank : axis).SequenceEqual([time])
                ? new SourcePool(name, step.Code == TFLiteOperator.Mean ? Pooling.Mean : Pooling.Max)
            : new UnsupportedLayer(name, step.Kind, "it pools along another axis than that of the steps");
    }
}
