using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lstm.Generator.Declaration;

/// <summary>Says what is wrong with an <c>[Lstm]</c> declaration, through the very reader that the generator uses.</summary>
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
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // Declarations in generated files are not ours to judge; and the members that the generator has added must not collide with themselves.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        AttributeData? attribute = type.GetAttributes().FirstOrDefault(LstmDeclarationReader.IsLstmAttribute);
        if (attribute is not null)
        {
            LstmDeclarationReader.Read(type, attribute, context.ReportDiagnostic);
        }
    }
}
