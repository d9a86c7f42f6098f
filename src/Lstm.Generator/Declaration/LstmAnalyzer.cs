using System.Collections.Generic;
using System.Collections.Immutable;
using Lstm.Generator.Editor;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lstm.Generator.Declaration;

/// <summary>
/// The analyzer that reports errors in the declaration of a class with attributes of layers. It uses the same reader as the generator.
/// </summary>
/// <remarks>
/// Editors run it. A build does so only without errors, when nothing is left but warnings: the compiler stops before it runs analyzers if
/// the generator has reported an error.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LstmAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => LstmDiagnostics.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // Generated files are not analysed: members that the generator has added must not collide with themselves.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            IReadOnlyCollection<string>? resources = EmbeddedResources.Of(start.Options.AnalyzerConfigOptionsProvider.GlobalOptions);
            bool isBrowser = BrowserArithmetic.IsBrowser(start.Options.AnalyzerConfigOptionsProvider.GlobalOptions);
            start.RegisterSymbolAction(context => Analyze(context, resources, isBrowser), SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, IReadOnlyCollection<string>? resources, bool isBrowser)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        LocalDiagnostics.Report(type, context.ReportDiagnostic);
        StateSerialization.Check(type, context.ReportDiagnostic);
        if (resources is not null)
        {
            WeightsReader.CheckResource(type, resources, context.ReportDiagnostic);
        }

        if (isBrowser)
        {
            BrowserArithmetic.Check(type, context.ReportDiagnostic);
        }
    }
}
