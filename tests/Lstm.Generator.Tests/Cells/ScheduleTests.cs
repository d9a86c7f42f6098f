using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;
using Xunit;

namespace Lstm.Generator.Tests.Cells;

/// <summary>The order of a cell's equations: the stages of a step, and the chain within each.</summary>
public sealed class ScheduleTests
{
    private static readonly CellShape s_lstm = new(CellKind.Lstm, 3);
    private static readonly CellShape s_resetAfter = new(CellKind.GruResetAfter, 3);
    private static readonly CellShape s_resetBefore = new(CellKind.GruResetBefore, 3);

    [Fact]
    public void An_LSTM_has_one_stage_up_to_its_cell_state_and_one_for_the_hidden_state()
    {
        const string plain = """
            gates i f o; updates g c; chain g i f c o
            gates ; updates h; chain h
            """;

        Assert.Equal(plain, Print(s_lstm));
        Assert.Equal(plain, Print(s_lstm with { StochasticForget = true, Clip = 1, CellClip = 2 }));
        Assert.Equal(plain, Print(s_lstm with { LayerNorm = true, Projection = 2 }));
        Assert.Equal(plain, Print(s_lstm with { GateActivation = Activation.Linear, HiddenActivation = Activation.Linear }));
    }

    [Fact]
    public void A_peephole_moves_the_output_gate_behind_the_cell_state() => Assert.Equal(
        """
        gates i f; updates g c; chain g i f c
        gates o; updates h; chain o h
        """,
        Print(s_lstm with { Peephole = true }));

    [Fact]
    public void A_coupled_forget_gate_is_a_value_of_its_stage()
    {
        Assert.Equal(
            """
            gates i o; updates f g c; chain g i f c o
            gates ; updates h; chain h
            """,
            Print(s_lstm with { CoupledGates = true }));
        Assert.Equal(
            """
            gates i; updates f g c; chain g i f c
            gates o; updates h; chain o h
            """,
            Print(s_lstm with { CoupledGates = true, Peephole = true }));
    }

    [Fact]
    public void The_candidate_of_a_GRU_waits_for_the_reset_gate()
    {
        Assert.Equal(
            """
            gates r z; updates ; chain r z
            gates ; updates n h; chain n h
            """,
            Print(s_resetAfter));
        Assert.Equal(
            """
            gates r z; updates ; chain r z; multiplied m
            gates ; updates n h; chain n h
            """,
            Print(s_resetBefore));
    }

    [Fact]
    public void An_Elman_network_has_one_equation() => Assert.Equal("gates ; updates h; chain h", Print(new CellShape(CellKind.Rnn, 3)));

    /// <summary>Its forget gate reads the old stabiliser after the new one is set. Both are in one stage, with all between them.</summary>
    [Fact]
    public void An_sLSTM_has_one_stage()
    {
        CellShape shape = new(CellKind.SLstm, 3);
        Assert.Equal("gates o; updates z l m i f c n h; chain l m z i f c n o h", Print(shape));
        Schedule schedule = Schedule.Of(shape.Definition);
        Assert.Equal((true, false, false), (schedule.KeepsOld('m'), schedule.KeepsOld('n'), schedule.KeepsOld('c')));
    }

    [Fact]
    public void Every_equation_is_in_one_stage_after_those_that_it_reads()
    {
        foreach (CellShape shape in CellSamples.All)
        {
            Schedule schedule = Schedule.Of(shape.Definition);
            Equation[] order = [.. schedule.Stages.SelectMany(static stage => stage.InChainOrder().Concat(stage.Multiplied))];
            Assert.Equal(
                shape.Definition.Equations.Select(static equation => equation.Letter).Order(),
                order.Select(static equation => equation.Letter).Order());
            HashSet<char> known = [];
            foreach (Equation equation in order)
            {
                Assert.All(equation.Value.All.OfType<Result>(), result => Assert.Contains(result.Letter, known));
                known.Add(equation.Letter);
            }
        }
    }

    [Fact]
    public void Old_and_new_values_of_states_are_told_apart()
    {
        Schedule lstm = Schedule.Of(s_lstm.Definition);
        Assert.Equal((true, false, true), (lstm.ReadsOld('c'), lstm.KeepsOld('c'), lstm.Reads('c')));
        Assert.Equal((false, false, false), (lstm.ReadsOld('h'), lstm.KeepsOld('h'), lstm.Reads('h')));

        Schedule gru = Schedule.Of(s_resetBefore.Definition);
        Assert.Equal((true, false, false), (gru.ReadsOld('h'), gru.KeepsOld('h'), gru.Reads('h')));

        // Its hidden state takes the cell state of the step before.
        CellBuilder late = new(s_lstm);
        Term old = late.State('c');
        Term candidate = late.Candidate('g', "candidate");
        late.Set('c', "new cell state", old + candidate);
        late.Output("new hidden state", candidate * old);
        Assert.True(Schedule.Of(late.Cell).KeepsOld('c'));
    }

    private static string Print(CellShape shape) => string.Join('\n', Schedule.Of(shape.Definition).Stages.Select(static stage =>
        $"gates {Letters(stage.Gates)}; updates {Letters(stage.Updates)}; chain {Letters(stage.InChainOrder())}" +
        (stage.Multiplied.Count > 0 ? $"; multiplied {Letters(stage.Multiplied)}" : "")));

    private static string Letters(IEnumerable<Equation> equations) =>
        string.Join(' ', equations.Select(static equation => equation.Letter));
}
