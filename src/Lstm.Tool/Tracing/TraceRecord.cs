using System.Collections.Generic;

namespace Lstm.Tool.Tracing;

/// <summary>The trace of a network over a sequence, as <see cref="TracePage"/> shows it.</summary>
internal sealed record TraceRecord
{
    /// <summary>The page's heading.</summary>
    public required string Title { get; init; }

    /// <summary>The network's declaration in C#.</summary>
    public required string Declaration { get; init; }

    /// <summary>The name of the model file.</summary>
    public required string SourceFile { get; init; }

    /// <summary>The number of steps of the sequence, at least 1.</summary>
    public required int Steps { get; init; }

    /// <summary>The number of inputs per step.</summary>
    public required int InputSize { get; init; }

    /// <summary>The number of outputs per step.</summary>
    public required int OutputSize { get; init; }

    /// <summary>The network's inputs, [steps, <see cref="InputSize"/>].</summary>
    public required float[] Inputs { get; init; }

    /// <summary>The network's outputs, [steps, <see cref="OutputSize"/>].</summary>
    public required float[] Outputs { get; init; }

    /// <summary>The recurrent layers, from the input to the output.</summary>
    public required IReadOnlyList<LayerTrace> Layers { get; init; }
}
