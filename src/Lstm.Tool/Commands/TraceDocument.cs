using System.Collections.Generic;
using Lstm.Tool.Tracing;

namespace Lstm.Tool.Commands;

/// <summary>The answer of trace.</summary>
/// <param name="File">The model file.</param>
/// <param name="Input">The inputs' file.</param>
/// <param name="Output">The page that was written.</param>
/// <param name="Steps">Steps that it shows.</param>
/// <param name="Layers">What the gates of each unit did, layer by layer.</param>
/// <param name="Warnings">What was warned of.</param>
internal sealed record TraceDocument(
    string File, string Input, string Output, int Steps, IReadOnlyList<IReadOnlyList<UnitSummary>> Layers, IReadOnlyList<string> Warnings);
