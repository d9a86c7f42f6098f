using System;
using Lstm.EndToEnd.Tests.States;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Pooled;

/// <summary>States, traces and streams of networks with pooling.</summary>
public sealed class PooledStateTests
{
    private const int Steps = 20;

    private static readonly PooledLast s_last = new(PooledModels.WeightsOf<PooledLast.State>());
    private static readonly float[] s_inputs = RandomWeights.Inputs(Steps, PooledLast.InputSize);

    [Fact]
    public void A_stored_state_continues_a_sequence()
    {
        PooledLast.State whole = default;
        float[] expected = new float[PooledLast.OutputSize];
        s_last.Predict(ref whole, s_inputs, expected);

        PooledLast.State first = default;
        float[] found = new float[PooledLast.OutputSize];
        s_last.Predict(ref first, s_inputs.AsSpan(0, 7 * PooledLast.InputSize), found);
        PooledLast.State second = PooledLast.State.Read(StoredStateTests.Bytes(first));
        s_last.Predict(ref second, s_inputs.AsSpan(7 * PooledLast.InputSize), found);

        Assert.Equal(expected, found);
        Assert.Equal(whole, second);
    }

    /// <summary>Both have the same cells, but another declaration.</summary>
    [Fact]
    public void A_stored_state_is_not_for_a_class_without_pooling() => Assert.Contains(
        "[Pool(Pooling.Last)]",
        Assert.Throws<StateFormatException>(static () => PooledNot.State.Read(StoredStateTests.Bytes(default(PooledLast.State)))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_traced_step_gives_the_bits_of_a_step()
    {
        PooledLast.State plain = default;
        PooledLast.State traced = default;
        PooledLast.Trace trace = default;
        float[] expected = new float[PooledLast.OutputSize];
        float[] found = new float[PooledLast.OutputSize];
        for (int step = 0; step < Steps; step++)
        {
            ReadOnlySpan<float> x = s_inputs.AsSpan(step * PooledLast.InputSize, PooledLast.InputSize);
            s_last.Step(ref plain, x, expected);
            s_last.Step(ref traced, x, found, ref trace);

            Assert.Equal(expected, found);
            Assert.Equal(plain, traced);
        }
    }

    [Fact]
    public void A_class_says_how_many_outputs_a_run_has()
    {
        Assert.Equal(Steps, OutputsOf<PooledLast, PooledLast.State>());
        Assert.Equal(1, OutputsOf<PooledBothWays, PooledBothWays.State>());

        static int OutputsOf<TModel, TState>()
            where TModel : INetwork<TState>
            where TState : unmanaged, ILstmState => TModel.OutputSteps(Steps);
    }
}
