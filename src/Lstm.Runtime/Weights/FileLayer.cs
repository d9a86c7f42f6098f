namespace Lstm;

/// <summary>A layer of a model file that was refused.</summary>
/// <param name="Name">The name of the layer in the file.</param>
/// <param name="Kind">The kind of layer.</param>
/// <param name="InputSize">The number of inputs; null if it is unknown.</param>
/// <param name="OutputSize">The number of outputs; null if it is unknown.</param>
/// <param name="Refusal">The reason why it cannot be imported; null if it can.</param>
internal sealed record FileLayer(string Name, string Kind, int? InputSize, int? OutputSize, string? Refusal = null);
