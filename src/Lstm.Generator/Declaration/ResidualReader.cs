using System.Collections.Generic;
using Lstm.Shared;
using Microsoft.CodeAnalysis;
using static System.FormattableString;

namespace Lstm.Generator.Declaration;

/// <summary>Reports residual connections that are not where they can be.</summary>
internal static class ResidualReader
{
    /// <summary>The name of the attribute's parameter.</summary>
    public const string Layers = "layers";

    /// <summary>Reports what is wrong with the place of each residual connection.</summary>
    public static void CheckPlaces(
        INamedTypeSymbol type, IReadOnlyList<LayerDeclaration> layers, NetworkShape network, Findings findings)
    {
        foreach (LayerDeclaration declared in layers)
        {
            if (declared.Layers[0] is ResidualShape residual && network.FaultOf(declared.Index, residual) is { } fault)
            {
                Check(type, declared.Attribute, network, declared.Index, residual, fault, findings);
            }
        }
    }

    private static void Check(
        INamedTypeSymbol type, AttributeData attribute, NetworkShape network, int index, ResidualShape residual, ResidualFault fault,
        Findings findings)
    {
        if (fault == ResidualFault.TooFewLayers && index > 0)
        {
            new Arguments(type, attribute, $"[{ResidualShape.Name}] of '{type.Name}'", findings).Size(Layers, 1, index);
            return;
        }

        string last = residual.Layers == 1 ? "the last layer" : Invariant($"the last {residual.Layers} layers");
        string wrong = fault switch
        {
            ResidualFault.TooFewLayers => "it adds the input of the layers before it to their output, and no layer is before it",
            ResidualFault.AcrossPool =>
                $"it adds the input of {last}, which is of each step, but [{PoolShape.Name}] among them leaves one output for the sequence",
            ResidualFault.OfToken => $"it adds the input of {last}, but the number of a token is nothing that could be added to an output",
            _ => Invariant($"it adds the input of {last} to their output, but {network.OutputOf(NetworkShape.SourceOf(index, residual))} ")
                + Invariant($"values cannot be added to {residual.Units}"),
        };
        Location location = NetworkAttributes.LocationOf(attribute, type);
        findings.Add(LstmDiagnostics.LayerPlace, location, ResidualShape.Name, type.Name, wrong);
    }
}
