using System;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.States;

/// <summary>Networks that come to rest, that swing, that grow, and that take their time.</summary>
public sealed class RestStateTests
{
    [Theory]
    [InlineData(0f)]
    [InlineData(0.7f)]
    public void A_stream_that_starts_at_rest_stays_there(float input)
    {
        KeptAmp model = new(RandomWeights.Create(1, 3, 1, 1));

        KeptAmp.State state = model.RestState([input]);

        KeptAmp.State after = state;
        float[] outputs = new float[100];
        model.Run(ref after, [.. Enumerable.Repeat(input, 100)], outputs);
        Assert.All(outputs, output => Assert.Equal(outputs[0], output, 1e-6f));
        Assert.NotEqual(default, state);
    }

    [Fact]
    public void Gated_units_and_variants_come_to_rest_too()
    {
        KeptGru gru = new(RandomWeights.Create(new NetworkSpec(2, 9) { Gru = true }));
        KeptProjected projected = new(RandomWeights.Create(new NetworkSpec(1, 12) { Projection = 5 }));

        Assert.Equal(RestOutcome.Settled, RestStates.Find(gru, [0.1f, -0.2f], out KeptGru.State _).Outcome);
        Assert.Equal(RestOutcome.Settled, RestStates.Find(projected, [0.5f], out KeptProjected.State _).Outcome);
    }

    [Fact]
    public void An_oscillator_is_reported_with_its_period()
    {
        // One unit whose output turns the sign of its next candidate: c = ±tanh(…), from a start that is not zero.
        KeptUnit model = new(Unit(forget: -50, input: 50, candidate: 0, recurrent: -8, startCell: 1));

        RestReport report = RestStates.Find(model, [0f], out KeptUnit.State _);

        Assert.Equal(RestOutcome.Oscillating, report.Outcome);
        Assert.Equal(2, report.Period);
        Assert.True(report.Steps < 1000, $"{report.Steps} steps");
        RestStateException refused = Assert.Throws<RestStateException>(() => model.RestState([0f]));
        Assert.Contains("it oscillates with period 2", refused.Message, StringComparison.Ordinal);
        Assert.Equal(report, refused.Report);
    }

    [Fact]
    public void A_cell_state_that_grows_without_bound_is_reported()
    {
        // An open forget gate keeps all of c, and each step adds tanh(1).
        KeptUnit model = new(Unit(forget: 50, input: 50, candidate: 1, recurrent: 0, startCell: 0));

        RestReport report = RestStates.Find(model, [0f], out KeptUnit.State state, maxSteps: 5000);

        Assert.Equal(RestOutcome.Diverging, report.Outcome);
        Assert.Equal(5000, report.Steps);
        Assert.Equal(5000 * MathF.Tanh(1), state.Cell()[0], 1f);
        Assert.True(state.IsFinite());
        Assert.Contains(
            "grows without bound",
            Assert.Throws<RestStateException>(() => model.RestState([0f])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_that_overflows_is_reported_at_once()
    {
        KeptExploding model = new(Unit(forget: 0, input: 50, candidate: 1, recurrent: 100, startCell: 0));

        RestReport report = RestStates.Find(model, [0f], out KeptExploding.State state);

        Assert.Equal(RestOutcome.Diverging, report.Outcome);
        Assert.True(float.IsNaN(report.Change));
        Assert.True(report.Steps < 100);
        Assert.False(state.IsFinite());
    }

    [Fact]
    public void Slow_convergence_is_distinguished_from_none()
    {
        // f = sigmoid(9): some ten thousand steps to lose a factor of e.
        KeptUnit model = new(Unit(forget: 9, input: -50, candidate: 0, recurrent: 0, startCell: 1));

        Assert.Equal(RestOutcome.Unsettled, RestStates.Find(model, [0f], out KeptUnit.State _, maxSteps: 10_000).Outcome);
        Assert.Equal(RestOutcome.Settled, RestStates.Find(model, [0f], out KeptUnit.State _, maxSteps: 200_000).Outcome);
    }

    [Fact]
    public void Its_arguments_are_checked()
    {
        KeptAmp model = new(RandomWeights.Create(1, 3, 1, 1));

        Assert.Equal("input", Assert.Throws<ArgumentException>(() => model.RestState([])).ParamName);
        Assert.Equal("input", Assert.Throws<ArgumentException>(() => model.RestState([float.NaN])).ParamName);
        Assert.Equal(
            "A steady state requires finite inputs, but one of them is -Infinity. (Parameter 'input')",
            Assert.Throws<ArgumentException>(() => model.RestState([float.NegativeInfinity])).Message);
        Assert.Equal(
            "maxSteps",
            Assert.Throws<ArgumentOutOfRangeException>(() => RestStates.Find(model, [0f], out KeptAmp.State _, maxSteps: 0)).ParamName);
        Assert.Throws<ArgumentNullException>(() => RestStates.Find<KeptAmp, KeptAmp.State>(null!, [0f], out _));
    }

    // One unit: the biases of f, i and g, an open output gate, and what the candidate sees of h.
    private static LstmWeights Unit(float forget, float input, float candidate, float recurrent, float startCell) => new(
        [new LstmLayerWeights(1, 1, [0, 0, 0, 0], [0, 0, recurrent, 0], [input, forget, candidate, 50])],
        stem: [], head: [],
        initialHidden: [startCell == 0 ? 0 : MathF.Tanh(startCell)], initialCell: [startCell]);
}
