using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Tool.Tracing;

/// <summary>The gates and states of one recurrent layer over a sequence.</summary>
internal sealed record LayerTrace
{
    /// <summary>The name to display: "Layer 0".</summary>
    public required string Name { get; init; }

    /// <summary>The cell of the layer.</summary>
    public required CellShape Cell { get; init; }

    /// <summary>
    /// The gates and the candidate, in the order of the equations, and after them the states, of which the hidden state is last.
    /// </summary>
    public required IReadOnlyList<VectorTrace> Vectors { get; init; }

    /// <summary>The summaries of the units, [units].</summary>
    public required IReadOnlyList<UnitSummary> Units { get; init; }

    /// <summary>The gates and the candidate. A layer without gates has none.</summary>
    public IEnumerable<VectorTrace> Gates => Vectors.Where(static vector => !vector.Vector.IsState);

    /// <summary>Returns empty vectors of a cell in the order of <see cref="Vectors"/>.</summary>
    public static IReadOnlyList<VectorTrace> VectorsOf(CellShape cell, int steps) =>
        [.. TraceVector.Of(cell).OrderBy(static vector => vector.IsState).Select(vector => new VectorTrace(vector, steps))];
}
