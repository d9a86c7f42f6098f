using Xunit;

namespace Lstm.EndToEnd.Tests.Soak;

/// <summary>Tests that watch the memory of the process, and so run while no others do.</summary>
[CollectionDefinition(nameof(SoakCollection), DisableParallelization = true)]
public sealed class SoakCollection;
