using System.Collections.Generic;

namespace Lstm.Import.StateDict;

/// <summary>The layers without a state of a state dict before and after its recurrent layers.</summary>
/// <param name="Stem">The layers before the recurrent layers, in the order of the data.</param>
/// <param name="Head">The layers after the recurrent layers, in the order of the data.</param>
/// <param name="Remark">An assumption made about them, one sentence; null for none.</param>
internal sealed record FeedForwardNetwork(
    IReadOnlyList<FeedForwardPiece> Stem, IReadOnlyList<FeedForwardPiece> Head, string? Remark = null);
