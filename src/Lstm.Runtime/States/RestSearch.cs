using System;
using Lstm.CompilerServices;

namespace Lstm;

/// <summary>Compares a network's state from step to step, and decides when the search for a steady state ends.</summary>
/// <remarks>
/// Cycles are found with Brent's algorithm: the state is compared with a saved one, and a new one is saved after every power of two of
/// steps. A state that repeats bit for bit will repeat indefinitely. A state that never repeats is judged at the end, by comparing the
/// second half of the search with the first. A network that draws random numbers counts as settled only after many steps without change,
/// and a repeated state does not prove a cycle.
/// </remarks>
internal sealed class RestSearch<TState>
    where TState : unmanaged, ILstmState
{
    // The state diverges if it grew by this factor in the second half, and by nearly as much as in the first half. Linear growth doubles
    // the state, and grows by the same amount in both halves.
    private const float Growth = 1.25f;
    private const float Unabated = 0.9f;

    // With random draws the state must not change for this many steps in a row, because the next draw may change it again.
    private const int StillDraws = 1000;

    // A converging network changes less than this fraction of the earlier change.
    private const float Calming = 0.9f;

    // Fields of an object, because a state may be too large for the stack.
    private TState _before;
    private TState _kept;
    private int _keptAt;
    private int _nextKept;
    private float _early;
    private float _late;
    private readonly float _sizeAtStart;
    private float _largestEarly;
    private float _largestLate;
    private int _still;

    public RestSearch(ref TState start)
    {
        _kept = start;
        _nextKept = 1;
        _sizeAtStart = Size(ref start);
        _largestEarly = _sizeAtStart;
    }

    /// <summary>Keeps the state before a step.</summary>
    public void Keep(ref TState before) => _before = before;

    /// <summary>Returns the report if the search ends at this step, or null to continue.</summary>
    public RestReport? Judge(ref TState state, int step, int maxSteps, float tolerance)
    {
        if (!state.IsFinite())
        {
            return new RestReport(RestOutcome.Diverging, step, float.NaN, Period: 0);
        }

        float change = Change(ref _before, ref state);
        _still = change <= tolerance ? _still + 1 : 0;
        if (_still >= (StateMap.Of<TState>().IsRandom ? StillDraws : 1))
        {
            return new RestReport(RestOutcome.Settled, step, change, Period: 0);
        }

        if (!StateMap.Of<TState>().IsRandom && Change(ref _kept, ref state) == 0)
        {
            return new RestReport(RestOutcome.Oscillating, step, change, step - _keptAt);
        }

        if (step == _nextKept)
        {
            _kept = state;
            _keptAt = step;
            _nextKept = (int)Math.Min(2L * step, int.MaxValue);
        }

        Note(ref state, change, step, maxSteps);
        return step < maxSteps ? null : new RestReport(Verdict(), step, change, Period: 0);
    }

    // Records the largest change in the third and the last quarter, and the largest state in each half. A single step is not enough,
    // because an oscillation may be near zero there.
    private void Note(ref TState state, float change, int step, int maxSteps)
    {
        ref float largest = ref step <= maxSteps / 2 ? ref _largestEarly : ref _largestLate;
        largest = Math.Max(largest, Size(ref state));

        if (step > maxSteps - maxSteps / 4)
        {
            _late = Math.Max(_late, change);
        }
        else if (step > maxSteps / 2)
        {
            _early = Math.Max(_early, change);
        }
    }

    private RestOutcome Verdict()
    {
        float early = _largestEarly - _sizeAtStart;
        float late = _largestLate - _largestEarly;
        bool grows = _largestLate > 1 && _largestLate >= Growth * _largestEarly && late >= Unabated * early;
        return
            grows && early > 0 ? RestOutcome.Diverging :
            _early > 0 && _late >= Calming * _early ? RestOutcome.Oscillating : RestOutcome.Unsettled;
    }

    private static float Change(ref TState one, ref TState other)
    {
        float most = 0;
        foreach (StateVector vector in StateMap.Of<TState>().Vectors)
        {
            most = Math.Max(most, Change(StateAccess.Vector(ref one, vector), StateAccess.Vector(ref other, vector)));
        }

        return most;
    }

    private static float Change(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        float most = 0;
        for (int unit = 0; unit < one.Length; unit++)
        {
            most = Math.Max(most, Math.Abs(one[unit] - other[unit]) / Math.Max(1, Math.Abs(other[unit])));
        }

        return most;
    }

    private static float Size(ref TState state)
    {
        float most = 0;
        foreach (StateVector vector in StateMap.Of<TState>().Vectors)
        {
            foreach (float value in StateAccess.Vector(ref state, vector))
            {
                most = Math.Max(most, Math.Abs(value));
            }
        }

        return most;
    }
}
