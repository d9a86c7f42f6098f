using System.Text.Json;

namespace Lstm.Tool.Tests;

/// <summary>What a call of the tool gave.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Bytes">The bytes that were written to standard output as a file.</param>
internal sealed record ToolResult(int Code, string Out, string Error, byte[] Bytes)
{
    /// <summary>The output as the one document that it must be.</summary>
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;
}
