using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>Every network of the grids computes what its equations say, and every verb computes the same.</summary>
public sealed class EquivalenceTests
{
    /// <summary>
    /// The largest error against doubles, as a share of 1 or of the value if that is larger. A gate's sum of n products, each rounded once,
    /// is off by about sqrt(n) half-units in the last place of its largest partial sum, and the forget gate carries a share of the error
    /// on. Seen over the whole plain grid: 2.4e-7, and 1.5e-6 with 1,024 inputs on 3 units, whose partial sums reach tens. A wrong, missing
    /// or doubled term shows as 1e-3 and more.
    /// </summary>
    internal const double Tolerance = 2e-6;

    /// <summary>
    /// The same with more than 1,024 inputs: both the largest partial sum and the number of roundings grow. Seen: 1.1e-5, with 4,096 inputs
    /// on 3 units.
    /// </summary>
    internal const double WideTolerance = 2e-5;

    private const int ManyInputs = 1024;

    /// <summary>
    /// The same with other functions, which may have steeper slopes and no bounds: sums grow, and old errors with them. Seen: 2.0e-6.
    /// </summary>
    internal const double FunctionTolerance = 1e-5;

    /// <summary>
    /// The same with a normalisation, which divides all errors by a deviation that may be small. Seen: 3e-5, over 130 units.
    /// </summary>
    internal const double NormalisedTolerance = 1e-4;

    private const int Steps = 50;

    /// <summary>
    /// A gate that nothing keeps below 1 lets the state grow, and the rounding of the first step with it, from step to step.
    /// </summary>
    private const int FewSteps = 12;

    /// <summary>The same of a gate that is the exponential of sums in which the state is: it leaves the floats soon.</summary>
    private const int FewestSteps = 2;

    public static TheoryData<string> All => TestNetworks.Names(static _ => true);

    public static TheoryData<string> Stepping => TestNetworks.Names(static spec => spec.IsCausal);

    [Theory]
    [MemberData(nameof(All))]
    public void Outputs_and_final_states_are_those_of_the_equations_in_doubles(string name)
    {
        (ListSpec spec, Network network, LstmWeights weights) = TestNetworks.Create(name);
        int steps = HasExponentialGates(spec) ? FewestSteps : HasOtherGates(spec) ? FewSteps : Steps;
        float[] inputs = RandomWeights.Inputs(TestNetworks.StepsOf(spec, steps), spec.Input);
        StartState start = StartState.Create(spec, seed: 1);

        Trace found = network.Run(inputs, start);

        AssertAgrees(spec, LstmOracle.Run(spec, weights, inputs, start.HiddenAsDoubles, start.CellAsDoubles, start.Seed ?? 0), found);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Sums_run_in_the_documented_order(string name)
    {
        (ListSpec spec, Network network, LstmWeights weights) = TestNetworks.Create(name);
        float[] inputs = RandomWeights.Inputs(TestNetworks.StepsOf(spec, 10), spec.Input, seed: 2);
        StartState start = StartState.Create(spec, seed: 2);

        Trace found = network.Run(inputs, start);

        (float[] outputs, float[][] hidden, float[][] cell) = ScalarLstm.Run(spec, weights, inputs, start);
        AssertSameBits(outputs, found.Outputs, "output");
        for (int n = 0; n < spec.Cells.Count; n++)
        {
            AssertSameBits(hidden[n], found.Hidden[n], $"h of cell {n}");
            AssertSameBits(cell[n], found.Cell[n], $"c of cell {n}");
        }
    }

    [Theory]
    [MemberData(nameof(Stepping))]
    public void Step_and_Run_give_the_same_bits_however_a_sequence_is_cut(string name)
    {
        (ListSpec spec, Network created, LstmWeights weights) = TestNetworks.Create(name);
        StepNetwork network = (StepNetwork)created;
        float[] inputs = RandomWeights.Inputs(TestNetworks.StepsOf(spec, 23), spec.Input, seed: 3);
        StartState start = StartState.Create(spec, seed: 3);

        Trace stepped = network.Steps(inputs, start);

        Assert.True(stepped.SameBits(network.Run(inputs, start)), "Run in one call");
        Assert.True(stepped.SameBits(network.RunInPieces(inputs, start, 1, 0, 7)), "Run in pieces of 1, 0, 7 and the rest");
        Assert.False(
            stepped.SameBits(network.Run(inputs)) && Starts.Differ(spec, weights, inputs, start, StartState.Zero(spec)),
            "the start state makes no difference");
    }

    [Theory]
    [MemberData(nameof(Stepping))]
    public void StepMany_gives_every_stream_the_bits_it_has_alone(string name)
    {
        (ListSpec spec, StepNetwork network) = CreateStepping(name);
        int steps = 3;
        // Counts around whole vectors of streams; the largest networks would only cost time.
        foreach (int streams in spec.HiddenSize > 128 ? [0, 1, 3, 7] : new[] { 0, 1, 3, 7, 64 })
        {
            float[][] inputs =
            [
                .. Enumerable.Range(0, streams).Select(stream => RandomWeights.Inputs(steps, spec.Input, seed: 100 + stream)),
            ];
            StartState[] starts = [.. Enumerable.Range(0, streams).Select(stream => StartState.Create(spec, seed: 100 + stream))];

            Trace[] alone = [.. inputs.Select((values, stream) => network.Steps(values, starts[stream]))];
            foreach (Verb verb in new[] { Verb.StepMany, Verb.StepBlock, Verb.StepRanges })
            {
                Trace[] together = network.StepMany(inputs, starts, verb);

                Assert.Equal(streams, together.Length);
                for (int stream = 0; stream < streams; stream++)
                {
                    Assert.True(alone[stream].SameBits(together[stream]), $"{verb}, stream {stream} of {streams}");
                }
            }
        }
    }

    [Fact]
    public void Generated_sizes_are_the_declared_ones()
    {
        foreach (ListSpec declared in Grid.Networks.Values.Concat(TestNetworks.Others).Where(static spec => spec.HiddenSize <= 64))
        {
            (ListSpec spec, Network network, _) = TestNetworks.Create(declared.Name);
            Assert.Equal(spec.IsCausal, network is StepNetwork);
            Assert.Equal(
                (spec.Input, spec.HiddenSize, spec.OutputSize, spec.Recurrent.Count()),
                (network.InputSize, network.HiddenSize, network.OutputSize, network.LayerCount));

            Trace nothing = network.Run([]);
            Assert.Equal(spec.Cells.Select(static cell => cell.Spec.Width), nothing.Hidden.Select(static h => h.Length));
            Assert.Equal(spec.Cells.Select(static cell => cell.Spec.WidthOf('c')), nothing.Cell.Select(static c => c.Length));
        }
    }

    [Fact]
    public void The_grid_has_every_kind_of_network()
    {
        ICollection<ListSpec> networks = [.. Grid.Networks.Values];
        Assert.InRange(networks.Count, Tier.IsFull ? 150 : 40, 250);
        Assert.Superset(new HashSet<int> { 1, 2, 3, 8 }, networks.Select(static spec => spec.Recurrent.Count()).ToHashSet());
        Assert.Superset(
            new HashSet<int> { 0, 1, 3, 4, 5, 8, 9, 16 },
            networks.Where(static spec => spec.Recurrent.Count() > 1)
                .Select(static spec => spec.HeadCount == 0 ? 0 : spec.OutputSize)
                .ToHashSet());
        Assert.Superset(new HashSet<int> { 1, 512, 1024 }, networks.Select(static spec => spec.HiddenSize).ToHashSet());
    }

    [Fact]
    public void The_variants_have_no_plain_network_and_every_function_everywhere()
    {
        ICollection<ListSpec> networks = [.. VariantGrid.Compiled.Networks.Values];
        Assert.InRange(networks.Count, Tier.IsFull ? 500 : 100, 800);
        ListSpec PlainOf(ListSpec spec) => NetworkSpec.Plain(spec.Input, spec.HiddenSize, spec.Recurrent.Count());
        Assert.DoesNotContain(networks, spec => spec.Text == PlainOf(spec).Text);
        HashSet<Activation> functions = [.. Enum.GetValues<Activation>().Where(static function => new FunctionSpec(function).IsOfOneValue)];
        foreach (bool gru in new[] { false, true })
        {
            foreach (bool tiled in new[] { false, true })
            {
                RecurrentSpec[] some =
                [
                    .. networks.SelectMany(static spec => spec.Recurrent).Where(layer => layer.IsGru == gru && layer.Hidden > 16 == tiled),
                ];
                Assert.Superset(functions, some.Select(static layer => layer.GateActivation.Function).ToHashSet());
                Assert.Superset(functions, some.Select(static layer => layer.CellActivation.Function).ToHashSet());
                Assert.True(gru || functions.IsSubsetOf(some.Select(static layer => layer.HiddenActivation.Function)));
            }
        }

        functions.UnionWith([Activation.Softmax, Activation.LogSoftmax]);
        Assert.Superset(
            functions,
            FunctionsOf(networks.SelectMany(static spec => spec.Layers.Take(spec.StemCount))));
        Assert.Superset(
            functions,
            FunctionsOf(networks.SelectMany(static spec => spec.Layers.TakeLast(spec.HeadCount))));
    }

    /// <summary>Asserts that a network did what the oracle did.</summary>
    internal static void AssertAgrees(ListSpec spec, LstmOracleResult expected, Trace found)
    {
        // A normalisation divides by a deviation, which enlarges the errors of the normalisations before it.
        int normalisations = spec.Layers.Count(static layer => layer is LayerNormSpec or RecurrentSpec { LayerNorm: true });
        double tolerance =
            normalisations > 0 ? NormalisedTolerance * Math.Pow(5, normalisations - 1) :
            HasOtherGates(spec) ? FunctionTolerance :
            spec.Input > ManyInputs ? WideTolerance :
            Tolerance;
        AssertClose(expected.Outputs, found.Outputs, tolerance, "output");
        Assert.Equal(spec.Cells.Count, found.Hidden.Length);
        for (int n = 0; n < spec.Cells.Count; n++)
        {
            foreach ((int state, char letter) in spec.Cells[n].Spec.States.Index())
            {
                AssertClose(expected.States[n][state], found.States[n][state], tolerance, $"{letter} of cell {n}");
            }
        }
    }

    private static bool HasOtherGates(ListSpec spec) =>
        spec.Recurrent.Any(static layer => layer.GateActivation != Activation.Sigmoid || layer.CellActivation != Activation.Tanh);

    private static bool HasExponentialGates(ListSpec spec) =>
        spec.Recurrent.Any(static layer => layer.GateActivation == Activation.Exp || layer.CellActivation == Activation.Exp);

    private static HashSet<Activation> FunctionsOf(IEnumerable<LayerSpec> layers) =>
        layers.Cast<DenseSpec>().Select(static layer => layer.Activation.Function).ToHashSet();

    private static (ListSpec Spec, StepNetwork Network) CreateStepping(string name)
    {
        (ListSpec spec, Network network, _) = TestNetworks.Create(name);
        return (spec, (StepNetwork)network);
    }

    private static void AssertClose(double[] expected, float[] found, double tolerance, string what)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int n = 0; n < expected.Length; n++)
        {
            double error = Math.Abs(expected[n] - found[n]) / Math.Max(1, Math.Abs(expected[n]));
            // Not "error > tolerance": a NaN must fail.
            if (!(error <= tolerance))
            {
                Assert.Fail($"{what}, value {n}: expected {expected[n]:G9}, found {found[n]:G9}, error {error:G3}");
            }
        }
    }

    /// <summary>Fails at the first value whose bits differ.</summary>
    internal static void AssertSameBits(float[] expected, float[] found, string what)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int n = 0; n < expected.Length; n++)
        {
            Assert.True(
                Bits.Equal(expected[n], found[n]),
                $"{what}, value {n}: expected {expected[n]:G9}, found {found[n]:G9}");
        }
    }
}
