using Lstm.Benchmarks.Contest;
using Lstm.Benchmarks.Networks;

namespace Lstm.Benchmarks.Threads;

/// <summary>A step of many streams, in nanoseconds a stream.</summary>
/// <param name="Size">The network.</param>
/// <param name="Streams">Streams of a step.</param>
/// <param name="States">On plain states, one after the other.</param>
/// <param name="Block">On a block.</param>
/// <param name="Ranges">On ranges of a block, each on a thread.</param>
internal sealed record ThreadsResult(NetworkSize Size, int Streams, Timing States, Timing Block, Timing Ranges);
