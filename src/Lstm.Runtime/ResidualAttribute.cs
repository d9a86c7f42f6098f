using System;

namespace Lstm;

/// <summary>Adds a residual connection to a network: it adds the input of the last layers to their output (He et al., 2016).</summary>
/// <remarks>
/// <para>It can be after any layer. The input and the output of its layers have the same size. Every layer before it counts, also another
/// residual connection, each of several equal layers of one attribute, and the dense layer of <see cref="RecurrentAttribute.Output"/>; but
/// <see cref="PoolAttribute"/> cannot be among them. A connection around all layers adds the inputs of the network.</para>
/// <para>It has no weights. <see cref="RecurrentAttribute.Residual"/> adds the first inputs of the network to its outputs, even if there
/// are more inputs.</para>
/// </remarks>
/// <example>
/// Two blocks, each with a connection around it:
/// <code>
/// [Dense(24)]
/// [Lstm(input: 3, hidden: 24)]
/// [Residual(1)]
/// [LayerNorm]
/// [Dense(24, Activation.Relu)]
/// [Residual(2)]
/// public sealed partial class Filter;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ResidualAttribute : Attribute
{
    /// <summary>Declares a residual connection.</summary>
    /// <param name="layers">The number of layers that it is around, from 1 to the number of layers before it.</param>
    public ResidualAttribute(int layers) => Layers = layers;

    /// <summary>The number of layers that it is around.</summary>
    public int Layers { get; }
}
