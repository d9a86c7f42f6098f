using System;
using System.Collections.Generic;
using Lstm.Shared;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Declaration;

/// <summary>Reads the layer that makes one vector of the two directions of a recurrent layer.</summary>
internal static class MergeReader
{
    private const string MergingName = "merging";

    /// <summary>Returns the layer of an attribute, or null if it has no argument.</summary>
    /// <param name="arguments">The arguments of the attribute.</param>
    /// <param name="width">The number of inputs.</param>
    public static MergeShape? Read(Arguments arguments, int width)
    {
        if (arguments.Int(MergingName) is not { } value)
        {
            return null;
        }

        if (!Enum.IsDefined(typeof(Merging), value))
        {
            arguments.Misfit(MergingName, FormattableString.Invariant($"is {value}, which is not a merging"));
            value = (int)Merging.Sum;
        }

        return new MergeShape((Merging)value, width / 2);
    }

    /// <summary>Reports merges that have no two directions to merge.</summary>
    public static void CheckPlaces(
        INamedTypeSymbol type, IReadOnlyList<LayerDeclaration> layers, NetworkShape network, Findings findings)
    {
        foreach (LayerDeclaration declared in layers)
        {
            if (declared.Layers[0] is MergeShape && !network.HasDirections(declared.Index))
            {
                Location location = NetworkAttributes.LocationOf(declared.Attribute, type);
                findings.Add(
                    LstmDiagnostics.LayerPlace, location, MergeShape.Name, type.Name,
                    $"it must directly follow a layer with Bidirectional = true, or [{PoolShape.Name}] after one, whose two directions it "
                    + "merges");
            }
        }
    }
}
