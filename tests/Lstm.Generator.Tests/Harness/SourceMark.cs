using Microsoft.CodeAnalysis.Text;

namespace Lstm.Generator.Tests.Harness;

/// <summary>A diagnostic that a source promises.</summary>
/// <param name="Id">Its id, LSTM or CS.</param>
/// <param name="Span">The text it underlines.</param>
internal sealed record SourceMark(string Id, TextSpan Span);
