using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Xunit;

namespace Lstm.Tests;

/// <summary>Means and saturated shares of gates.</summary>
public sealed class TraceSummaryTests
{
    /// <summary>An LSTM of one unit, and above it a GRU of two.</summary>
    private struct TwoLayers : ILstmTrace
    {
        private const string Lstm = "ifgo";
        private const string Gru = "rzn";

        private Values _values;

        public TwoLayers(ReadOnlySpan<float> lstm, ReadOnlySpan<float> gru)
        {
            lstm.CopyTo(_values);
            gru.CopyTo(((Span<float>)_values)[Lstm.Length..]);
        }

        public static TraceLetters LettersOf(int layer) => layer switch
        {
            0 => new TraceLetters("ifo", "g", "ch"),
            1 => new TraceLetters("rz", "n", "h"),
            _ => throw new ArgumentOutOfRangeException(nameof(layer)),
        };

        [UnscopedRef]
        public ReadOnlySpan<float> Vector(char letter, int layer = 0)
        {
            ReadOnlySpan<float> values = _values;
            int place = (layer == 0 ? Lstm : Gru).IndexOf(letter, StringComparison.Ordinal);
            return place < 0 ? [] : layer == 0 ? values.Slice(place, 1) : values.Slice(Lstm.Length + 2 * place, 2);
        }

        [InlineArray(10)]
        private struct Values
        {
            private float _first;
        }
    }

    [Fact]
    public void Saturated_is_beyond_the_bounds_and_not_on_them()
    {
        TraceSummary summary = new();
        float[][] steps = [[0.05f, 0.1f, -0.95f, 0.5f], [0.95f, 0.9f, 0.95f, 0.5f], [0.5f, 0.5f, -0.05f, 1f], [0.5f, 0.5f, 0.05f, 0f]];
        foreach (float[] step in steps)
        {
            TwoLayers trace = new(step, []);
            summary.Add(ref trace, layers: 1);
        }

        Assert.Equal(4, summary.Steps);
        Assert.Equal((0.5, 0.25, 0.25), Of(summary, 'i'));
        Assert.Equal((0.5, 0, 0), Of(summary, 'f'));
        Assert.Equal((0, 0.25, 0.25), Of(summary, 'g'));
        Assert.Equal((0.5, 0.25, 0.25), Of(summary, 'o'));
    }

    [Fact]
    public void Layers_have_gates_and_units_of_their_own()
    {
        TraceSummary summary = new();
        TwoLayers trace = new([1, 1, 1, 1], [0, 0.5f, 0.25f, 1, -1, 0.75f]);
        summary.Add(ref trace, layers: 2);

        Assert.Equal((1, 0, 1), Of(summary, 'i'));
        Assert.Equal((0, 1, 0), Of(summary, 'r', layer: 1));
        Assert.Equal((0.5, 0, 0), Of(summary, 'r', layer: 1, unit: 1));
        Assert.Equal((1, 0, 1), Of(summary, 'z', layer: 1, unit: 1));
        Assert.Equal((-1, 1, 0), Of(summary, 'n', layer: 1));
        Assert.Equal("gate", Refused(() => summary.Mean('f', 1, 0)));
        Assert.Equal("gate", Refused(() => summary.RightSaturated('r', 0, 0)));
    }

    [Fact]
    public void Only_gates_of_added_steps_have_a_mean()
    {
        TraceSummary summary = new();
        Assert.Equal("gate", Refused(() => summary.Mean('f', 0, 0)));
        Assert.Equal(0, summary.Steps);

        TwoLayers trace = new([1, 1, 1, 1], []);
        summary.Add(ref trace, layers: 1);

        Assert.Equal("gate", Refused(() => summary.Mean('f', 1, 0)));
        Assert.Equal("gate", Refused(() => summary.LeftSaturated('q', 0, 0)));
        Assert.Equal("unit", Refused(() => summary.Mean('f', 0, -1)));
        Assert.Equal("unit", Refused(() => summary.RightSaturated('f', 0, 1)));
        Assert.Equal("layer", Refused(() => summary.Add(ref trace, layers: 3)));
    }

    private static (double Mean, double Left, double Right) Of(TraceSummary summary, char gate, int layer = 0, int unit = 0) => (
        Math.Round(summary.Mean(gate, layer, unit), 6),
        summary.LeftSaturated(gate, layer, unit),
        summary.RightSaturated(gate, layer, unit));

    private static string? Refused(Action use) => Assert.Throws<ArgumentOutOfRangeException>(use).ParamName;
}
