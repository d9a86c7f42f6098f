using System.Threading;
using Lstm.Generator.Declaration;
using Lstm.Generator.Emission;
using Lstm.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.Generator;

/// <summary>
/// The generator of the code of every partial class with <c>[Lstm]</c> or <c>[Gru]</c>. It reports nothing: <see cref="LstmAnalyzer"/>
/// reports the diagnostics.
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
        public const string Models = "LstmModels";
        public const string Clashes = "LstmHintNameClashes";
    }

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Two separate pipelines instead of a joined one: adding or removing a model in one does not change positions in the other.
        IncrementalValuesProvider<LstmModel> lstms = Models(context, NetworkAttributes.Lstm);
        IncrementalValuesProvider<LstmModel> grus = Models(context, NetworkAttributes.Gru);

        IncrementalValueProvider<HintNameClashes> clashes = lstms.Collect()
            .Combine(grus.Collect())
            .Select(HintNameClashes.Find)
            .WithTrackingName(Steps.Clashes);

        context.RegisterSourceOutput(lstms.Combine(clashes), AddSource);
        context.RegisterSourceOutput(grus.Combine(clashes), AddSource);
    }

    private static IncrementalValuesProvider<LstmModel> Models(IncrementalGeneratorInitializationContext context, string attribute) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(NetworkAttributes.MetadataName(attribute), IsType, ReadModel)
            .Where(static model => model is not null)
            .WithTrackingName(Steps.Models)!;

    private static bool IsType(SyntaxNode node, CancellationToken cancellation) => node is TypeDeclarationSyntax;

    // A class with both attributes, or with the same attribute twice, is found more than once and has no model.
    private static LstmModel? ReadModel(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        LstmDeclarationReader.Read((INamedTypeSymbol)context.TargetSymbol, report: null);

    private void AddSource(SourceProductionContext context, (LstmModel Model, HintNameClashes Clashes) item) =>
        context.AddSource(item.Clashes.HintNameOf(item.Model.Type), ModelEmitter.Emit(item.Model, _options));
}
