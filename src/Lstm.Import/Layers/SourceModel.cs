using System.Collections.Generic;

namespace Lstm.Import.Layers;

/// <summary>What a reader makes of a file: the quirks of its format are over, and what a class can hold is not yet asked.</summary>
/// <param name="Format">The format.</param>
/// <param name="FormatDetail">The format in words, with the version that wrote the file where it says so.</param>
/// <param name="Layers">All layers, in the order of the data.</param>
internal sealed record SourceModel(ModelFormat Format, string FormatDetail, IReadOnlyList<SourceLayer> Layers)
{
    /// <summary>Whether the network's first inputs are added to its outputs.</summary>
    public bool Residual { get; init; }

    /// <summary>What proves the whole network, or null.</summary>
    public LstmSelfTest? SelfTest { get; init; }

    /// <summary>What the file says about the signal around the network.</summary>
    public Preprocessing Preprocessing { get; init; } = Preprocessing.None;

    /// <summary>What somebody who uses the network has to know, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
