using Xunit;

namespace Lstm.Samples.Tests;

/// <summary>The tests of samples/Amp. They compute for seconds, so they run after those that kill processes at certain moments.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AmpCollection
{
    public const string Name = "samples/Amp";
}
