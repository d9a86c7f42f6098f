using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Declaration;

/// <summary>Reads dense layers.</summary>
internal static class DenseReader
{
    /// <summary>Returns the layer of an attribute, or null if the compiler cannot bind the attribute.</summary>
    public static DenseShape? Read(INamedTypeSymbol type, AttributeData attribute, Findings findings)
    {
        Arguments arguments = new(type, attribute, $"a dense layer of '{type.Name}'", findings);
        return !arguments.AreBound || arguments.Int("units") is null || arguments.Int("activation") is null
            ? null
            : new DenseShape(
                arguments.Size("units", 1, NetworkShape.MaxSize),
                arguments.Function("activation", "Alpha", "Beta", Activation.Linear));
    }

    /// <summary>Reports each row of more dense layers than a network may have.</summary>
    public static void CheckRows(INamedTypeSymbol type, NetworkAttributes attributes, Findings findings)
    {
        List<AttributeData> row = [];
        AttributeData? before = null;
        foreach (AttributeData? attribute in attributes.Layers.Append(null))
        {
            if (attribute is not null && !NetworkAttributes.IsRecurrent(attribute))
            {
                row.Add(attribute);
                continue;
            }

            if (row.Count > NetworkShape.MaxDenseLayers)
            {
                findings.Add(
                    LstmDiagnostics.SizeOutOfRange,
                    NetworkAttributes.LocationOf(row[NetworkShape.MaxDenseLayers]) ?? ClassRules.LocationOf(type),
                    $"The number of dense layers {PlaceOf(before, attribute)}",
                    $"'{type.Name}'",
                    0,
                    NetworkShape.MaxDenseLayers,
                    row.Count);
            }

            row.Clear();
            before = attribute;
        }
    }

    /// <summary>Returns where a row of dense layers is, between attributes of recurrent layers.</summary>
    private static string PlaceOf(AttributeData? before, AttributeData? after)
    {
        static string Name(AttributeData attribute) => $"[{NetworkAttributes.NameOf(attribute)}]";
        return before is null ? $"before {Name(after!)}"
            : after is null ? $"after {Name(before)}"
            : $"between {Name(before)} and {Name(after)}";
    }
}
