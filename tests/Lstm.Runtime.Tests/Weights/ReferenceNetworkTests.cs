using System;
using System.Linq;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>The judge of missed self-tests against the oracle: two writings of the same equations that share nothing.</summary>
public sealed class ReferenceNetworkTests
{
    public static TheoryData<int> Cases => Variants.Cases;

    public static TheoryData<Activation> Functions => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_variant_is_computed(int index)
    {
        if (!Variants.All[index].StochasticForget)
        {
            Agrees(Variants.All[index], seed: 5);
        }
    }

    [Fact]
    public void Networks_by_chance_are_computed()
    {
        for (int seed = 0; seed < 150; seed++)
        {
            Agrees(Variants.ByChance(seed), seed);
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Parameters_of_activations_are_taken(Activation function)
    {
        // Far enough apart that every piece of a function is reached. The alpha of a CELU is above 0.
        FunctionSpec spec = new(function, Alpha: function == Activation.Celu ? 0.75f : -0.75f, Beta: 1.25f);
        NetworkSpec network =
            new(2, 5) { Stem = [new DenseSpec(6, Activation.Linear), new DenseSpec(6, spec)], Head = [new DenseSpec(6, spec)] };
        Agrees(network, seed: 6);
        if (spec.IsOfOneValue)
        {
            // What an exponential makes of a cell leaves the floats within a few steps.
            NetworkSpec clipped = function == Activation.Exp ? network with { Clip = 0.5f, CellClip = 2 } : network;
            Agrees(clipped with { GateActivation = spec }, seed: 7);
            Agrees(clipped with { CellActivation = spec }, seed: 7);
            Agrees(clipped with { HiddenActivation = spec }, seed: 7);
        }
    }

    [Theory]
    [InlineData(Direction.Forward)]
    [InlineData(Direction.Backward)]
    public void Steps_are_computed_lazily(Direction direction)
    {
        NetworkSpec spec = new(1, 2)
        {
            Layers = 2,
            Direction = direction,
            Stem = [new DenseSpec(3, Activation.Tanh)],
            Head = [new DenseSpec(1, Activation.Linear)],
        };
        LstmWeights weights = RandomWeights.Create(spec);
        var endless = new LstmSelfTest(1_000_000, new float[1_000_000], new float[1_000_000]);
        LstmWeights proved = Variants.With(weights, endless);

        // Equal layers share the definition of their cell, which is made on first use.
        NetworkShape network = Variants.ShapeOf(spec);
        Assert.Equal(2, network.Cells[1].Shape.Definition.States.Count);

        long before = GC.GetAllocatedBytesForCurrentThread();
        (int Step, double[] Outputs)[] first = [.. ReferenceNetwork.RunSelfTest(network, proved).Take(3)];

        // No copy of the inputs, and not an output for each of a million.
        Assert.Equal(direction == Direction.Forward ? [0, 1, 2] : [999_999, 999_998, 999_997], first.Select(static step => step.Step));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000);
    }

    private static void Agrees(NetworkSpec spec, int seed)
    {
        foreach ((bool initialStates, bool ownStart) in new[] { (false, false), (true, false), (true, true) })
        {
            LstmWeights weights = Variants.Proved(spec, seed, initialStates: initialStates, ownStart: ownStart);

            double[] found = Variants.RunReference(spec, weights);

            // The expected values are rounded to floats.
            float[] expected = weights.SelfTest!.Output.ToArray();
            Assert.Equal(expected.Length, found.Length);
            for (int index = 0; index < found.Length; index++)
            {
                Assert.True(
                    Math.Abs(expected[index] - found[index]) <= 1e-6 * Math.Max(1, Math.Abs(found[index])),
                    $"{spec}: {expected[index]} and {found[index]}");
            }
        }
    }
}
