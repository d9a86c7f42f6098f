using System.Collections.Generic;

namespace Lstm.Import;

/// <summary>One layer of a network.</summary>
/// <param name="Name">The name of the layer in the file.</param>
/// <param name="Kind"><c>LSTM</c>, <c>GRU</c> or <c>Dense</c>.</param>
/// <param name="InputSize">The number of inputs.</param>
/// <param name="OutputSize">The number of outputs; for a bidirectional layer, those of both directions.</param>
/// <param name="Parameters">The number of trained parameters, biases included.</param>
/// <param name="Attribute">The C# attribute that declares this layer alone.</param>
/// <param name="Tensors">The origins of its tensors.</param>
public sealed record LayerDescription(
    string Name, string Kind, int InputSize, int OutputSize, long Parameters, string Attribute, IReadOnlyList<TensorOrigin> Tensors);
