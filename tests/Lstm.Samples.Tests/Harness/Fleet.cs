namespace Lstm.Samples.Tests;

/// <summary>What the sample is to score.</summary>
/// <param name="Streams">How many streams.</param>
/// <param name="Minutes">Up to which minute.</param>
internal sealed record Fleet(int Streams, int Minutes);
