using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Declaration;
using Lstm.Shared;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Editor;

/// <summary>The valid network of a class, which may be completed by the generator already.</summary>
/// <param name="Location">The location of its <c>[Lstm]</c> or <c>[Gru]</c>.</param>
/// <param name="Dense">The location of each <c>[Dense]</c>.</param>
/// <param name="Shape">The network.</param>
/// <param name="Weights">The name of the resource with its weights; null for none.</param>
/// <param name="Traced">Whether the class can record traces.</param>
internal sealed record DeclaredNetwork(
    Location Location, IReadOnlyList<Location> Dense, StackShape Shape, string? Weights, bool Traced)
{
    /// <summary>Returns the network, or null if the class has none or an error in it.</summary>
    public static DeclaredNetwork? Of(INamedTypeSymbol type)
    {
        NetworkAttributes attributes = NetworkAttributes.Of(type);
        if (type.TypeKind != TypeKind.Class || attributes.Recurrent.Count != 1)
        {
            return null;
        }

        // Not LstmDeclarationReader, which finds no model in a class that the generator has completed: the members collide with themselves.
        Findings findings = new(report: null);
        AttributeData recurrent = attributes.Recurrent.Single();
        StackShape? shape = NetworkReader.Read(type, attributes, findings);
        string? weights = WeightsReader.Read(type, recurrent, findings);
        bool traced = TraceReader.Read(type, recurrent, shape, findings);
        IEnumerable<Location?> dense = attributes.Dense.Select(NetworkAttributes.LocationOf);
        return findings.Any || shape is null || NetworkAttributes.LocationOf(recurrent) is not { } location
            ? null
            : new DeclaredNetwork(location, [.. dense.OfType<Location>()], shape, weights, traced);
    }
}
