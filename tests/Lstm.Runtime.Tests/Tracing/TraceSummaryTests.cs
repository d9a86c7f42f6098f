using System;
using System.Diagnostics.CodeAnalysis;
using Xunit;

namespace Lstm.Tests;

/// <summary>Means and saturated shares of gates.</summary>
public sealed class TraceSummaryTests
{
    private struct OneUnit(float i, float f, float g, float o) : ILstmTrace
    {
        private float _i = i;
        private float _f = f;
        private float _g = g;
        private float _o = o;

        [UnscopedRef]
        public ReadOnlySpan<float> InputGate(int layer = 0) => new(ref _i);

        [UnscopedRef]
        public ReadOnlySpan<float> ForgetGate(int layer = 0) => new(ref _f);

        [UnscopedRef]
        public ReadOnlySpan<float> Candidate(int layer = 0) => new(ref _g);

        [UnscopedRef]
        public ReadOnlySpan<float> OutputGate(int layer = 0) => new(ref _o);

        [UnscopedRef]
        public ReadOnlySpan<float> Cell(int layer = 0) => [];

        [UnscopedRef]
        public ReadOnlySpan<float> Hidden(int layer = 0) => [];
    }

    [Fact]
    public void Saturated_is_beyond_the_bounds_and_not_on_them()
    {
        TraceSummary summary = new(1, 1);
        OneUnit[] steps =
        [
            new(0.05f, 0.1f, -0.95f, 0.5f), new(0.95f, 0.9f, 0.95f, 0.5f), new(0.5f, 0.5f, -0.05f, 1f), new(0.5f, 0.5f, 0.05f, 0f),
        ];
        foreach (OneUnit step in steps)
        {
            OneUnit trace = step;
            summary.Add(ref trace);
        }

        Assert.Equal(4, summary.Steps);
        Assert.Equal((0.5, 0.25, 0.25), Of(LstmGate.Input));
        Assert.Equal((0.5, 0, 0), Of(LstmGate.Forget));
        Assert.Equal((0, 0.25, 0.25), Of(LstmGate.Candidate));
        Assert.Equal((0.5, 0.25, 0.25), Of(LstmGate.Output));

        (double Mean, double Left, double Right) Of(LstmGate gate) =>
            (Math.Round(summary.Mean(gate, 0, 0), 6), summary.LeftSaturated(gate, 0, 0), summary.RightSaturated(gate, 0, 0));
    }

    [Fact]
    public void Before_the_first_step_the_mean_is_NaN()
    {
        TraceSummary summary = new(2, 3);

        Assert.True(double.IsNaN(summary.Mean(LstmGate.Forget, 1, 2)));
        Assert.Equal("layer", Assert.Throws<ArgumentOutOfRangeException>(() => summary.Mean(LstmGate.Forget, 2, 0)).ParamName);
        Assert.Equal("unit", Assert.Throws<ArgumentOutOfRangeException>(() => summary.Mean(LstmGate.Forget, 0, -1)).ParamName);
        Assert.Equal("gate", Assert.Throws<ArgumentOutOfRangeException>(() => summary.LeftSaturated((LstmGate)4, 0, 0)).ParamName);
        Assert.Equal("layers", Assert.Throws<ArgumentOutOfRangeException>(() => new TraceSummary(0, 1)).ParamName);
    }
}
