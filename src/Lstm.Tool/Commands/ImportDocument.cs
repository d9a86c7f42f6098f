using System.Collections.Generic;

namespace Lstm.Tool.Commands;

/// <summary>The result of import.</summary>
/// <param name="File">The file that was read.</param>
/// <param name="Output">The canonical file that was written.</param>
/// <param name="Class">The name of the class.</param>
/// <param name="Source">The source code that declares the class.</param>
/// <param name="SourceFile">The source file that was written; null for none.</param>
/// <param name="SelfTestSteps">The number of steps of the written file's self-test; 0 for none.</param>
/// <param name="Notes">Facts that users of the network need to know.</param>
internal sealed record ImportDocument(
    string File, string Output, string Class, string Source, string? SourceFile, int SelfTestSteps, IReadOnlyList<string> Notes);
