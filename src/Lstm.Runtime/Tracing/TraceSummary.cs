using System;

namespace Lstm;

/// <summary>
/// Statistics of the gates of a network over a run: for each unit the mean of each gate, and the fraction of steps in which it was
/// saturated. A unit whose forget gate is always open is a memory; one whose forget gate is always closed depends on the current step only;
/// one whose output gate never opens has no effect.
/// </summary>
/// <remarks>
/// Saturation is defined as in Karpathy, Johnson and Fei-Fei (Visualizing and understanding recurrent networks, 2015): left-saturated below
/// 0.1, right-saturated above 0.9. The candidate, which ranges from -1 to 1, is left-saturated below -0.9 and right-saturated above 0.9.
/// </remarks>
public sealed class TraceSummary
{
    /// <summary>The bound below which a gate is left-saturated (closed).</summary>
    public const float LeftBound = 0.1f;

    /// <summary>
    /// The bound above which a gate is right-saturated (open). A candidate is left-saturated below the negative of this bound.
    /// </summary>
    public const float RightBound = 0.9f;

    private const int Gates = 4;

    private readonly int _layers;
    private readonly int _hidden;
    private readonly double[] _sums;
    private readonly long[] _left;
    private readonly long[] _right;

    /// <summary>Creates an empty summary.</summary>
    /// <param name="layers">The number of layers of the network.</param>
    /// <param name="hidden">The number of units of each layer.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is less than one.</exception>
    /// <exception cref="OverflowException">The sizes exceed what an array can hold.</exception>
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

    /// <summary>The number of steps added.</summary>
    public long Steps { get; private set; }

    /// <summary>Adds a step.</summary>
    /// <typeparam name="TTrace">The network's trace.</typeparam>
    /// <param name="trace">The trace of the step, from a network of this summary's sizes.</param>
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

    /// <summary>Returns the mean of a unit's gate over all steps; NaN before the first step.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="unit">The unit, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such gate, layer or unit.</exception>
    public double Mean(LstmGate gate, int layer, int unit) => _sums[Place(gate, layer, unit)] / Steps;

    /// <summary>Returns the fraction of steps in which a unit's gate was left-saturated, 0 to 1; NaN before the first step.</summary>
    /// <inheritdoc cref="Mean"/>
    public double LeftSaturated(LstmGate gate, int layer, int unit) => (double)_left[Place(gate, layer, unit)] / Steps;

    /// <summary>Returns the fraction of steps in which a unit's gate was right-saturated, 0 to 1; NaN before the first step.</summary>
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
