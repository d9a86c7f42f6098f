using Lstm.Tool.Statistics;

namespace Lstm.Tool.Commands;

/// <summary>The answer of bench.</summary>
/// <param name="File">The model file.</param>
/// <param name="Declaration">The network.</param>
/// <param name="Machine">The processor, as far as the system says.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="Vectors">The widest vector instructions that the runtime uses.</param>
/// <param name="StepsPerRound">Steps a round.</param>
/// <param name="Step">A call of Step for each step; null for a network that cannot step.</param>
/// <param name="Run">One call of Run for a round.</param>
/// <param name="Checksum">The sum of all outputs of a round: that they were computed.</param>
internal sealed record BenchDocument(
    string File, string Declaration, string Machine, string Runtime, string Vectors, int StepsPerRound, Timing? Step, Timing Run, double Checksum);
