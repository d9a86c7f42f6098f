namespace Streams;

/// <summary>The options of the command line.</summary>
/// <param name="Database">The database file for scores and states.</param>
/// <param name="Streams">The number of streams.</param>
/// <param name="Minutes">The minute at which to stop.</param>
/// <param name="CheckpointEvery">The number of minutes between checkpoints.</param>
/// <param name="Pace">The number of milliseconds to wait after each minute.</param>
internal sealed record RunOptions(string Database, int Streams, int Minutes, int CheckpointEvery, int Pace);
