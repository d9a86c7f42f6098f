using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Declaration;

/// <summary>Reads the layer that turns the vectors of all steps into one.</summary>
internal static class PoolReader
{
    private const string PoolingName = "pooling";

    /// <summary>Returns whether an attribute declares pooling.</summary>
    public static bool IsPool(AttributeData attribute) => NetworkAttributes.NameOf(attribute) == PoolShape.Name;

    /// <summary>Returns the layer of an attribute, or null if the compiler cannot bind the attribute.</summary>
    /// <param name="type">The annotated class.</param>
    /// <param name="attribute">The attribute.</param>
    /// <param name="width">The number of inputs.</param>
    /// <param name="findings">Receives the errors.</param>
    public static PoolShape? Read(INamedTypeSymbol type, AttributeData attribute, int width, Findings findings)
    {
        Arguments arguments = new(type, attribute, $"[{PoolShape.Name}] of '{type.Name}'", findings);
        if (!arguments.AreBound || arguments.Int(PoolingName) is not { } value)
        {
            return null;
        }

        if (!Enum.IsDefined(typeof(Pooling), value))
        {
            arguments.Misfit(PoolingName, FormattableString.Invariant($"is {value}, which is not a pooling"));
            value = (int)Pooling.Last;
        }

        return new PoolShape((Pooling)value, width);
    }

    /// <summary>Reports pooling that is not where it can be: once, after the recurrent layers, without a residual.</summary>
    public static void CheckPlace(
        INamedTypeSymbol type, IReadOnlyList<LayerDeclaration> layers, NetworkShape network, Findings findings)
    {
        int index = layers.ToList().FindIndex(static one => one.Layers[0] is PoolShape);
        if (index < 0)
        {
            return;
        }

        bool isAfterAll = layers.Take(index).Any(static one => !one.IsFeedForward) && layers.Skip(index).All(static one => one.IsFeedForward);
        bool isFinal = layers[index].Layers[0] is PoolShape { Pooling: Pooling.Final };
        string? wrong =
            !isAfterAll ? "it must be after all recurrent layers, because the layers after it run once for each sequence" :
            isFinal && layers[index - 1].Layers[layers[index - 1].Layers.Count - 1] is not RecurrentShape
                ? "Pooling.Final takes hidden states, so it must directly follow a recurrent layer" :
            layers.Skip(index).Any(static one => one.Layers[0] is Conv1DShape)
                ? "a [Conv1D] after it has no earlier steps to depend on" :
            network.Residual ? "Residual adds the inputs of each step to its outputs, but there is one output for the sequence" : null;
        if (wrong is not null)
        {
            Location location = NetworkAttributes.LocationOf(layers[index].Attribute) ?? ClassRules.LocationOf(type);
            findings.Add(LstmDiagnostics.LayerPlace, location, PoolShape.Name, type.Name, wrong);
        }
    }
}
