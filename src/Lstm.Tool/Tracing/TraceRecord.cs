using System.Collections.Generic;

namespace Lstm.Tool.Tracing;

/// <summary>What a network did over a sequence: all that <see cref="TracePage"/> shows.</summary>
internal sealed record TraceRecord
{
    /// <summary>The page's heading.</summary>
    public required string Title { get; init; }

    /// <summary>The network's declaration, as it stands in C#.</summary>
    public required string Declaration { get; init; }

    /// <summary>The name of the file that the weights are from.</summary>
    public required string SourceFile { get; init; }

    /// <summary>Steps of the sequence, one at least.</summary>
    public required int Steps { get; init; }

    /// <summary>Values that the network takes in at a step.</summary>
    public required int InputSize { get; init; }

    /// <summary>Values that the network puts out at a step.</summary>
    public required int OutputSize { get; init; }

    /// <summary>The network's inputs, [steps, <see cref="InputSize"/>].</summary>
    public required float[] Inputs { get; init; }

    /// <summary>The network's outputs, [steps, <see cref="OutputSize"/>].</summary>
    public required float[] Outputs { get; init; }

    /// <summary>The recurrent layers, the lowest first.</summary>
    public required IReadOnlyList<LayerTrace> Layers { get; init; }
}
