using System.Collections.Generic;

namespace Lstm.Shared;

/// <summary>A residual connection: it adds the input of the last layers to their output (He et al., 2016).</summary>
/// <param name="Layers">The number of layers that it is around.</param>
/// <param name="Units">The number of inputs and outputs.</param>
internal sealed record ResidualShape(int Layers, int Units) : FeedForwardShape(Units)
{
    /// <summary>The name of the attribute.</summary>
    public const string Name = "Residual";

    public override string Attribute => Name;

    public override IReadOnlyList<LayerTensor> Tensors => [];
}
