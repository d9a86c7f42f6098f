namespace Lstm.Tool.Commands;

/// <summary>The answer of import.</summary>
/// <param name="File">The file that was read.</param>
/// <param name="Output">The canonical file that was written.</param>
/// <param name="Class">The name of the class.</param>
/// <param name="Source">The source file that declares it, as text.</param>
/// <param name="SourceFile">The source file that was written; null for none.</param>
/// <param name="SelfTestSteps">Steps of the self-test that the file carries now; 0 for none.</param>
/// <param name="Notes">What somebody who uses the network has to know.</param>
internal sealed record ImportDocument(
    string File, string Output, string Class, string Source, string? SourceFile, int SelfTestSteps, System.Collections.Generic.IReadOnlyList<string> Notes);
