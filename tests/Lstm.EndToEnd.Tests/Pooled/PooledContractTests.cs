using System;
using System.Linq;
using Lstm.Testing;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Pooled;

/// <summary>What a caller may rely on: no allocation, refusals before anything is written, and values that are no numbers.</summary>
public sealed class PooledContractTests
{
    private const int Steps = 9;
    private const int Struck = 4;

    public static TheoryData<string> All => PooledGrid.Compiled.Names();

    public static TheoryData<string> OneOutput => PooledGrid.Compiled.Names(static spec => spec.HasOneOutput);

    /// <summary>The networks in which every step has a part in the output, or the last one has seen all steps.</summary>
    public static TheoryData<string> Spreading => PooledGrid.Compiled.Names(static spec =>
        spec.IsCausal || spec.Pool!.Pooling is Pooling.Mean or Pooling.Max);

    [Theory]
    [MemberData(nameof(All))]
    public void Predict_allocates_nothing(string name)
    {
        PooledNetwork network = Create(name).Network;

        // The first memory that is rented is made; from then on it comes from the pool.
        network.AllocatedBytes(rounds: 1);

        // The least of three measurements, because a collection charges this thread with the rest of its allocation buffer.
        Assert.Equal(0, Enumerable.Range(0, 3).Min(_ => network.AllocatedBytes(rounds: 20)));
    }

    [Theory]
    [MemberData(nameof(OneOutput))]
    public void A_run_in_scratch_memory_allocates_nothing(string name)
    {
        Network network = Create(name).Network.Network;

        Assert.Equal(0, Enumerable.Range(0, 3).Min(_ => network.AllocatedBytes(Verb.RunInScratch, rounds: 20)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_sequence_has_at_least_one_step_and_one_output(string name)
    {
        (ListSpec spec, PooledNetwork network) = Create(name);
        int x = spec.Input;
        int y = spec.OutputSize;
        Assert.Null(network.Call(3 * x, y).Thrown);
        string steps = $"Expected the inputs of at least one step, a positive multiple of {x} values, found ";
        string output = $"Expected {y} output values, one output for the whole sequence, found ";
        Refuses(0, y, "inputs", steps + "0 values.");
        if (x > 1)
        {
            Refuses(3 * x + 1, y, "inputs", steps + $"{3 * x + 1} values.");
        }

        Refuses(3 * x, y + 1, "output", output + $"{y + 1} values.");
        Refuses(3 * x, 0, "output", output + "0 values.");
        Refuses(3 * x, 3 * y, "output", output + $"{3 * y} values.");

        void Refuses(int inputs, int outputs, string parameter, string message)
        {
            (ArgumentException? thrown, ArgumentException? alone, bool untouched) = network.Call(inputs, outputs);
            foreach (ArgumentException? refusal in new[] { thrown, alone })
            {
                Assert.StartsWith(message, refusal?.Message, StringComparison.Ordinal);
                Assert.StartsWith(parameter, refusal?.ParamName, StringComparison.Ordinal);
            }

            Assert.True(untouched, "something was written before the lengths were checked");
        }
    }

    [Theory]
    [MemberData(nameof(OneOutput))]
    public void A_run_refuses_what_Predict_refuses(string name)
    {
        (ListSpec spec, PooledNetwork network) = Create(name);
        (int x, int y) = (spec.Input, spec.OutputSize);
        foreach (Verb verb in new[] { Verb.Run, Verb.RunWithoutState, Verb.RunInScratch })
        {
            foreach ((int inputs, int outputs) in new[] { (0, 0), (0, y), (3 * x, 3 * y), (3 * x, y - 1) })
            {
                (ArgumentException? thrown, bool untouched) = network.Network.Call(verb, inputs, outputs, 10_000);
                Assert.NotNull(thrown);
                Assert.True(untouched);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Spans_that_overlap_are_refused(string name)
    {
        (ListSpec spec, PooledNetwork network) = Create(name);
        int inputs = 3 * spec.Input;
        int floats = inputs + 2 * spec.OutputSize;
        foreach (int at in new[] { 1, spec.OutputSize, spec.OutputSize + inputs - 1 })
        {
            (ArgumentException? thrown, bool untouched) = network.CallWithin(floats, 3, inputsAt: spec.OutputSize, outputAt: at);

            Assert.Equal("output", thrown?.ParamName);
            Assert.Contains("Use spans that do not overlap.", thrown!.Message, StringComparison.Ordinal);
            Assert.True(untouched);
        }

        Assert.Null(network.CallWithin(floats, 3, inputsAt: spec.OutputSize, outputAt: 0).Thrown);
        Assert.Null(network.CallWithin(floats, 3, inputsAt: spec.OutputSize, outputAt: spec.OutputSize + inputs).Thrown);
    }

    /// <summary>A maximum does not lose a value that is no number, wherever it is.</summary>
    [Theory]
    [MemberData(nameof(Spreading))]
    public void A_NaN_in_a_step_makes_the_output_NaN(string name)
    {
        (ListSpec spec, PooledNetwork network) = Create(name);
        float[] inputs = RandomWeights.Inputs(Steps, spec.Input);
        inputs[Struck * spec.Input] = float.NaN;

        Assert.All(network.Predict(inputs).Outputs, static value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void The_proofs_take_networks_with_pooling()
    {
        PooledBothWays both = new(PooledModels.WeightsOf<PooledBothWays.State>());
        LstmSequenceProof.AllocatesNothing<PooledBothWays, PooledBothWays.State>(both);
        LstmSequenceProof.GivesTheSameBits<PooledBothWays, PooledBothWays.State>(both, steps: 7, threads: 2);

        PooledLast last = new(PooledModels.WeightsOf<PooledLast.State>());
        LstmProof.AllocatesNothing<PooledLast, PooledLast.State>(last);
        LstmProof.GivesTheSameBits<PooledLast, PooledLast.State>(last, steps: 7, threads: 2);
    }

    private static (ListSpec Spec, PooledNetwork Network) Create(string name)
    {
        ListSpec spec = PooledGrid.Compiled.Networks[name];
        return (spec, PooledGrid.Compiled.CreatePooled(spec, RandomWeights.Create(spec)));
    }
}
