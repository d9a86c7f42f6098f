using System.Threading;
using Lstm.Generator.Declaration;
using Lstm.Generator.Emission;
using Lstm.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.Generator;

/// <summary>Writes the body of every partial class annotated with <c>[Lstm]</c>. Wiring only; silent: <see cref="LstmAnalyzer"/> speaks.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class LstmGenerator : IIncrementalGenerator
{
    /// <summary>Tracking names of the pipeline's steps, for tests.</summary>
    internal static class Steps
    {
        public const string Models = "LstmModels";
        public const string Clashes = "LstmHintNameClashes";
    }

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<LstmModel> models = context.SyntaxProvider
            .ForAttributeWithMetadataName(LstmDeclarationReader.AttributeName, IsType, ReadModel)
            .Where(static model => model is not null)
            .WithTrackingName(Steps.Models)!;

        IncrementalValueProvider<HintNameClashes> clashes = models
            .Collect()
            .Select(HintNameClashes.Find)
            .WithTrackingName(Steps.Clashes);

        context.RegisterSourceOutput(models.Combine(clashes), AddSource);
    }

    private static bool IsType(SyntaxNode node, CancellationToken cancellation) => node is TypeDeclarationSyntax;

    private static LstmModel? ReadModel(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        LstmDeclarationReader.Read((INamedTypeSymbol)context.TargetSymbol, context.Attributes[0], report: null);

    private static void AddSource(SourceProductionContext context, (LstmModel Model, HintNameClashes Clashes) item) =>
        context.AddSource(item.Clashes.HintNameOf(item.Model.Type), ModelEmitter.Emit(item.Model));
}
