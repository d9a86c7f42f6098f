using System.Collections.Generic;

namespace Lstm.Tool.Tracing;

/// <summary>What one recurrent layer, or one direction of it, did over a sequence.</summary>
internal sealed record LayerTrace
{
    /// <summary>What a reader knows the layer by: "Layer 0", or "Layer 0, backward".</summary>
    public required string Name { get; init; }

    /// <summary>Units of the layer.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Values of the hidden state: <see cref="HiddenSize"/>, or fewer with a projection.</summary>
    public required int HiddenStateSize { get; init; }

    /// <summary>The input gate, after its activation, [steps, <see cref="HiddenSize"/>].</summary>
    public required float[] InputGate { get; init; }

    /// <summary>The forget gate, after its activation, [steps, <see cref="HiddenSize"/>].</summary>
    public required float[] ForgetGate { get; init; }

    /// <summary>The candidate for the cell state, after its activation, [steps, <see cref="HiddenSize"/>].</summary>
    public required float[] Candidate { get; init; }

    /// <summary>The output gate, after its activation, [steps, <see cref="HiddenSize"/>].</summary>
    public required float[] OutputGate { get; init; }

    /// <summary>The cell state after each step, [steps, <see cref="HiddenSize"/>].</summary>
    public required float[] CellState { get; init; }

    /// <summary>The hidden state after each step, [steps, <see cref="HiddenStateSize"/>].</summary>
    public required float[] HiddenState { get; init; }

    /// <summary>The summary of each unit, <see cref="HiddenSize"/> of them.</summary>
    public required IReadOnlyList<UnitSummary> Units { get; init; }
}
