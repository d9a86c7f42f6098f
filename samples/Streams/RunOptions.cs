namespace Streams;

/// <summary>What the command line says.</summary>
/// <param name="Database">The file that scores and states are kept in.</param>
/// <param name="Streams">How many streams are watched.</param>
/// <param name="Minutes">Up to which minute.</param>
/// <param name="CheckpointEvery">Minutes from one checkpoint to the next.</param>
/// <param name="Pace">Milliseconds to wait after each minute.</param>
internal sealed record RunOptions(string Database, int Streams, int Minutes, int CheckpointEvery, int Pace);
