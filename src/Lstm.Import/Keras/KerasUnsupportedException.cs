using System;

namespace Lstm.Import;

/// <summary>What a layer of Keras has and no generated class: the layer becomes an <see cref="UnsupportedLayer"/> for this reason. It does not leave the reader.</summary>
internal sealed class KerasUnsupportedException(string reason) : Exception(reason);
