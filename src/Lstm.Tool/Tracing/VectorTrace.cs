using System;
using Lstm.Shared;

namespace Lstm.Tool.Tracing;

/// <summary>The values of a gate, a candidate or a state of a layer over a sequence.</summary>
/// <param name="Vector">The vector.</param>
/// <param name="Values">The values, [steps, length of the vector].</param>
internal sealed record VectorTrace(TraceVector Vector, float[] Values)
{
    /// <summary>Creates an empty record of a sequence.</summary>
    public VectorTrace(TraceVector vector, int steps)
        : this(vector, new float[steps * vector.Length])
    {
    }

    /// <summary>Its title on the page: "Input gate".</summary>
    public string Title => char.ToUpperInvariant(Vector.Name[0]) + Vector.Name[1..];

    /// <summary>Sets the values of a step.</summary>
    public void Keep(ReadOnlySpan<float> values, int step) => values.CopyTo(Values.AsSpan(step * Vector.Length, Vector.Length));
}
