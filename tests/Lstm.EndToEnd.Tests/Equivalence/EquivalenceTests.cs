using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Tests;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>Every network of the grid computes an LSTM, and every verb computes the same one.</summary>
public sealed class EquivalenceTests
{
    /// <summary>
    /// The largest error against doubles, as a share of 1 or of the value if that is larger. A gate's sum of n products, each rounded once,
    /// is off by about sqrt(n) half-units in the last place of its largest partial sum, and the forget gate carries a share of the error
    /// on. Seen over the whole grid: 2.4e-7, and 1.5e-6 with 1,024 inputs on 3 units, whose partial sums reach tens. A wrong, missing or
    /// doubled term shows as 1e-3 and more.
    /// </summary>
    private const double Tolerance = 2e-6;

    private const int Steps = 50;

    public static TheoryData<string> Names => Grid.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_and_final_states_are_those_of_the_equations_in_doubles(string name)
    {
        NetworkSizes sizes = Grid.Networks[name];
        (Network network, LstmWeights weights) = Grid.Create(sizes);
        float[] inputs = RandomWeights.Inputs(StepsOf(sizes, Steps), sizes.Input);
        StartState start = StartState.Create(sizes.Layers, sizes.Hidden, seed: 1);

        Trace found = network.Steps(inputs, start);

        LstmOracleResult expected = LstmOracle.Run(weights, sizes.Activation, inputs, start.HiddenAsDoubles, start.CellAsDoubles);
        AssertClose(expected.Outputs, found.Outputs, "output");
        for (int layer = 0; layer < sizes.Layers; layer++)
        {
            AssertClose(expected.Hidden[layer], found.Hidden[layer], $"h of layer {layer}");
            AssertClose(expected.Cell[layer], found.Cell[layer], $"c of layer {layer}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sums_run_in_the_documented_order(string name)
    {
        NetworkSizes sizes = Grid.Networks[name];
        (Network network, LstmWeights weights) = Grid.Create(sizes);
        float[] inputs = RandomWeights.Inputs(StepsOf(sizes, 10), sizes.Input, seed: 2);
        StartState start = StartState.Create(sizes.Layers, sizes.Hidden, seed: 2);

        Trace found = network.Steps(inputs, start);

        (float[] outputs, float[][] hidden, float[][] cell) = ScalarLstm.Run(weights, sizes.Activation, inputs, start);
        AssertSameBits(outputs, found.Outputs, "output");
        for (int layer = 0; layer < sizes.Layers; layer++)
        {
            AssertSameBits(hidden[layer], found.Hidden[layer], $"h of layer {layer}");
            AssertSameBits(cell[layer], found.Cell[layer], $"c of layer {layer}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Step_and_Run_give_the_same_bits_however_a_sequence_is_cut(string name)
    {
        NetworkSizes sizes = Grid.Networks[name];
        (Network network, _) = Grid.Create(sizes);
        float[] inputs = RandomWeights.Inputs(StepsOf(sizes, 23), sizes.Input, seed: 3);
        StartState start = StartState.Create(sizes.Layers, sizes.Hidden, seed: 3);

        Trace stepped = network.Steps(inputs, start);

        Assert.True(stepped.SameBits(network.Run(inputs, start)), "Run in one call");
        Assert.True(stepped.SameBits(network.Run(inputs, start, 1, 0, 7)), "Run in pieces of 1, 0, 7 and the rest");
        Assert.False(stepped.SameBits(network.Run(inputs)), "the start state makes no difference");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void StepMany_gives_every_stream_the_bits_it_has_alone(string name)
    {
        NetworkSizes sizes = Grid.Networks[name];
        (Network network, _) = Grid.Create(sizes);
        int steps = 3;
        // Counts around whole vectors of streams; the largest networks would only cost time.
        foreach (int streams in sizes.Hidden > 128 ? [0, 1, 3, 7] : new[] { 0, 1, 3, 7, 64 })
        {
            float[][] inputs = [.. Enumerable.Range(0, streams).Select(stream => RandomWeights.Inputs(steps, sizes.Input, seed: 100 + stream))];
            StartState[] starts = [.. Enumerable.Range(0, streams).Select(stream => StartState.Create(sizes.Layers, sizes.Hidden, seed: 100 + stream))];

            Trace[] together = network.StepMany(inputs, starts);

            Assert.Equal(streams, together.Length);
            for (int stream = 0; stream < streams; stream++)
            {
                Assert.True(network.Steps(inputs[stream], starts[stream]).SameBits(together[stream]), $"stream {stream} of {streams}");
            }
        }
    }

    [Fact]
    public void Generated_sizes_are_the_declared_ones()
    {
        foreach (NetworkSizes sizes in Grid.Networks.Values.Where(static sizes => sizes.Hidden <= 64))
        {
            (Network network, _) = Grid.Create(sizes);
            Assert.Equal((sizes.Input, sizes.Hidden, sizes.OutputSize, sizes.Layers), (network.InputSize, network.HiddenSize, network.OutputSize, network.LayerCount));
        }
    }

    [Fact]
    public void The_grid_has_every_kind_of_network()
    {
        ICollection<NetworkSizes> networks = [.. Grid.Networks.Values];
        Assert.InRange(networks.Count, 150, 250);
        Assert.Superset(new HashSet<int> { 1, 2, 3, 8 }, networks.Select(static sizes => sizes.Layers).ToHashSet());
        Assert.Superset(new HashSet<int> { 0, 1, 3, 4, 5, 8, 9, 16 }, networks.Where(static sizes => sizes.Layers > 1).Select(static sizes => sizes.Output).ToHashSet());
        Assert.Superset(new HashSet<int> { 1, 512, 1024 }, networks.Select(static sizes => sizes.Hidden).ToHashSet());
    }

    /// <summary>A million multiply-adds a step make a test long without making it say more.</summary>
    private static int StepsOf(NetworkSizes sizes, int most) =>
        4L * sizes.Hidden * (sizes.Input + sizes.Hidden * (2L * sizes.Layers - 1)) > 200_000 ? Math.Min(most, 12) : most;

    private static void AssertClose(double[] expected, float[] found, string what)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int n = 0; n < expected.Length; n++)
        {
            double error = Math.Abs(expected[n] - found[n]) / Math.Max(1, Math.Abs(expected[n]));
            // Not "error > Tolerance": a NaN must fail.
            Assert.True(error <= Tolerance, $"{what}, value {n}: expected {expected[n]:G9}, found {found[n]:G9}, error {error:G3}");
        }
    }

    private static void AssertSameBits(float[] expected, float[] found, string what)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int n = 0; n < expected.Length; n++)
        {
            Assert.True(
                BitConverter.SingleToUInt32Bits(expected[n]) == BitConverter.SingleToUInt32Bits(found[n]),
                $"{what}, value {n}: expected {expected[n]:G9}, found {found[n]:G9}");
        }
    }
}
