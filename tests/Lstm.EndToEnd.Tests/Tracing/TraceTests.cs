using System;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Tracing;

/// <summary>A traced step has the bits of a plain one, and its trace is what the equations say.</summary>
public sealed class TraceTests
{
    private const int Steps = 40;

    [Fact]
    public void A_traced_step_is_bit_identical_to_a_plain_one()
    {
        Compare<TracedSmall, TracedSmall.State, TracedSmall.Trace>(new(RandomWeights.Create(2, 3, 1, 1)));
        Compare<TracedStack, TracedStack.State, TracedStack.Trace>(new(RandomWeights.Create(3, 20, 3)));
        Compare<TracedCoupled, TracedCoupled.State, TracedCoupled.Trace>(
            new(RandomWeights.Create(new NetworkSpec(3, 12) { Layers = 2, Peephole = true, CoupledGates = true })));
        Compare<TracedNormalised, TracedNormalised.State, TracedNormalised.Trace>(
            new(RandomWeights.Create(new NetworkSpec(2, 20) { LayerNorm = true, Projection = 5, Peephole = true })));
        Compare<TracedStochastic, TracedStochastic.State, TracedStochastic.Trace>(new(RandomWeights.Create(new NetworkSpec(2, 70))));
        Compare<TracedFunctions, TracedFunctions.State, TracedFunctions.Trace>(
            new(RandomWeights.Create(
                new NetworkSpec(4, 11) { Stem = [new DenseSpec(5, Activation.Tanh)], Head = [new DenseSpec(4, Activation.Softmax)] })));
        Compare<TracedInt16, TracedInt16.State, TracedInt16.Trace>(new(RandomWeights.Create(8, 64)));
        Compare<TracedLarge, TracedLarge.State, TracedLarge.Trace>(new(RandomWeights.Create(64, 128, 2)));
        Compare<TracedGru, TracedGru.State, TracedGru.Trace>(new(WeightsOf<TracedGru.State>()));
        Compare<TracedGruBefore, TracedGruBefore.State, TracedGruBefore.Trace>(new(WeightsOf<TracedGruBefore.State>()));
        Compare<TracedRnn, TracedRnn.State, TracedRnn.Trace>(new(WeightsOf<TracedRnn.State>()));
        Compare<TracedSLstm, TracedSLstm.State, TracedSLstm.Trace>(new(WeightsOf<TracedSLstm.State>()));
        Compare<TracedList, TracedList.State, TracedList.Trace>(new(WeightsOf<TracedList.State>()));
        Compare<TracedFolded, TracedFolded.State, TracedFolded.Trace>(new(WeightsOf<TracedFolded.State>()));
    }

    [Fact]
    public void An_input_that_is_added_may_not_be_overwritten_before()
    {
        TracedFunctions model = new(
            RandomWeights.Create(
                new NetworkSpec(4, 11) { Stem = [new DenseSpec(5, Activation.Tanh)], Head = [new DenseSpec(4, Activation.Softmax)] }));
        TracedFunctions.State state = default;
        TracedFunctions.Trace trace = default;
        float[] values = new float[6];

        Assert.Throws<ArgumentException>("output", () => model.Step(ref state, values.AsSpan(0, 4), values.AsSpan(1, 4), ref trace));
        Assert.Equal(default, state);
        Assert.Equal(0, trace.InputGate()[0]);
        model.Step(ref state, values.AsSpan(0, 4), values.AsSpan(0, 4), ref trace);
    }

    [Fact]
    public void The_gates_lead_from_the_old_cell_state_to_the_new_one()
    {
        TracedStack model = new(RandomWeights.Create(3, 20, 3));
        TracedStack.State state = default;
        TracedStack.Trace trace = default;
        float[] inputs = RandomWeights.Inputs(Steps, 3);
        float[] output = new float[20];
        for (int step = 0; step < Steps; step++)
        {
            TracedStack.State before = state;
            model.Step(ref state, inputs.AsSpan(3 * step, 3), output, ref trace);
            for (int layer = 0; layer < 3; layer++)
            {
                for (int unit = 0; unit < 20; unit++)
                {
                    float kept = trace.ForgetGate(layer)[unit] * before.Cell(layer)[unit];
                    float cell = MathF.FusedMultiplyAdd(trace.InputGate(layer)[unit], trace.Candidate(layer)[unit], kept);
                    Assert.Equal(BitConverter.SingleToInt32Bits(cell), BitConverter.SingleToInt32Bits(trace.Cell(layer)[unit]));
                    Assert.Equal(Math.Tanh(cell) * trace.OutputGate(layer)[unit], trace.Hidden(layer)[unit], 1e-6);
                }
            }
        }
    }

    [Fact]
    public void Each_gate_is_that_of_its_own_weights()
    {
        LstmWeights weights = RandomWeights.Create(2, 3, 1, 1);
        TracedSmall model = new(weights);
        TracedSmall.State state = default;
        TracedSmall.Trace trace = default;
        float[] inputs = RandomWeights.Inputs(Steps, 2);
        for (int step = 0; step < Steps; step++)
        {
            float[] before = state.Hidden().ToArray();
            model.Step(ref state, inputs.AsSpan(2 * step, 2), new float[1], ref trace);

            Assert.Equal(
                Gate(0, before, inputs.AsSpan(2 * step, 2), Sigmoid),
                trace.InputGate().ToArray().Select(static value => (double)value),
                Close);
            Assert.Equal(
                Gate(1, before, inputs.AsSpan(2 * step, 2), Sigmoid),
                trace.ForgetGate().ToArray().Select(static value => (double)value),
                Close);
            Assert.Equal(
                Gate(2, before, inputs.AsSpan(2 * step, 2), Math.Tanh),
                trace.Candidate().ToArray().Select(static value => (double)value),
                Close);
            Assert.Equal(
                Gate(3, before, inputs.AsSpan(2 * step, 2), Sigmoid),
                trace.OutputGate().ToArray().Select(static value => (double)value),
                Close);
        }

        double[] Gate(int gate, float[] hidden, ReadOnlySpan<float> input, Func<double, double> function)
        {
            LstmLayerWeights layer = weights.Layers[0];
            double[] values = new double[3];
            for (int unit = 0; unit < 3; unit++)
            {
                int row = 3 * gate + unit;
                double sum = layer.Bias[row];
                for (int k = 0; k < 2; k++)
                {
                    sum += (double)layer.Input[2 * row + k] * input[k];
                }

                for (int k = 0; k < 3; k++)
                {
                    sum += (double)layer.Recurrent[3 * row + k] * hidden[k];
                }

                values[unit] = function(sum);
            }

            return values;
        }
    }

    [Fact]
    public void A_coupled_forget_gate_is_one_minus_the_input_gate()
    {
        TracedCoupled model = new(RandomWeights.Create(new NetworkSpec(3, 12) { Layers = 2, Peephole = true, CoupledGates = true }));
        TracedCoupled.State state = default;
        TracedCoupled.Trace trace = default;

        model.Step(ref state, [1, 2, 3], new float[12], ref trace);

        Assert.All(Enumerable.Range(0, 12), unit => Assert.Equal(1 - trace.InputGate(1)[unit], trace.ForgetGate(1)[unit]));
    }

    [Fact]
    public void Tracing_allocates_nothing()
    {
        Measure<TracedStack, TracedStack.State, TracedStack.Trace>(new(RandomWeights.Create(3, 20, 3)));
        Measure<TracedGru, TracedGru.State, TracedGru.Trace>(new(WeightsOf<TracedGru.State>()));
        Measure<TracedGruBefore, TracedGruBefore.State, TracedGruBefore.Trace>(new(WeightsOf<TracedGruBefore.State>()));
        Measure<TracedRnn, TracedRnn.State, TracedRnn.Trace>(new(WeightsOf<TracedRnn.State>()));
        Measure<TracedSLstm, TracedSLstm.State, TracedSLstm.Trace>(new(WeightsOf<TracedSLstm.State>()));
        Measure<TracedList, TracedList.State, TracedList.Trace>(new(WeightsOf<TracedList.State>()));
    }

    [Fact]
    public void Wrong_lengths_leave_everything_as_it_was()
    {
        TracedSmall model = new(RandomWeights.Create(2, 3, 1, 1));
        TracedSmall.State state = default;
        TracedSmall.Trace trace = default;

        Assert.Equal("input", Assert.Throws<ArgumentException>(() => model.Step(ref state, [1], new float[1], ref trace)).ParamName);
        Assert.Equal("output", Assert.Throws<ArgumentException>(() => model.Step(ref state, [1, 2], new float[2], ref trace)).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => trace.InputGate(1).Length);
        Assert.Equal(default, state);
        Assert.All(trace.Cell().ToArray(), static value => Assert.Equal(0, value));
    }

    private static void Compare<TModel, TState, TTrace>(TModel model)
        where TModel : class, ITracedLstm<TState, TTrace>
        where TState : unmanaged, ILstmState, IEquatable<TState>
        where TTrace : unmanaged, ILstmTrace
    {
        TState plain = default;
        TState traced = default;
        TTrace trace = default;
        float[] inputs = RandomWeights.Inputs(Steps, TModel.InputSize, bound: 3);
        float[] expected = new float[TModel.OutputSize];
        float[] found = new float[TModel.OutputSize];
        float[] Vector(char? letter, int layer) => letter is char known ? trace.Vector(known, layer).ToArray() : [];
        for (int step = 0; step < Steps; step++)
        {
            ReadOnlySpan<float> input = inputs.AsSpan(step * TModel.InputSize, TModel.InputSize);
            model.Step(ref plain, input, expected);
            model.Step(ref traced, input, found, ref trace);

            Assert.Equal(expected, found);
            Assert.Equal(plain, traced);
            for (int layer = 0; layer < TModel.LayerCount; layer++)
            {
                TraceLetters letters = TTrace.LettersOf(layer);
                Assert.Equal(plain.Hidden(layer).ToArray(), trace.Vector('h', layer).ToArray());
                Assert.Equal(plain.Cell(layer).ToArray(), Vector(letters.States.Contains('c') ? 'c' : null, layer));
                Assert.All(
                    letters.Candidate.ToCharArray(), letter => Assert.Contains(Vector(letter, layer), static value => value != 0));
            }
        }
    }

    // Steps, and the reading of every vector by its letter.
    private static void Measure<TModel, TState, TTrace>(TModel model)
        where TModel : class, ITracedLstm<TState, TTrace>
        where TState : unmanaged, ILstmState
        where TTrace : unmanaged, ILstmTrace
    {
        TState state = default;
        TTrace trace = default;
        float[] input = RandomWeights.Inputs(1, TModel.InputSize);
        float[] output = new float[TModel.OutputSize];
        Walk(1);

        long before = GC.GetAllocatedBytesForCurrentThread();
        int read = Walk(100);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(read > 0);

        int Walk(int steps)
        {
            int values = 0;
            for (int step = 0; step < steps; step++)
            {
                model.Step(ref state, input, output, ref trace);
                for (int layer = 0; layer < TModel.LayerCount; layer++)
                {
                    TraceLetters letters = TTrace.LettersOf(layer);
                    values += Read(letters.Gates, layer) + Read(letters.Candidate, layer) + Read(letters.States, layer);
                }
            }

            return values;
        }

        int Read(string letters, int layer)
        {
            int values = 0;
            foreach (char letter in letters)
            {
                values += trace.Vector(letter, layer).Length;
            }

            return values;
        }
    }

    private static LstmWeights WeightsOf<TState>()
        where TState : unmanaged, ILstmState => RandomWeights.Create(TracedSpec.Of<TState>());

    private static double Sigmoid(double value) => 1 / (1 + Math.Exp(-value));

    private static bool Close(double one, double other) => Math.Abs(one - other) < 1e-6;
}
