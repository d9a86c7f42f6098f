using Lstm.Generator.Declaration;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Editor;

/// <summary>The diagnostics that help while a valid declaration is edited. docs/diagnostics.md has a section for each.</summary>
internal static class EditorDiagnostics
{
    public static readonly DiagnosticDescriptor Cost = LstmDiagnostics.Rule(
        "LSTM040", "The cost of a network",
        "'{0}' has {1} parameters and {2} multiply-adds a step. Its state has {3} bytes, its packed weights have {4} bytes. {5}",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor OtherNetwork = LstmDiagnostics.Rule(
        "LSTM041", "The declaration does not match the weights file",
        "'{0}' is declared as {1}, but the weights in {2} belong to {3}, so they cannot be loaded. " +
        "Use the declaration of the file, or name another file.",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor NotEmbedded = LstmDiagnostics.Rule(
        "LSTM042", "The weights file is in the project, but not embedded",
        "Weights of '{0}' names a file of the project that is not embedded. " +
        "Add <EmbeddedResource Include=\"{1}\" /> to an ItemGroup of the project file.",
        DiagnosticSeverity.Info);
}
