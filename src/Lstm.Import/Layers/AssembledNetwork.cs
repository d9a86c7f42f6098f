using System.Collections.Generic;
using Lstm.Shared;

namespace Lstm.Import.Layers;

/// <summary>The network of one generated class and the layers that it consists of.</summary>
/// <param name="Shape">The network.</param>
/// <param name="Weights">The weights.</param>
/// <param name="Stem">The dense layers before the recurrent layers.</param>
/// <param name="Recurrent">The recurrent layers.</param>
/// <param name="Head">The dense layers after the recurrent layers.</param>
internal sealed record AssembledNetwork(
    StackShape Shape,
    LstmWeights Weights,
    IReadOnlyList<SourceDense> Stem,
    IReadOnlyList<SourceRecurrent> Recurrent,
    IReadOnlyList<SourceDense> Head);
