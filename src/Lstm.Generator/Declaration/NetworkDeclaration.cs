using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Declaration;

/// <summary>A network as the attributes of a class declare it, with or without errors.</summary>
/// <param name="Shape">The network.</param>
/// <param name="Layers">The layers of each attribute, in the order of the data.</param>
internal sealed record NetworkDeclaration(NetworkShape Shape, IReadOnlyList<LayerDeclaration> Layers);

/// <summary>The layers that one attribute declares.</summary>
/// <param name="Attribute">The attribute.</param>
/// <param name="Index">The index of its first layer in the network.</param>
/// <param name="Layers">
/// Its layers: one layer without a state, or equal recurrent layers, which the dense layer of <c>Output</c> may follow.
/// </param>
internal sealed record LayerDeclaration(AttributeData Attribute, int Index, LayerList Layers)
{
    /// <summary>The recurrent layers; empty for a layer without a state.</summary>
    public IEnumerable<RecurrentShape> Recurrent => Layers.OfType<RecurrentShape>();

    public bool IsFeedForward => Layers[0] is not RecurrentShape;
}
