using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.EndToEnd.Tests.Quantized;

/// <summary>
/// Inputs of any magnitude that quantized layers round: in whatever units they are measured, small or large, all zero, infinite or NaN.
/// </summary>
public sealed class QuantizedInputTests(ITestOutputHelper output)
{
    private const int Steps = 11;

    public static TheoryData<string> All => [.. QuantizedGrid.WithRoundedInputs.Select(static spec => spec.Name)];

    public static TheoryData<string> Stepping =>
        [.. QuantizedGrid.WithRoundedInputs.Where(static spec => spec.IsCausal).Select(static spec => spec.Name)];

    /// <summary>Networks whose own inputs are rounded.</summary>
    private static IEnumerable<ListSpec> Direct =>
        QuantizedGrid.WithRoundedInputs.Where(static spec => spec.IsCausal && spec.Layers[0] is RecurrentSpec);

    [Theory]
    [MemberData(nameof(All))]
    public void Sums_are_the_documented_ones_in_any_units(string name)
    {
        (ListSpec spec, Network network, LstmWeights weights) = InUnits(name);
        float[] inputs = Inputs(spec, seed: 4);
        StartState start = StartState.Create(spec, seed: 4);

        Trace found = network.Run(inputs, start);

        (float[] outputs, float[][] hidden, _) = ScalarLstm.Run(spec, weights, inputs, start);
        EquivalenceTests.AssertSameBits(outputs, found.Outputs, "output");
        for (int n = 0; n < spec.Cells.Count; n++)
        {
            EquivalenceTests.AssertSameBits(hidden[n], found.Hidden[n], $"h of cell {n}");
        }
    }

    [Theory]
    [MemberData(nameof(Stepping))]
    public void Every_verb_gives_the_same_bits_in_any_units(string name)
    {
        (ListSpec spec, Network created, _) = InUnits(name);
        StepNetwork network = (StepNetwork)created;
        float[][] streams = [.. Enumerable.Range(0, 11).Select(stream => Inputs(spec, seed: stream))];
        StartState[] starts = [.. Enumerable.Range(0, 11).Select(stream => StartState.Create(spec, seed: stream))];

        Trace[] together = network.StepMany(streams, starts);

        for (int stream = 0; stream < streams.Length; stream++)
        {
            Trace stepped = network.Steps(streams[stream], starts[stream]);
            Assert.True(stepped.SameBits(network.Run(streams[stream], starts[stream])), $"Run of stream {stream}");
            Assert.True(stepped.SameBits(together[stream]), $"StepMany, stream {stream}");
        }
    }

    /// <summary>Seen: 1.1e-4 and 4.9e-3, of random networks. The loudness of the inputs changes by a factor of a thousand.</summary>
    [Theory]
    [InlineData(27, 2e-4)]
    [InlineData(25, 1e-2)]
    public void The_error_does_not_grow_over_100000_steps(int inputCount, double most)
    {
        ListSpec spec = QuantizedGrid.WithRoundedInputs.First(spec => spec.Input == inputCount);
        (_, Network network, LstmWeights weights) = QuantizedGrid.Create(spec.Name);
        float[] inputs =
        [
            .. RandomWeights.Inputs(100_000, inputCount, seed: 5).Select(
                (value, place) => value * MathF.Pow(10, 1.5f * MathF.Sin(place / 30_000f) - 1.5f)),
        ];

        float[] found = network.Run(inputs).Outputs;

        double[] expected = LstmOracle.Run(spec, weights, inputs).Outputs;
        double error = expected.Zip(found, static (right, value) => Math.Abs(right - value)).Max() / expected.Max(Math.Abs);
        output.WriteLine($"{error:G3}");
        Assert.InRange(error, 1e-7, most);
    }

    /// <summary>The error does not depend on the units of an input: weights of a billionth belong to inputs of billions.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Outputs_are_near_to_the_equations_in_any_units(string name)
    {
        (ListSpec spec, Network network, LstmWeights weights) = InUnits(name);
        float[] inputs = InUnitsOf(spec, RandomWeights.Inputs(Steps, spec.Input, seed: 6));

        float[] found = network.Run(inputs).Outputs;

        double[] expected = LstmOracle.Run(spec, weights, inputs).Outputs;
        double error = expected.Zip(found, static (right, value) => Math.Abs(right - value)).Max() / expected.Max(Math.Abs);
        output.WriteLine($"{error:G3}");
        Assert.InRange(error, 0, spec.Precision == LstmPrecision.Int8 ? 2e-2 : 5e-4);
    }

    [Theory]
    [InlineData(1e-3f)]
    [InlineData(1e-12f)]
    [InlineData(1e6f)]
    public void The_error_of_small_and_large_inputs_is_that_of_inputs_near_1(float magnitude)
    {
        // Weights of inputs grow as the inputs shrink.
        ListSpec spec = QuantizedGrid.WithRoundedInputs.First(static spec => spec.Input == 27);
        LstmWeights weights = Scaled(spec, RandomWeights.Create(spec, seed: 2), _ => 1 / magnitude);
        float[] inputs = [.. RandomWeights.Inputs(50, spec.Input, seed: 6).Select(value => value * magnitude)];

        float[] found = QuantizedGrid.Compiled.Create(spec, weights).Run(inputs).Outputs;

        double[] expected = LstmOracle.Run(spec, weights, inputs).Outputs;
        Assert.InRange(expected.Zip(found, static (right, value) => Math.Abs(right - value)).Max(), 1e-9, 1e-4);
    }

    [Fact]
    public void Inputs_of_zero_give_the_step_of_the_bias_and_the_hidden_state()
    {
        foreach (ListSpec spec in Direct)
        {
            (_, Network network, LstmWeights weights) = QuantizedGrid.Create(spec.Name);
            float[] zeros = new float[Steps * spec.Input];
            StartState start = StartState.Create(spec, seed: 1);
            float[] expected = ScalarLstm.Run(spec, Scaled(spec, weights, static _ => 0), zeros, start).Outputs;

            EquivalenceTests.AssertSameBits(expected, network.Run(zeros, start).Outputs, spec.Name);
            float[] negative = [.. zeros.Select(static _ => -0f)];
            EquivalenceTests.AssertSameBits(expected, network.Run(negative, start).Outputs, spec.Name);
            float[] subnormal = [.. zeros.Select(static _ => float.Epsilon)];
            EquivalenceTests.AssertSameBits(expected, network.Run(subnormal, start).Outputs, spec.Name);
        }
    }

    [Fact]
    public void A_NaN_input_reaches_every_output()
    {
        foreach (ListSpec spec in Direct)
        {
            float[] inputs = RandomWeights.Inputs(Steps, spec.Input, seed: 3);
            inputs[3 * spec.Input + spec.Input / 2] = float.NaN;

            Trace found = QuantizedGrid.Create(spec.Name).Network.Run(inputs);

            float[][] steps = [.. found.Outputs.Chunk(found.Outputs.Length / Steps)];
            Assert.All(steps.Take(3).SelectMany(static step => step), static value => Assert.True(float.IsFinite(value)));
            Assert.All(steps.Skip(3).SelectMany(static step => step), static value => Assert.True(float.IsNaN(value)));
            Assert.All(found.Rest, static padding => Assert.Equal(0, padding));
        }
    }

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void An_infinite_input_saturates_the_gates_as_it_does_in_floats(float infinity)
    {
        ListSpec spec = QuantizedGrid.WithRoundedInputs.First(static spec => spec.Input == 27);
        (_, Network network, LstmWeights weights) = QuantizedGrid.Create(spec.Name);
        float[] inputs = RandomWeights.Inputs(Steps, spec.Input, seed: 3);
        inputs[3 * spec.Input + 26] = infinity;

        float[] found = network.Run(inputs).Outputs;

        double[] expected = LstmOracle.Run(spec, weights, inputs).Outputs;
        Assert.InRange(expected.Zip(found, static (right, value) => Math.Abs(right - value)).Max(), 0, 2e-4);
    }

    [Fact]
    public void Two_infinite_inputs_give_NaN_and_no_finite_number()
    {
        foreach (ListSpec spec in Direct)
        {
            float[] inputs = RandomWeights.Inputs(2, spec.Input, seed: 3);
            inputs[1] = float.PositiveInfinity;
            inputs[^(spec.Input + 1)] = float.PositiveInfinity;

            Assert.All(QuantizedGrid.Create(spec.Name).Network.Run(inputs).Outputs, static value => Assert.True(float.IsNaN(value)));
        }
    }

    /// <summary>A network whose weights expect its inputs in very different units.</summary>
    private static (ListSpec Spec, Network Network, LstmWeights Weights) InUnits(string name)
    {
        ListSpec spec = QuantizedGrid.Compiled.Networks[name];
        LstmWeights weights = RandomWeights.Create(spec, seed: spec.HiddenSize);
        if (spec.Layers[0] is RecurrentSpec)
        {
            weights = Scaled(spec, weights, static column => 1 / UnitOf(column));
        }

        return (spec, QuantizedGrid.Compiled.Create(spec, weights), weights);
    }

    // The weights of one input are zero: whatever it is does not make the others coarser.
    private static float UnitOf(int column) => column % 7 == 5 ? float.PositiveInfinity : MathF.Pow(10, column % 19 - 9);

    private static float[] InUnitsOf(ListSpec spec, float[] inputs) => spec.Layers[0] is not RecurrentSpec
        ? inputs
        : [.. inputs.Select((value, place) => value * Math.Min(1e12f, UnitOf(place % spec.Input)))];

    /// <summary>Inputs in their units: steps of ordinary, small, large, zero and special values.</summary>
    private static float[] Inputs(ListSpec spec, int seed)
    {
        float[] inputs = InUnitsOf(spec, RandomWeights.Inputs(Steps, spec.Input, seed));
        for (int k = 0; k < spec.Input; k++)
        {
            inputs[2 * spec.Input + k] *= 1e-12f;
            inputs[4 * spec.Input + k] *= 1e12f;
            inputs[5 * spec.Input + k] = 0;
            inputs[6 * spec.Input + k] = k % 3 == 0 ? float.Epsilon : -0f;
        }

        inputs[(7 + seed % 2) * spec.Input] = float.MaxValue;
        if (seed % 3 == 1)
        {
            inputs[9 * spec.Input + seed % spec.Input] = float.NegativeInfinity;
        }

        if (seed % 3 == 2)
        {
            inputs[10 * spec.Input + 1] = seed % 2 == 0 ? float.NaN : float.PositiveInfinity;
            inputs[10 * spec.Input + 2] = float.PositiveInfinity;
        }

        return inputs;
    }

    /// <summary>Weights whose input columns are multiplied in all cells of the first layer.</summary>
    private static LstmWeights Scaled(ListSpec spec, LstmWeights weights, Func<int, float> factorOf)
    {
        LstmLayerWeights[] layers = [.. weights.Layers];
        foreach (PlacedCell cell in spec.Cells.Where(static cell => cell.Layer == 0))
        {
            float[] scaled = [.. layers[cell.Number].Input.ToArray().Select((weight, place) => weight * factorOf(place % spec.Input))];
            layers[cell.Number] = layers[cell.Number].With((CellTensorKind.Input, scaled));
        }

        return WeightMending.WithLayers(weights, [.. layers]);
    }
}
