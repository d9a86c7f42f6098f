using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Lstm.Generator.Declaration;
using Lstm.Generator.Emission;
using Lstm.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.Generator;

/// <summary>
/// The generator of the code of every partial class with attributes of recurrent layers. For a class with an error in its declaration it
/// reports the error and generates members that only throw.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class LstmGenerator : IIncrementalGenerator
{
    private readonly EmissionOptions _options;

    /// <summary>Creates the generator that users get.</summary>
    public LstmGenerator()
        : this(EmissionOptions.Default)
    {
    }

    /// <summary>Creates a generator with other options, for tests.</summary>
    internal LstmGenerator(EmissionOptions options) => _options = options;

    /// <summary>The tracking names of the pipeline steps, for tests.</summary>
    internal static class Steps
    {
        public const string Classes = "LstmClasses";
        public const string Models = "LstmModels";
        public const string Stubs = "LstmStubs";
        public const string Faults = "LstmFaults";
        public const string Names = "LstmHintNames";
    }

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // A pipeline for each attribute instead of a joined one: adding or removing a class in one does not change positions in the others.
        IReadOnlyList<Classes> all = [.. NetworkAttributes.Names.Select(attribute => Find(context, attribute))];
        IncrementalValueProvider<HintNames> names = all.Skip(1)
            .Aggregate(all[0].Types, static (types, classes) => types.Combine(classes.Types)
                .Select(static (both, _) => both.Left.AddRange(both.Right)))
            .Select(HintNames.Of)
            .WithTrackingName(Steps.Names);

        foreach (Classes classes in all)
        {
            // The step that adds the name keeps other classes from being emitted again when two names clash.
            context.RegisterSourceOutput(classes.Models.Combine(names).Select(NameModel), AddModel);
            context.RegisterSourceOutput(classes.Stubs.Combine(names).Select(NameStub), AddStub);

            // Only a build needs these: in an editor the analyzer reports the same.
            if (_options.ReportsErrors)
            {
                context.RegisterImplementationSourceOutput(classes.Faults, FaultDiagnostics.Report);
            }
        }
    }

    private static Classes Find(IncrementalGeneratorInitializationContext context, string attribute)
    {
        IncrementalValuesProvider<DeclaredClass> classes = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                NetworkAttributes.MetadataName(attribute),
                IsType,
                (found, cancellation) => ClassReader.Read(found, attribute, cancellation))
            .Where(static found => found is not null)
            .WithTrackingName(Steps.Classes)!;
        return new Classes(
            classes.Select(static (found, _) => (found as AcceptedClass)?.Model)
                .Where(static model => model is not null).WithTrackingName(Steps.Models)!,
            classes.Select(static (found, _) => (found as RefusedClass)?.Stub)
                .Where(static stub => stub is not null).WithTrackingName(Steps.Stubs)!,
            classes.Select(static (found, _) => (found as RefusedClass)?.Faults)
                .Where(static fault => fault is not null).WithTrackingName(Steps.Faults)!);
    }

    private static bool IsType(SyntaxNode node, CancellationToken cancellation) => node is TypeDeclarationSyntax;

    private static (LstmModel Model, string Name) NameModel((LstmModel Model, HintNames Names) item, CancellationToken cancellation) =>
        (item.Model, item.Names.Of(item.Model.Type));

    private static (LstmStub Stub, string Name) NameStub((LstmStub Stub, HintNames Names) item, CancellationToken cancellation) =>
        (item.Stub, item.Names.Of(item.Stub.Model.Type));

    private void AddModel(SourceProductionContext context, (LstmModel Model, string Name) item) =>
        context.AddSource(item.Name, ModelEmitter.Emit(item.Model, _options));

    private void AddStub(SourceProductionContext context, (LstmStub Stub, string Name) item) =>
        context.AddSource(item.Name, StubEmitter.Emit(item.Stub, _options));

    /// <summary>The classes that have one of the attributes.</summary>
    private readonly struct Classes(
        IncrementalValuesProvider<LstmModel> models, IncrementalValuesProvider<LstmStub> stubs, IncrementalValuesProvider<Fault> faults)
    {
        public IncrementalValuesProvider<LstmModel> Models => models;

        public IncrementalValuesProvider<LstmStub> Stubs => stubs;

        public IncrementalValuesProvider<Fault> Faults => faults;

        /// <summary>The types that get a file.</summary>
        public IncrementalValueProvider<ImmutableArray<ModelType>> Types => models.Select(static (model, _) => model.Type).Collect()
            .Combine(stubs.Select(static (stub, _) => stub.Model.Type).Collect())
            .Select(static (types, _) => types.Left.AddRange(types.Right));
    }
}
