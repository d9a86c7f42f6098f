using System.Collections.Generic;

namespace Lstm.Import.StateDict;

/// <summary>The dense layers around the recurrent ones of a state dict.</summary>
/// <param name="Stem">Those before, in the order of the data.</param>
/// <param name="Head">Those after.</param>
/// <param name="Remark">What had to be taken for granted about them, a sentence; null for nothing.</param>
internal sealed record DenseNetwork(IReadOnlyList<DenseCandidate> Stem, IReadOnlyList<DenseCandidate> Head, string? Remark = null);
