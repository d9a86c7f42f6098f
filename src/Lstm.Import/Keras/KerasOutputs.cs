using System.Collections.Generic;
using Lstm.Import.Layers;

namespace Lstm.Import.Keras;

/// <summary>What a layer of a model became.</summary>
/// <param name="Layers">The layers, in the order of the data; none if the layer has no effect.</param>
/// <param name="After">The data that the layer returns.</param>
internal sealed record KerasOutputs(IReadOnlyList<SourceLayer> Layers, KerasSignal After);
