using System.Collections.Generic;

namespace Lstm.Tool.Commands;

/// <summary>The result of run.</summary>
/// <param name="File">The model file.</param>
/// <param name="Input">The input file.</param>
/// <param name="Output">The file that was written.</param>
/// <param name="Steps">The number of steps that were run.</param>
/// <param name="InputSize">The number of inputs per step.</param>
/// <param name="OutputSize">The number of outputs per step.</param>
/// <param name="Seconds">The elapsed time in seconds, including the compilation of the class and the reading and writing of files.</param>
/// <param name="Warnings">The warnings.</param>
internal sealed record RunDocument(
    string File, string Input, string Output, long Steps, int InputSize, int OutputSize, double Seconds, IReadOnlyList<string> Warnings);
