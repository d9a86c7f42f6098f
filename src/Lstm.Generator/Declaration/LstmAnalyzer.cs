using System.Collections.Generic;
using System.Collections.Immutable;
using Lstm.Generator.Editor;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lstm.Generator.Declaration;

/// <summary>
/// The analyzer that reports errors in the declaration of a class with <c>[Lstm]</c>, <c>[Gru]</c> or <c>[Dense]</c>. It uses the same
/// reader as the generator.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LstmAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        LstmDiagnostics.NotPartial,
        LstmDiagnostics.ContainerNotPartial,
        LstmDiagnostics.StaticOrAbstract,
        LstmDiagnostics.Record,
        LstmDiagnostics.Generic,
        LstmDiagnostics.SizeOutOfRange,
        LstmDiagnostics.MemberCollides,
        LstmDiagnostics.Twice,
        LstmDiagnostics.BadActivation,
        LstmDiagnostics.FileLocal,
        LstmDiagnostics.OldLanguage,
        LstmDiagnostics.PrimaryConstructor,
        LstmDiagnostics.NotConstructible,
        LstmDiagnostics.DoNotGoTogether,
        LstmDiagnostics.BadNumber,
        LstmDiagnostics.ChainInParts,
        LstmDiagnostics.DenseAlone,
        LstmDiagnostics.LstmAndGru,
        LstmDiagnostics.NoResourceName,
        LstmDiagnostics.ResourceNotFound,
        LstmDiagnostics.BadPrecision,
        LstmDiagnostics.StateUnseen,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // Generated files are not analysed: members that the generator has added must not collide with themselves.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            IReadOnlyCollection<string>? resources = EmbeddedResources.Of(start.Options.AnalyzerConfigOptionsProvider.GlobalOptions);
            start.RegisterSymbolAction(context => Analyze(context, resources), SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, IReadOnlyCollection<string>? resources)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        LocalDiagnostics.Report(type, context.ReportDiagnostic);
        StateSerialization.Check(type, context.ReportDiagnostic);
        if (resources is not null)
        {
            WeightsReader.CheckResource(type, resources, context.ReportDiagnostic);
        }
    }
}
