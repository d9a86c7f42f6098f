using System;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Fast;

/// <summary>
/// Networks in <see cref="LstmArithmetic.Fast"/> have the documented bits in every verb and kernel, and stay near to their equations.
/// </summary>
public sealed class FastEquivalenceTests
{
    private const int Steps = 20;

    public static TheoryData<string> All => FastGrid.Compiled.Names();

    public static TheoryData<string> Stepping => FastGrid.Compiled.Names(static spec => spec.IsCausal);

    [Theory]
    [MemberData(nameof(All))]
    public void Every_kernel_has_the_bits_of_the_scalar_equations(string name)
    {
        (ListSpec spec, Network network, LstmWeights weights) = FastGrid.Create(name);
        float[] inputs = RandomWeights.Inputs(TestNetworks.StepsOf(spec, Steps), spec.Input, seed: 2);
        StartState start = StartState.Create(spec, seed: 2);
        Trace found = network.Run(inputs, start);

        (float[] outputs, float[][] hidden, float[][] cell) = ScalarLstm.Run(spec, weights, inputs, start);
        EquivalenceTests.AssertSameBits(outputs, found.Outputs, "output");
        for (int n = 0; n < spec.Cells.Count; n++)
        {
            EquivalenceTests.AssertSameBits(hidden[n], found.Hidden[n], $"h of cell {n}");
            EquivalenceTests.AssertSameBits(cell[n], found.Cell[n], $"c of cell {n}");
        }

        Assert.All(found.Rest, static padding => Assert.Equal(0, padding));
        Assert.True(found.SameBits(FastGrid.Narrow.Create(spec, weights).Run(inputs, start)), "four lanes");
        Assert.True(found.SameBits(FastGrid.Widest.Create(spec, weights).Run(inputs, start)), "sixteen lanes");
    }

    [Theory]
    [MemberData(nameof(Stepping))]
    public void Every_verb_has_the_same_bits(string name)
    {
        (ListSpec spec, Network created, _) = FastGrid.Create(name);
        StepNetwork network = (StepNetwork)created;
        float[] inputs = RandomWeights.Inputs(11, spec.Input, seed: 3);
        StartState start = StartState.Create(spec, seed: 3);

        Trace stepped = network.Steps(inputs, start);

        Assert.True(stepped.SameBits(network.Run(inputs, start)), "Run in one call");
        Assert.True(stepped.SameBits(network.RunInPieces(inputs, start, 1, 0, 7)), "Run in pieces of 1, 0, 7 and the rest");
        float[][] streams = [.. Enumerable.Range(0, 11).Select(stream => RandomWeights.Inputs(3, spec.Input, seed: stream))];
        StartState[] starts = [.. Enumerable.Range(0, 11).Select(stream => StartState.Create(spec, seed: stream))];
        Trace[] together = network.StepMany(streams, starts);
        for (int stream = 0; stream < streams.Length; stream++)
        {
            Assert.True(network.Steps(streams[stream], starts[stream]).SameBits(together[stream]), $"stream {stream}");
        }
    }

    [Theory]
    [MemberData(nameof(Stepping))]
    public void No_verb_allocates(string name)
    {
        StepNetwork network = (StepNetwork)FastGrid.Create(name).Network;
        foreach (Verb verb in new[] { Verb.Step, Verb.Run, Verb.StepMany })
        {
            network.AllocatedBytes(verb, rounds: 1);
            Assert.Equal(0, Enumerable.Range(0, 3).Min(_ => network.AllocatedBytes(verb, rounds: 20)));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Outputs_are_near_to_those_of_the_equations_in_doubles(string name)
    {
        (ListSpec spec, Network network, LstmWeights weights) = FastGrid.Create(name);
        float[] inputs = RandomWeights.Inputs(TestNetworks.StepsOf(spec, Steps), spec.Input, seed: 1);

        Trace found = network.Run(inputs);

        double tolerance = spec.Precision switch { LstmPrecision.Int8 => 1e-2, LstmPrecision.Int16 => 3e-4, _ => 1e-4 }
            * Math.Pow(5, spec.Layers.Count(static layer => layer is LayerNormSpec or RecurrentSpec { LayerNorm: true }))
            * Math.Pow(2, spec.Layers.Count(static layer => layer is DenseSpec { Activation.Function: Activation.LogSoftmax }));
        double[] expected = LstmOracle.Run(spec, weights, inputs).Outputs;
        for (int n = 0; n < found.Outputs.Length; n++)
        {
            double exact = expected[expected.Length - found.Outputs.Length + n];
            Assert.True(
                Math.Abs(exact - found.Outputs[n]) <= tolerance * Math.Max(1, Math.Abs(exact)),
                $"value {n}: expected {exact:G9}, found {found.Outputs[n]:G9}");
        }
    }

    [Fact]
    public void The_other_arithmetic_has_other_bits()
    {
        (ListSpec spec, Network network, LstmWeights weights) = FastGrid.Create(FastGrid.Plain.Name);
        float[] inputs = RandomWeights.Inputs(Steps, spec.Input, seed: 1);
        StartState start = StartState.Create(spec, seed: 1);

        float[] exact = ScalarLstm.Run(spec with { Arithmetic = LstmArithmetic.Exact }, weights, inputs, start).Outputs;

        Assert.NotEqual(exact, network.Run(inputs, start).Outputs);
    }
}
