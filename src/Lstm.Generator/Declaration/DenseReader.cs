using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Declaration;

/// <summary>Reads the dense layers before or after the recurrent layers.</summary>
internal static class DenseReader
{
    /// <summary>Returns the chain of layers, one for each attribute; null for none.</summary>
    /// <param name="type">The annotated class.</param>
    /// <param name="attributes">The attributes, in order.</param>
    /// <param name="side">The position of the layers in messages, such as <c>before [Lstm]</c>.</param>
    /// <param name="findings">Receives the errors.</param>
    public static DenseChain? Read(INamedTypeSymbol type, IReadOnlyList<AttributeData> attributes, string side, Findings findings)
    {
        if (attributes.Count > NetworkShape.MaxDenseLayers)
        {
            findings.Add(
                LstmDiagnostics.SizeOutOfRange,
                NetworkAttributes.LocationOf(attributes[NetworkShape.MaxDenseLayers]) ?? ClassRules.LocationOf(type),
                "The number of dense layers " + side,
                $"'{type.Name}'",
                0,
                NetworkShape.MaxDenseLayers,
                attributes.Count);
        }

        return DenseChain.Link([.. attributes.Select(attribute => Layer(type, attribute, findings))]);
    }

    private static DenseChain Layer(INamedTypeSymbol type, AttributeData attribute, Findings findings)
    {
        Arguments arguments = new(type, attribute, $"a dense layer of '{type.Name}'", findings);
        if (!arguments.AreBound || arguments.Int("units") is null || arguments.Int("activation") is null)
        {
            findings.Suppress();
            return new DenseChain(1, Activation.Linear);
        }

        return new DenseChain(
            arguments.Size("units", 1, NetworkShape.MaxSize),
            arguments.Function("activation", "Alpha", "Beta", Activation.Linear));
    }
}
