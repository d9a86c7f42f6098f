using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Lstm.Generator.Emission;
using Lstm.Generator.Model;
using Lstm.Generator.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lstm.Generator.Editor;

/// <summary>The analyzer that shows the cost of a network on its attribute, from the plan that the generator prints.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CostAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [EditorDiagnostics.Cost];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        if (DeclaredNetwork.Of(type) is { } network)
        {
            NetworkCost cost = NetworkCost.Of(network.Shape);
            context.ReportDiagnostic(Diagnostic.Create(
                EditorDiagnostics.Cost,
                network.Location,
                type.Name,
                Number(cost.Parameters),
                Number(cost.MultiplyAdds),
                Number(cost.StateBytes),
                Number(cost.WeightBytes),
                Kernels(type.Name, network)));
        }
    }

    private static string Kernels(string name, DeclaredNetwork network)
    {
        LstmModel model = new(new ModelType(null, null, name), network.Shape, network.Weights, network.Traced);
        KernelSet kernels = KernelSet.Of(model, KernelWidths.All);
        List<string> texts = [.. kernels.Choices.Select(choice => $"{choice.Vectors} ({Layers(choice.Plan, network.Shape.IsQuantized)})")];
        if (kernels.Traced is not null)
        {
            texts.Add("a traced one");
        }

        return $"Kernels: {string.Join(", ", texts)}.";
    }

    private static string Layers(KernelPlan plan, bool isQuantized) =>
        string.Join("; ", plan.Recurrent.Select(layer => Layer(layer, isQuantized)).Distinct());

    private static string Layer(LayerPlan layer, bool isQuantized) => layer switch
    {
        RegisterLayer => "gates in registers",
        PairLayer => "tiles, two gates side by side",
        _ when isQuantized => "tiles, in integers",
        _ => "tiles",
    };

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
