using Lstm.Tool.Statistics;

namespace Lstm.Tool.Commands;

/// <summary>The result of bench.</summary>
/// <param name="File">The model file.</param>
/// <param name="Declaration">The attributes of the network's class.</param>
/// <param name="Machine">The processor, its architecture and the operating system.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="Vectors">The widest vector instructions that the runtime uses.</param>
/// <param name="StepsPerRound">The number of steps per round.</param>
/// <param name="Step">The time of one call of Step per step; null for a network that cannot step.</param>
/// <param name="Run">The time of one call of Run per round.</param>
/// <param name="Checksum">The sum of all outputs of the last round. It proves that the outputs were computed.</param>
internal sealed record BenchDocument(
    string File,
    string Declaration,
    string Machine,
    string Runtime,
    string Vectors,
    int StepsPerRound,
    Timing? Step,
    Timing Run,
    double Checksum);
