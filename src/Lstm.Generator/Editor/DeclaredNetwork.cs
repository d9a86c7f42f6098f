using System.Collections.Generic;
using Lstm.Generator.Declaration;
using Lstm.Shared;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Editor;

/// <summary>The valid network of a class, which may be completed by the generator already.</summary>
/// <param name="Location">The location of its first attribute of recurrent layers.</param>
/// <param name="Attributes">The attributes of all layers, in the order of the data.</param>
/// <param name="Shape">The network.</param>
/// <param name="Weights">The name of the resource with its weights; null for none.</param>
/// <param name="Traced">Whether the class can record traces.</param>
internal sealed record DeclaredNetwork(
    Location Location, IReadOnlyList<DeclaredAttribute> Attributes, NetworkShape Shape, string? Weights, bool Traced)
{
    /// <summary>Returns the network, or null if the class has none or an error in it.</summary>
    public static DeclaredNetwork? Of(INamedTypeSymbol type)
    {
        NetworkAttributes attributes = NetworkAttributes.Of(type);
        if (type.TypeKind != TypeKind.Class || attributes.First is not { } first)
        {
            return null;
        }

        // Not LstmDeclarationReader, which finds no model in a class that the generator has completed: the members collide with themselves.
        Findings findings = new(report: null);
        NetworkDeclaration? declared = NetworkReader.Read(type, attributes, findings);
        string? weights = WeightsReader.Read(type, first, findings);
        bool traced = TraceReader.Read(type, first, declared?.Shape, findings);
        return findings.Any || declared is null || NetworkAttributes.LocationOf(first) is not { } location
            ? null
            : new DeclaredNetwork(location, [.. AttributesOf(declared)], declared.Shape, weights, traced);
    }

    private static IEnumerable<DeclaredAttribute> AttributesOf(NetworkDeclaration declared)
    {
        bool isFirst = true;
        foreach (LayerDeclaration one in declared.Layers)
        {
            NetworkShape alone = new(declared.Shape.Input, one.Layers) { Residual = isFirst && declared.Shape.Residual };
            isFirst &= one.IsFeedForward;
            yield return new DeclaredAttribute(NetworkAttributes.LocationOf(one.Attribute)!, DeclarationText.Of(alone));
        }
    }
}

/// <summary>An attribute of layers.</summary>
/// <param name="Location">Its location.</param>
/// <param name="Text">
/// What it means, in the form of <see cref="DeclarationText"/>. Every attribute of recurrent layers has the network's inputs in it.
/// </param>
internal sealed record DeclaredAttribute(Location Location, string Text);
