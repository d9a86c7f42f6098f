using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Lstm.Generator.Model;
using Lstm.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lstm.Generator.Declaration;

/// <summary>Reads which members a refused class gets nevertheless.</summary>
internal static class StubReader
{
    /// <summary>Returns the stub, or null if a stub would cause more errors than it prevents.</summary>
    public static LstmStub? Read(
        INamedTypeSymbol type, NetworkAttributes attributes, Compilation compilation, CancellationToken cancellation)
    {
        if (!IsUseful(type, compilation, cancellation))
        {
            return null;
        }

        LstmModel model = ModelOf(type, attributes);
        GeneratedMembers members = new(model.Shape, hasDefault: model.Weights is not null, model.Traced);
        List<string> taken = [.. members.Collisions(type).Select(GeneratedMembers.NameOf)];
        if (ClassRules.HasPrimaryConstructor(type) || Construction.Obstacle(type) is not null)
        {
            // A constructor would have to call another one, which may not be known.
            taken.Add(WellKnownMemberNames.InstanceConstructorName);
        }

        LanguageVersion language = ((CSharpParseOptions)type.DeclaringSyntaxReferences[0].SyntaxTree.Options).LanguageVersion;
        IEnumerable<string> names = taken.Distinct().OrderBy(static name => name, StringComparer.Ordinal);
        return new LstmStub(
            model,
            OnlyTypes: type.TypeKind != TypeKind.Class || type.IsStatic,
            Interfaces: language >= LanguageVersion.CSharp11,
            Taken: " " + string.Concat(names.Select(static name => name + " ")));
    }

    /// <summary>
    /// Generated code cannot add to a type that is local to a file. If a type lacks <c>partial</c>, the stub makes the compiler report
    /// that too. This is better than an error for each declaration that uses the types or the sizes of the class, and worse than none.
    /// </summary>
    private static bool IsUseful(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        IReadOnlyList<INamedTypeSymbol> chain = [.. ClassRules.AndContainers(type)];
        return !chain.Any(static type => type.IsFileLocal || type.Name.Length == 0)
            && (chain.All(ClassRules.IsPartial) || DeclaredUses.Any(type, compilation, cancellation));
    }

    /// <summary>
    /// Returns the network as declared, with valid sizes. If it cannot be read, the class gets all members that a class can have.
    /// </summary>
    private static LstmModel ModelOf(INamedTypeSymbol type, NetworkAttributes attributes)
    {
        Findings silent = new(report: null);
        if (attributes.First is not { } first || NetworkReader.Read(type, attributes, silent)?.Shape is not { } declared)
        {
            NetworkShape any = NetworkShape.Stack(1, new RecurrentShape(new CellShape(CellKind.Lstm, 1)));
            return new LstmModel(LstmDeclarationReader.TypeOf(type), any, Weights: "-", Traced: true);
        }

        NetworkShape shape = NetworkOf(declared);
        string? weights = WeightsReader.Read(type, first, silent);
        bool traced = TraceReader.Read(type, first, declared, silent) && shape.IsCausal;
        return new LstmModel(LstmDeclarationReader.TypeOf(type), shape, weights, traced);
    }

    /// <summary>Returns a network with valid sizes that gives a class the same members.</summary>
    private static NetworkShape NetworkOf(NetworkShape declared)
    {
        RecurrentShape Layer(RecurrentShape layer) => new(
            new CellShape(layer.Cell.Kind, Valid(layer.Cell.Hidden, NetworkShape.MaxSize))
            {
                StochasticForget = layer.Cell.StochasticForget && !declared.IsQuantized && declared.Arithmetic == LstmArithmetic.Exact,
            })
        {
            Bidirectional = layer.Bidirectional,
            Direction = layer.IsCausal || layer.Bidirectional ? Direction.Forward : Direction.Backward,
        };
        DenseShape head = new(Valid(declared.Output, NetworkShape.MaxSize), Activation.Linear);
        return new NetworkShape(
            Valid(declared.Input, NetworkShape.MaxInput),
            new LayerList([.. declared.Recurrent.Take(NetworkShape.MaxLayers).Select(Layer), head]))
        {
            Precision = declared.Precision,
            Arithmetic = declared.Arithmetic,
        };
    }

    private static int Valid(int size, int most) => Math.Min(Math.Max(size, 1), most);
}
