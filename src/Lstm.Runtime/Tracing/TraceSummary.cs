using System;

namespace Lstm;

/// <summary>
/// What the gates of a network did over a run: for each unit the mean of each gate, and the share of steps in which it was saturated. A forget gate that is always open makes a
/// unit a memory, one that is always shut makes it a plain function of the input; a unit whose output gate never opens does nothing.
/// </summary>
/// <remarks>
/// Saturated is meant as by Karpathy, Johnson and Fei-Fei (Visualizing and understanding recurrent networks, 2015): to the left below 0.1, to the right above 0.9. Of the
/// candidate, which goes from -1 to 1, it is below -0.9 and above 0.9.
/// </remarks>
public sealed class TraceSummary
{
    /// <summary>Below it a gate is saturated to the left, shut.</summary>
    public const float LeftBound = 0.1f;

    /// <summary>Above it a gate is saturated to the right, open; a candidate above it or below its negative.</summary>
    public const float RightBound = 0.9f;

    private const int Gates = 4;

    private readonly int _layers;
    private readonly int _hidden;
    private readonly double[] _sums;
    private readonly long[] _left;
    private readonly long[] _right;

    /// <summary>A summary of no step yet.</summary>
    /// <param name="layers">The network's layers.</param>
    /// <param name="hidden">The units of each.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are none.</exception>
    /// <exception cref="OverflowException">There are more than an array holds.</exception>
    public TraceSummary(int layers, int hidden)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(hidden, 1);
        _layers = layers;
        _hidden = hidden;
        int all = checked(layers * Gates * hidden);
        _sums = new double[all];
        _left = new long[all];
        _right = new long[all];
    }

    /// <summary>The steps that were added.</summary>
    public long Steps { get; private set; }

    /// <summary>Adds a step.</summary>
    /// <typeparam name="TTrace">The network's trace.</typeparam>
    /// <param name="trace">The step's trace, of a network of this summary's sizes.</param>
    public void Add<TTrace>(ref TTrace trace)
        where TTrace : unmanaged, ILstmTrace
    {
        for (int layer = 0; layer < _layers; layer++)
        {
            Add(layer, LstmGate.Input, trace.InputGate(layer), LeftBound);
            Add(layer, LstmGate.Forget, trace.ForgetGate(layer), LeftBound);
            Add(layer, LstmGate.Candidate, trace.Candidate(layer), -RightBound);
            Add(layer, LstmGate.Output, trace.OutputGate(layer), LeftBound);
        }

        Steps++;
    }

    /// <summary>The mean of a unit's gate over all steps; NaN before the first.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="unit">The unit, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such gate, layer or unit.</exception>
    public double Mean(LstmGate gate, int layer, int unit) => _sums[Place(gate, layer, unit)] / Steps;

    /// <summary>The share of steps in which a unit's gate was saturated to the left, 0 to 1; NaN before the first step.</summary>
    /// <inheritdoc cref="Mean"/>
    public double LeftSaturated(LstmGate gate, int layer, int unit) => (double)_left[Place(gate, layer, unit)] / Steps;

    /// <summary>The share of steps in which a unit's gate was saturated to the right, 0 to 1; NaN before the first step.</summary>
    /// <inheritdoc cref="Mean"/>
    public double RightSaturated(LstmGate gate, int layer, int unit) => (double)_right[Place(gate, layer, unit)] / Steps;

    private void Add(int layer, LstmGate gate, ReadOnlySpan<float> values, float left)
    {
        int start = Place(gate, layer, 0);
        for (int unit = 0; unit < _hidden; unit++)
        {
            float value = values[unit];
            _sums[start + unit] += value;
            _left[start + unit] += value < left ? 1 : 0;
            _right[start + unit] += value > RightBound ? 1 : 0;
        }
    }

    private int Place(LstmGate gate, int layer, int unit)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)gate, (uint)Gates, nameof(gate));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)layer, (uint)_layers, nameof(layer));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)unit, (uint)_hidden, nameof(unit));
        return (layer * Gates + (int)gate) * _hidden + unit;
    }
}
