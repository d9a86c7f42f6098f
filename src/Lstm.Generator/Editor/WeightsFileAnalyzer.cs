using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Security;
using Lstm.Generator.Declaration;
using Lstm.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lstm.Generator.Editor;

/// <summary>The analyzer that compares a declaration with the weights file that it names.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WeightsFileAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [EditorDiagnostics.OtherNetwork, EditorDiagnostics.NotEmbedded];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            // Without the package's targets, neither the resources nor the files are known.
            if (EmbeddedResources.Of(start.Options.AnalyzerConfigOptionsProvider.GlobalOptions) is { } resources)
            {
                Lazy<IReadOnlyList<WeightsFile>> files = new(() => WeightsFile.All(start.Options.AdditionalFiles));
                start.RegisterSymbolAction(context => Analyze(context, resources, files), SymbolKind.NamedType);
            }
        });
    }

    private static void Analyze(
        SymbolAnalysisContext context, IReadOnlyCollection<string> resources, Lazy<IReadOnlyList<WeightsFile>> files)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        if (DeclaredNetwork.Of(type) is not { Weights: { } wanted } network || FileOf(wanted, resources, files.Value) is not { } file)
        {
            return;
        }

        if (!file.IsEmbedded)
        {
            string include = SecurityElement.Escape(file.Name);
            context.ReportDiagnostic(Diagnostic.Create(EditorDiagnostics.NotEmbedded, network.Location, type.Name, include));
        }

        string declared = DeclarationText.Of(network.Shape);
        if (NetworkIn(file, network.Shape) is { } found && DeclarationText.Of(found) is var declaration && declaration != declared)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                EditorDiagnostics.OtherNetwork,
                network.Location,
                network.Attributes.Select(static attribute => attribute.Location),
                FixProperties.DeclarationOf(network.Attributes.Select(static attribute => attribute.Text), declaration, file.Name),
                type.Name,
                OneLine(declared),
                SymbolDisplay.FormatLiteral(file.Name, quote: true),
                OneLine(declaration)));
        }
    }

    private static NetworkShape? NetworkIn(WeightsFile file, NetworkShape declared) =>
        file.ReadHeader() is { } header ? header.Declared ?? MeasuredNetwork.Of(header, declared) : null;

    /// <summary>Returns the embedded file with this name. If no resource has it, returns the only other file that has it.</summary>
    private static WeightsFile? FileOf(string wanted, IReadOnlyCollection<string> resources, IReadOnlyList<WeightsFile> files)
    {
        IReadOnlyList<string> meant = ResourceNames.Find(wanted, resources);
        if (meant.Count > 0)
        {
            return meant.Count > 1 ? null : files.FirstOrDefault(file => file.IsEmbedded && file.Name == meant[0]);
        }

        // The name of a resource may be longer than the path, or shorter.
        List<WeightsFile> others = [.. files.Where(file => !file.IsEmbedded && (Matches(wanted, file.Name) || Matches(file.Name, wanted)))];
        return others.Count == 1 ? others[0] : null;
    }

    private static bool Matches(string wanted, string name) => ResourceNames.Find(wanted, [name]).Count > 0;

    private static string OneLine(string declaration) => declaration.Replace("\n", " ");
}
