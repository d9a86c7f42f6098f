using System;

namespace Lstm;

/// <summary>
/// Adds a layer normalisation to a network, y = gamma·(x - mean x) / sqrt(var x + epsilon) + beta over the values of each step (Ba et al.,
/// 2016).
/// </summary>
/// <remarks>
/// It can be anywhere in the list of layers, with the number of outputs of the layer before it. Its weights are
/// <see cref="LayerNormWeights"/>, as in torch.nn.LayerNorm. The normalisation within a cell is <see cref="LstmAttribute.LayerNorm"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LayerNormAttribute : Attribute
{
    /// <summary>The number that is added to the variance, above 0. The default is that of PyTorch; Keras has 0.001.</summary>
    public float Epsilon { get; set; } = 1e-5f;
}
