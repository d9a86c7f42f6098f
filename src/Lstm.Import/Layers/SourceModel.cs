using System;
using System.Collections.Generic;

namespace Lstm.Import.Layers;

/// <summary>The result of a reader. It no longer depends on the format; whether one class supports the network is checked later.</summary>
/// <param name="Format">The format.</param>
/// <param name="FormatDetail">The name of the format, with the version of the software that wrote the file if the file contains it.</param>
/// <param name="Layers">All layers, in the order of the data.</param>
internal sealed record SourceModel(ModelFormat Format, string FormatDetail, IReadOnlyList<SourceLayer> Layers)
{
    /// <summary>Whether the file stores the order of the layers. Otherwise the options can name them in their order.</summary>
    public bool HasOrder { get; init; } = true;

    /// <summary>Whether the network's first inputs are added to its outputs.</summary>
    public bool Residual { get; init; }

    /// <summary>The self-test of the whole network, or null.</summary>
    public LstmSelfTest? SelfTest { get; init; }

    /// <summary>The processing of the signal outside the network, as described in the file.</summary>
    public Preprocessing Preprocessing { get; init; } = Preprocessing.None;

    /// <summary>Notes for the user of the network.</summary>
    public IReadOnlyList<SourceNote> Notes { get; init; } = [];

    /// <summary>The reason to suspect a mistake in the file or in its import, in sentences; null if there is none.</summary>
    public Lazy<string>? Doubt { get; init; }
}
