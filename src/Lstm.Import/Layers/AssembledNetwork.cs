using System.Collections.Generic;
using Lstm.Shared;

namespace Lstm.Import.Layers;

/// <summary>The network of one generated class and the layers that it consists of.</summary>
/// <param name="Shape">The network.</param>
/// <param name="Weights">The weights.</param>
/// <param name="Layers">The layers of the file that became those of the network, in the same order.</param>
internal sealed record AssembledNetwork(NetworkShape Shape, LstmWeights Weights, IReadOnlyList<ClassLayer> Layers);
