using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Tool.Tracing;

/// <summary>A recorder of one layer's gates and states in each step of a sequence.</summary>
/// <param name="place">The layer. The network is causal, so each layer has one cell.</param>
/// <param name="steps">The number of steps of the sequence.</param>
internal sealed class LayerRecorder(CellPlace place, int steps)
{
    private readonly IReadOnlyList<VectorTrace> _vectors = LayerTrace.VectorsOf(place.Shape, steps);

    /// <summary>Copies the gates and states of a step.</summary>
    /// <param name="trace">The trace of the step.</param>
    /// <param name="step">The step, from 0.</param>
    public void Keep<TTrace>(ref TTrace trace, int step)
        where TTrace : unmanaged, ILstmTrace
    {
        foreach (VectorTrace vector in _vectors)
        {
            vector.Keep(trace.Vector(vector.Vector.Letter, place.Number), step);
        }
    }

    /// <summary>Returns the recorded steps.</summary>
    /// <param name="summary">The statistics of all gates.</param>
    public LayerTrace ToTrace(TraceSummary summary) => new()
    {
        Name = FormattableString.Invariant($"Layer {place.Number}"),
        Cell = place.Shape,
        Vectors = _vectors,
        Units = [.. Enumerable.Range(0, place.Shape.Hidden).Select(unit => new UnitSummary(Summaries(summary, unit)))],
    };

    private IEnumerable<KeyValuePair<string, GateSummary>> Summaries(TraceSummary summary, int unit) =>
        from vector in _vectors
        where !vector.Vector.IsState
        let letter = vector.Vector.Letter
        select KeyValuePair.Create(
            vector.Vector.Key,
            new GateSummary(
                summary.Mean(letter, place.Number, unit),
                summary.LeftSaturated(letter, place.Number, unit),
                summary.RightSaturated(letter, place.Number, unit)));
}
