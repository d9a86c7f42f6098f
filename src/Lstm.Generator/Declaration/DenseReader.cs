using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Declaration;

/// <summary>Reads the dense layers around the recurrent ones: those whose attributes stand before, and those whose attributes stand after.</summary>
internal static class DenseReader
{
    /// <summary>A chain of layers, each from its attribute; null for none. Where the compiler does not understand an attribute, there is no model.</summary>
    /// <param name="type">The annotated class.</param>
    /// <param name="attributes">The attributes, in order.</param>
    /// <param name="side">Where they stand, for messages: before or after what.</param>
    /// <param name="findings">Receives what is wrong.</param>
    public static DenseShape? Read(INamedTypeSymbol type, IReadOnlyList<AttributeData> attributes, string side, Findings findings)
    {
        if (attributes.Count > NetworkShape.MaxDenseLayers)
        {
            findings.Add(
                LstmDiagnostics.SizeOutOfRange, NetworkAttributes.LocationOf(attributes[NetworkShape.MaxDenseLayers]) ?? ClassRules.LocationOf(type),
                "The number of dense layers " + side, $"'{type.Name}'", 0, NetworkShape.MaxDenseLayers, attributes.Count);
        }

        return DenseShape.Link([.. attributes.Select(attribute => Layer(type, attribute, findings))]);
    }

    private static DenseShape Layer(INamedTypeSymbol type, AttributeData attribute, Findings findings)
    {
        Arguments arguments = new(type, attribute, $"a dense layer of '{type.Name}'", findings);
        if (!arguments.AreBound || arguments.Int("units") is null || arguments.Int("activation") is null)
        {
            findings.Suppress();
            return new DenseShape(1, Activation.Linear);
        }

        return new DenseShape(arguments.Size("units", 1, NetworkShape.MaxSize), arguments.Function("activation", "Alpha", "Beta", Activation.Linear));
    }
}
