using Lstm.Benchmarks.Networks;

namespace Lstm.Benchmarks.Sizes;

/// <summary>Another library, and the accuracy of its outputs in a run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Difference">The largest difference between one of its outputs and ours, over all sizes.</param>
/// <param name="Size">The size with this difference.</param>
/// <param name="Accuracy">Its class.</param>
internal sealed record RivalSummary(string Name, float Difference, NetworkSize Size, RivalAccuracy Accuracy);
