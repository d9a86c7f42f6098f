using System.Collections.Generic;

namespace Lstm.Tool.Commands;

/// <summary>The answer of run.</summary>
/// <param name="File">The model file.</param>
/// <param name="Input">The inputs' file.</param>
/// <param name="Output">The file that was written.</param>
/// <param name="Steps">Steps that were run.</param>
/// <param name="InputSize">Values a step took in.</param>
/// <param name="OutputSize">Values a step put out.</param>
/// <param name="Seconds">Seconds it took, files included.</param>
/// <param name="Warnings">What was warned of.</param>
internal sealed record RunDocument(
    string File, string Input, string Output, long Steps, int InputSize, int OutputSize, double Seconds, IReadOnlyList<string> Warnings);
