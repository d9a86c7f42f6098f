namespace Lstm;

/// <summary>The two biases of a layer in one direction.</summary>
/// <param name="Input">The bias of the input weights, [gates·hidden].</param>
/// <param name="Recurrent">The bias of the recurrent weights, [gates·hidden].</param>
internal sealed record TwoBiases(float[] Input, float[] Recurrent);
