using System.Collections.Generic;

namespace Lstm.Import;

/// <summary>One layer of a network, in the order of the data.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Kind"><c>LSTM</c>, <c>GRU</c> or <c>Dense</c>.</param>
/// <param name="InputSize">Values that it takes in.</param>
/// <param name="OutputSize">Values that it puts out; of a bidirectional layer those of both directions.</param>
/// <param name="Parameters">Numbers that were trained, biases included.</param>
/// <param name="Attribute">The attribute that declares it alone, as C#.</param>
/// <param name="Tensors">Where its tensors came from.</param>
public sealed record LayerDescription(
    string Name, string Kind, int InputSize, int OutputSize, long Parameters, string Attribute, IReadOnlyList<TensorOrigin> Tensors);
