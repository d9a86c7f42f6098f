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

    /// <summary>Reports pooling that is not where it can be.</summary>
    public static void CheckPlace(
        INamedTypeSymbol type, IReadOnlyList<LayerDeclaration> layers, NetworkShape network, Findings findings)
    {
        if (layers.Count(static one => one.Layers[0] is PoolShape) > 1)
        {
            // The compiler reports it.
            findings.Suppress();
            return;
        }

        string? wrong = network.FaultOfPool switch
        {
            PoolFault.NotAfterAll => "it must be after all recurrent layers, because the layers after it run once for each sequence",
            PoolFault.NotOnStates => "Pooling.Final takes hidden states, so it must directly follow a recurrent layer",
            PoolFault.BeforeConvolution => "a [Conv1D] after it has no earlier steps to depend on",
            PoolFault.WithResidual => "Residual adds the inputs of each step to its outputs, but there is one output for the sequence",
            _ => null,
        };
        if (wrong is not null)
        {
            AttributeData pool = layers.First(static one => one.Layers[0] is PoolShape).Attribute;
            Location location = NetworkAttributes.LocationOf(pool, type);
            findings.Add(LstmDiagnostics.LayerPlace, location, PoolShape.Name, type.Name, wrong);
        }
    }
}
