using System.Collections.Generic;

namespace Lstm.Tool.Commands;

/// <summary>The result of export.</summary>
/// <param name="File">The model file.</param>
/// <param name="Output">The file that was written.</param>
/// <param name="Format">Its format.</param>
/// <param name="NotStored">What the format does not store: attributes of the class.</param>
internal sealed record ExportDocument(string File, string Output, string Format, IReadOnlyList<string> NotStored);
