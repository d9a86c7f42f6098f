using Lstm.CompilerServices;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests.Pooled;

/// <summary>A class that steps: its result is that of the last step.</summary>
[Lstm(input: 3, hidden: 5, Trace = true)]
[LayerNorm]
[Pool(Pooling.Last)]
[Dense(2)]
public sealed partial class PooledLast;

/// <summary>The same without pooling.</summary>
[Lstm(input: 3, hidden: 5, Trace = true)]
[LayerNorm]
[Dense(2)]
public sealed partial class PooledNot;

[Lstm(input: 3, hidden: 5, Bidirectional = true)]
[Pool(Pooling.Final)]
[Dense(4, Activation.Softmax)]
public sealed partial class PooledBothWays;

/// <summary>Weights of these classes.</summary>
internal static class PooledModels
{
    /// <summary>Random weights for the network of a state.</summary>
    public static LstmWeights WeightsOf<TState>(int seed = 1)
        where TState : unmanaged, ILstmState =>
        RandomWeights.Create(NetworkSpecs.Of(NetworkDescription.Of<TState>().Shape), seed);
}
