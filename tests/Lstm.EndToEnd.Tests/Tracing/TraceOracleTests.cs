using System;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Tracing;

/// <summary>The gates and states of a trace are those of the oracle, which computes in doubles.</summary>
public sealed class TraceOracleTests
{
    private const int Steps = 40;

    // Relative to values above 1: the states of an sLSTM are sums.
    private const double Tolerance = 2e-5;

    private static readonly TraceLetters s_lstm = new("ifo", "g", "ch");
    private static readonly TraceLetters s_gru = new("rz", "n", "h");
    private static readonly TraceLetters s_rnn = new("", "", "h");
    private static readonly TraceLetters s_slstm = new("oif", "z", "mcnh");

    [Fact]
    public void An_lstm_has_its_gates_and_both_states()
    {
        Compare<TracedStack, TracedStack.State, TracedStack.Trace>(static w => new(w), s_lstm);
        Compare<TracedCoupled, TracedCoupled.State, TracedCoupled.Trace>(static w => new(w), s_lstm);
        Compare<TracedNormalised, TracedNormalised.State, TracedNormalised.Trace>(static w => new(w), s_lstm);
        Compare<TracedFunctions, TracedFunctions.State, TracedFunctions.Trace>(static w => new(w), s_lstm);
    }

    [Fact]
    public void A_gru_has_its_gates_on_either_side_of_the_reset()
    {
        Compare<TracedGru, TracedGru.State, TracedGru.Trace>(static w => new(w), s_gru);
        Compare<TracedGruBefore, TracedGruBefore.State, TracedGruBefore.Trace>(static w => new(w), s_gru);
    }

    [Fact]
    public void An_elman_network_has_its_hidden_state_only() =>
        Compare<TracedRnn, TracedRnn.State, TracedRnn.Trace>(static w => new(w), s_rnn);

    [Fact]
    public void An_slstm_has_its_stabilised_gates_and_four_states() =>
        Compare<TracedSLstm, TracedSLstm.State, TracedSLstm.Trace>(static w => new(w), s_slstm);

    [Fact]
    public void A_list_has_the_vectors_of_each_layer()
    {
        Compare<TracedUnequal, TracedUnequal.State, TracedUnequal.Trace>(static w => new(w), s_lstm);
        Compare<TracedList, TracedList.State, TracedList.Trace>(
            static w => new(w), s_gru, s_lstm, s_rnn, s_slstm, s_gru);
        Compare<TracedFolded, TracedFolded.State, TracedFolded.Trace>(static w => new(w), s_gru, s_lstm);
    }

    [Fact]
    public void The_methods_return_the_vectors_of_their_letters_and_nothing_where_a_layer_has_none()
    {
        TracedList model = new(RandomWeights.Create(TracedSpec.Of<TracedList.State>()));
        TracedList.State state = default;
        TracedList.Trace trace = default;
        model.Step(ref state, [1, 2, 3], new float[2], ref trace);

        for (int layer = 0; layer < TracedList.LayerCount; layer++)
        {
            bool isGru = layer is 0 or 4;
            Same(trace.ResetGate(layer), isGru ? trace.Vector('r', layer) : []);
            Same(trace.UpdateGate(layer), isGru ? trace.Vector('z', layer) : []);
            Same(trace.Candidate(layer), layer == 2 ? [] : trace.Vector(isGru ? 'n' : layer == 1 ? 'g' : 'z', layer));
            Same(trace.InputGate(layer), trace.Vector('i', layer));
            Same(trace.ForgetGate(layer), trace.Vector('f', layer));
            Same(trace.OutputGate(layer), trace.Vector('o', layer));
            Same(trace.Cell(layer), trace.Vector('c', layer));
            Same(trace.Normaliser(layer), layer == 3 ? trace.Vector('n', layer) : []);
            Same(trace.Stabiliser(layer), trace.Vector('m', layer));
            Same(trace.Hidden(layer), trace.Vector('h', layer));
        }

        Assert.Equal([9, 0, 0, 0, 7], Lengths('r'));
        Assert.Equal([9, 0, 0, 12, 7], Lengths('z'));
        Assert.Equal([9, 0, 0, 12, 7], Lengths('n'));
        Assert.Equal([0, 20, 0, 0, 0], Lengths('g'));
        Assert.Equal([0, 20, 0, 12, 0], Lengths('i'));
        Assert.Equal([9, 5, 4, 12, 7], Lengths('h'));
        Assert.Throws<ArgumentOutOfRangeException>("letter", () => trace.Vector('q').Length);
        Assert.Throws<ArgumentOutOfRangeException>("layer", () => trace.Vector('n', 5).Length);

        int[] Lengths(char letter) =>
            [.. Enumerable.Range(0, TracedList.LayerCount).Select(layer => trace.Vector(letter, layer).Length)];

        // The same memory.
        static void Same(ReadOnlySpan<float> expected, ReadOnlySpan<float> found) =>
            Assert.True(expected == found || (expected.IsEmpty && found.IsEmpty));
    }

    // One set of letters is that of all layers.
    private static void Compare<TModel, TState, TTrace>(Func<LstmWeights, TModel> create, params TraceLetters[] letters)
        where TModel : class, ITracedLstm<TState, TTrace>
        where TState : unmanaged, ILstmState
        where TTrace : unmanaged, ILstmTrace
    {
        ListSpec spec = TracedSpec.Of<TState>();
        ListWeights weights = RandomWeights.Values(spec, initialStates: true);
        TModel model = create(ListConversion.WeightsOf(spec, weights));
        float[] inputs = RandomWeights.Inputs(Steps, spec.Input, bound: 3);
        OracleStep[][] expected = LstmOracle.Trace(spec, weights, inputs);
        TState state = model.InitialState;
        TTrace trace = default;
        float[] output = new float[spec.OutputSize];
        for (int step = 0; step < Steps; step++)
        {
            model.Step(ref state, inputs.AsSpan(step * spec.Input, spec.Input), output, ref trace);
            foreach (PlacedCell cell in spec.Cells)
            {
                TraceLetters own = letters[letters.Length == 1 ? 0 : cell.Number];
                Assert.Equal(own, TTrace.LettersOf(cell.Number));
                foreach (char letter in own.Gates + own.Candidate + own.States)
                {
                    double[] values = expected[cell.Number][step].Vector(letter, cell.Spec);
                    float[] found = trace.Vector(letter, cell.Number).ToArray();
                    Assert.Equal(values.Length, found.Length);
                    Assert.All(
                        values.Zip(found), pair => Assert.Equal(pair.First, pair.Second, Tolerance * Math.Max(1, Math.Abs(pair.First))));
                }
            }
        }

        Assert.Throws<ArgumentOutOfRangeException>("layer", () => TTrace.LettersOf(spec.Cells.Count));
    }
}
