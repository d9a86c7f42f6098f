using System.Collections.Generic;

namespace Lstm.Tool.Tracing;

/// <summary>The gates and states of one recurrent layer, or of one direction of it, over a sequence.</summary>
internal sealed record LayerTrace
{
    /// <summary>The name to display: "Layer 0" or "Layer 0, backward".</summary>
    public required string Name { get; init; }

    /// <summary>The number of units of the layer.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>The size of the hidden state: <see cref="HiddenSize"/>, or less with a projection.</summary>
    public required int HiddenStateSize { get; init; }

    /// <summary>The activated input gate, [steps, <see cref="HiddenSize"/>].</summary>
    public required float[] InputGate { get; init; }

    /// <summary>The activated forget gate, [steps, <see cref="HiddenSize"/>].</summary>
    public required float[] ForgetGate { get; init; }

    /// <summary>The activated candidate for the cell state, [steps, <see cref="HiddenSize"/>].</summary>
    public required float[] Candidate { get; init; }

    /// <summary>The activated output gate, [steps, <see cref="HiddenSize"/>].</summary>
    public required float[] OutputGate { get; init; }

    /// <summary>The cell state after each step, [steps, <see cref="HiddenSize"/>].</summary>
    public required float[] CellState { get; init; }

    /// <summary>The hidden state after each step, [steps, <see cref="HiddenStateSize"/>].</summary>
    public required float[] HiddenState { get; init; }

    /// <summary>The summaries of the units, [<see cref="HiddenSize"/>].</summary>
    public required IReadOnlyList<UnitSummary> Units { get; init; }
}
