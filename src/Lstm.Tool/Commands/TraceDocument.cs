using System.Collections.Generic;
using Lstm.Tool.Tracing;

namespace Lstm.Tool.Commands;

/// <summary>The result of trace.</summary>
/// <param name="File">The model file.</param>
/// <param name="Input">The input file.</param>
/// <param name="Output">The page that was written.</param>
/// <param name="Steps">The number of steps that the page shows.</param>
/// <param name="Layers">The gate summaries of each unit, [layers][units].</param>
/// <param name="Warnings">The warnings.</param>
internal sealed record TraceDocument(
    string File, string Input, string Output, int Steps, IReadOnlyList<IReadOnlyList<UnitSummary>> Layers, IReadOnlyList<string> Warnings);
