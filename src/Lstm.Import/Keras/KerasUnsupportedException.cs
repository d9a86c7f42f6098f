using System;

namespace Lstm.Import.Keras;

/// <summary>
/// The exception for an unsupported layer of Keras. The reader catches it and creates an <see cref="Layers.UnsupportedLayer"/> with its
/// message.
/// </summary>
internal sealed class KerasUnsupportedException(string reason) : Exception(reason);
