using System;

namespace Lstm.Import.Keras;

/// <summary>What a layer of Keras has and no generated class: the layer becomes an <see cref="Layers.UnsupportedLayer"/> for this reason. It does not leave the reader.</summary>
internal sealed class KerasUnsupportedException(string reason) : Exception(reason);
