using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Lstm.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Declaration;

/// <summary>Reads what the generator needs of an annotated class: its network, or its errors and its stub.</summary>
internal static class ClassReader
{
    /// <summary>Returns what was read, or null if the class is read where another of its attributes is found.</summary>
    /// <param name="found">A declaration with the attribute.</param>
    /// <param name="attribute">The short name of the attribute.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public static DeclaredClass? Read(GeneratorAttributeSyntaxContext found, string attribute, CancellationToken cancellation)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)found.TargetSymbol;
        NetworkAttributes attributes = NetworkAttributes.Of(type);
        AttributeData? first = attributes.First ?? attributes.Layers.FirstOrDefault();
        if (first is null
            || NetworkAttributes.NameOf(first) != attribute
            || NetworkAttributes.DeclarationOf(first) != found.TargetNode)
        {
            return null;
        }

        List<Diagnostic> diagnostics = [];
        if (LstmDeclarationReader.Read(type, diagnostics.Add) is { } model)
        {
            return new AcceptedClass(model);
        }

        LstmStub? stub = StubReader.Read(type, attributes, found.SemanticModel.Compilation, cancellation);
        return new RefusedClass(stub, FaultDiagnostics.Of(diagnostics));
    }
}
