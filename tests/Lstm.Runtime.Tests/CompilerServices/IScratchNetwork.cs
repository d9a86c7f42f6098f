using Lstm.Shared;

namespace Lstm.Tests;

/// <summary>The network of a <see cref="ScratchState{TNetwork}"/>.</summary>
internal interface IScratchNetwork
{
    static abstract NetworkShape Network { get; }
}
