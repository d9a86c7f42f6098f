using System;
using Xunit;

namespace Lstm.EndToEnd.Tests.States;

/// <summary>
/// What is said of states that do not come to rest in the steps that are allowed: of states that a test makes up, and of networks.
/// </summary>
public sealed class RestVerdictTests
{
    private const int Steps = 1000;

    [Fact]
    public void A_large_oscillation_is_not_growth()
    {
        // Small at step 500, as large as ever at step 1000; and with a turn that is no whole number of steps, so that no bits come back.
        const double turn = Math.PI / (2 * 500) * 5;

        Assert.Equal(RestOutcome.Oscillating, Judge(static step => 5 * Math.Sin(turn * (step - 500) + 1e-3)));
    }

    [Fact]
    public void Growth_that_slows_down_may_be_bounded()
    {
        // Half of the way in 1.4 times the steps that were allowed: it ends at 100.
        Assert.Equal(RestOutcome.Unsettled, Judge(static step => 100 * (1 - Math.Exp(-step / (2.0 * Steps)))));
        Assert.Equal(RestOutcome.Diverging, Judge(static step => 0.5 * step));
        Assert.Equal(RestOutcome.Diverging, Judge(static step => 40 + 0.5 * step));
        Assert.Equal(RestOutcome.Diverging, Judge(static step => Math.Exp(step / 100.0)));
    }

    [Fact]
    public void A_value_above_one_converges_to_its_last_digit()
    {
        // One digit to and fro, which is more than 1e-7 and less than 1e-7 of it; a small value is held to the bound itself.
        Assert.Equal(RestOutcome.Settled, Judge(static step => 1000 + step % 2 * 6.1035156e-5));
        Assert.Equal(RestOutcome.Oscillating, Judge(static step => 1e-3 + step % 2 * 1.5e-7));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_few_steps_do_not_show_that_a_large_state_converges(int maxSteps)
    {
        // f = sigmoid(2), from 5 to some 4 and a bit.
        KeptUnit model = new(new LstmWeights(
            [new LstmLayerWeights(1, 1, new float[4], new float[4], [0, 2, 3, 0])], stem: [], head: [], initialHidden: [0],
            initialCell: [5]));

        Assert.Equal(RestOutcome.Unsettled, RestStates.Find(model, [0f], out KeptUnit.State _, maxSteps).Outcome);
    }

    [Fact]
    public void A_stochastic_network_is_at_rest_only_where_no_draw_changes_its_state()
    {
        // f = sigmoid(-1): what is kept in one step of four has gone in the next, and has come to stay in none.
        KeptStochastic drawn = new(Stochastic(forget: -1));
        KeptStochastic shut = new(Stochastic(forget: -300));

        Assert.Equal(RestOutcome.Oscillating, RestStates.Find(drawn, [0f, 0f], out KeptStochastic.State _, maxSteps: 20_000).Outcome);
        Assert.Equal(RestOutcome.Settled, RestStates.Find(shut, [0f, 0f], out KeptStochastic.State _, maxSteps: 20_000).Outcome);
    }

    private static LstmWeights Stochastic(float forget)
    {
        float[] bias = [0, 0, forget, forget, 3, 3, 0, 0];
        return new LstmWeights(
            [
                new LstmLayerWeights(2, 2, new float[16], new float[16], bias),
                new LstmLayerWeights(2, 2, new float[16], new float[16], bias),
            ],
            head: null);
    }

    private static RestOutcome Judge(Func<int, double> cell)
    {
        KeptUnit.State state = default;
        state.Cell()[0] = (float)cell(0);
        RestSearch<KeptUnit.State> search = new(ref state);
        for (int step = 1; ; step++)
        {
            search.Keep(ref state);
            state.Cell()[0] = (float)cell(step);
            if (search.Judge(ref state, step, Steps, tolerance: 1e-7f) is { } report)
            {
                return report.Outcome;
            }
        }
    }
}
