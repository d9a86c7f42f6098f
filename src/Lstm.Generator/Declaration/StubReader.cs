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
        StackShape? declared = attributes.Recurrent.Count > 0 ? NetworkReader.Read(type, attributes, silent) : null;
        if (declared is null)
        {
            return new LstmModel(LstmDeclarationReader.TypeOf(type), StackShape.Plain(1, 1), Weights: "-", Traced: true);
        }

        CellShape cell = new(declared.Cell.Kind, Valid(declared.Hidden))
        {
            StochasticForget = declared.Cell.StochasticForget && declared.Precision == LstmPrecision.Single,
        };
        StackShape shape = new(Valid(declared.Input), cell)
        {
            Layers = Math.Min(Math.Max(declared.Layers, 1), NetworkShape.MaxLayers),
            Bidirectional = declared.Bidirectional,
            Direction = declared.Direction != Direction.Forward && !declared.Bidirectional ? Direction.Backward : Direction.Forward,
            Head = new DenseChain(Valid(declared.OutputSize), Activation.Linear),
            Precision = declared.Precision,
        };
        string? weights = WeightsReader.Read(type, attributes.Recurrent[0], silent);
        bool traced = TraceReader.Read(type, attributes.Recurrent[0], declared, silent) && shape.IsCausal && shape.Cell.IsLstm;
        return new LstmModel(LstmDeclarationReader.TypeOf(type), shape, weights, traced);
    }

    private static int Valid(int size) => Math.Min(Math.Max(size, 1), NetworkShape.MaxSize);
}
