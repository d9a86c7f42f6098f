using System;
using System.Collections.Generic;

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

    private readonly Dictionary<(int Layer, char Letter), Counts> _counts = [];

    /// <summary>The number of steps added.</summary>
    public long Steps { get; private set; }

    /// <summary>Adds a step.</summary>
    /// <typeparam name="TTrace">The network's trace.</typeparam>
    /// <param name="trace">The trace of the step, always of the same network.</param>
    /// <param name="layers">The number of recurrent layers of the network.</param>
    /// <exception cref="ArgumentOutOfRangeException">The network has fewer layers.</exception>
    public void Add<TTrace>(ref TTrace trace, int layers)
        where TTrace : unmanaged, ILstmTrace
    {
        for (int layer = 0; layer < layers; layer++)
        {
            TraceLetters letters = TTrace.LettersOf(layer);
            foreach (char gate in letters.Gates)
            {
                CountsOf(layer, gate, trace.Vector(gate, layer).Length).Add(trace.Vector(gate, layer), LeftBound);
            }

            foreach (char candidate in letters.Candidate)
            {
                CountsOf(layer, candidate, trace.Vector(candidate, layer).Length).Add(trace.Vector(candidate, layer), -RightBound);
            }
        }

        Steps++;
    }

    /// <summary>Returns the mean of a unit's gate over all steps.</summary>
    /// <param name="gate">The letter of the gate or of the candidate: see <see cref="ILstmTrace.LettersOf"/>.</param>
    /// <param name="layer">The recurrent layer, from 0.</param>
    /// <param name="unit">The unit, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such gate, layer or unit, or no step was added.</exception>
    public double Mean(char gate, int layer, int unit) => Of(gate, layer, unit).Sums[unit] / Steps;

    /// <summary>Returns the fraction of steps in which a unit's gate was left-saturated, 0 to 1.</summary>
    /// <inheritdoc cref="Mean"/>
    public double LeftSaturated(char gate, int layer, int unit) => (double)Of(gate, layer, unit).Left[unit] / Steps;

    /// <summary>Returns the fraction of steps in which a unit's gate was right-saturated, 0 to 1.</summary>
    /// <inheritdoc cref="Mean"/>
    public double RightSaturated(char gate, int layer, int unit) => (double)Of(gate, layer, unit).Right[unit] / Steps;

    private Counts CountsOf(int layer, char letter, int units)
    {
        if (!_counts.TryGetValue((layer, letter), out Counts? counts))
        {
            counts = new Counts(units);
            _counts.Add((layer, letter), counts);
        }

        return counts;
    }

    private Counts Of(char gate, int layer, int unit)
    {
        if (!_counts.TryGetValue((layer, gate), out Counts? counts))
        {
            throw new ArgumentOutOfRangeException(nameof(gate), gate, $"No step with a gate of this letter in layer {layer} was added.");
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)unit, (uint)counts.Sums.Length, nameof(unit));
        return counts;
    }

    /// <summary>What is known of a gate of a layer, for each unit.</summary>
    private sealed class Counts(int units)
    {
        public double[] Sums { get; } = new double[units];

        public long[] Left { get; } = new long[units];

        public long[] Right { get; } = new long[units];

        public void Add(ReadOnlySpan<float> values, float left)
        {
            for (int unit = 0; unit < values.Length; unit++)
            {
                Sums[unit] += values[unit];
                Left[unit] += values[unit] < left ? 1 : 0;
                Right[unit] += values[unit] > RightBound ? 1 : 0;
            }
        }
    }
}
