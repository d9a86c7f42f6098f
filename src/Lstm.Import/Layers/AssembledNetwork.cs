using System.Collections.Generic;
using Lstm.Shared;

namespace Lstm.Import.Layers;

/// <summary>What one generated class holds, and the layers that it was put together from.</summary>
/// <param name="Shape">The network.</param>
/// <param name="Weights">Its weights.</param>
/// <param name="Stem">The dense layers before the recurrent ones.</param>
/// <param name="Recurrent">The recurrent layers.</param>
/// <param name="Head">The dense layers after them.</param>
internal sealed record AssembledNetwork(
    NetworkShape Shape, LstmWeights Weights, IReadOnlyList<DenseLayer> Stem, IReadOnlyList<RecurrentLayer> Recurrent, IReadOnlyList<DenseLayer> Head);
