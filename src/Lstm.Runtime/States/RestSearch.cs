using System;

namespace Lstm;

/// <summary>Watches a network's state from step to step, and says when there is no more to wait for.</summary>
/// <remarks>
/// A cycle is found as Brent does it: the state is compared with one that is kept, and a new one is kept after every power of two of steps. Bits that come back come back
/// for ever. What never repeats its bits is judged at the end, by how the second half of the search compares with the first. A network that draws random numbers is at rest only
/// when it has stood still for many steps, and goes round for ever whatever comes back.
/// </remarks>
internal struct RestSearch<TState>
    where TState : unmanaged, ILstmState
{
    // What has grown by this factor in the second half, and hardly less than in the first, has no bound in sight: a straight line doubles, and grows by as much again.
    private const float Growth = 1.25f;
    private const float Unabated = 0.9f;

    // So many steps in a row, where the next draw may move what the last ones did not.
    private const int StillDraws = 1000;

    // What calms down has lost at least this much of its movement.
    private const float Calming = 0.9f;

    private TState _kept;
    private int _keptAt;
    private int _nextKept;
    private float _early;
    private float _late;
    private readonly float _sizeAtStart;
    private float _largestEarly;
    private float _largestLate;
    private int _still;

    public RestSearch(TState start)
    {
        _kept = start;
        _nextKept = 1;
        _sizeAtStart = Size(ref start);
        _largestEarly = _sizeAtStart;
    }

    /// <summary>What is known after a step; null to go on.</summary>
    public RestReport? Judge(ref TState before, ref TState state, int step, int maxSteps, float tolerance)
    {
        if (!state.IsFinite())
        {
            return new RestReport(RestOutcome.Diverging, step, float.NaN, Period: 0);
        }

        float change = Change(ref before, ref state);
        _still = change <= tolerance ? _still + 1 : 0;
        if (_still >= (TState.Layout.Random ? StillDraws : 1))
        {
            return new RestReport(RestOutcome.Settled, step, change, Period: 0);
        }

        if (!TState.Layout.Random && Change(ref _kept, ref state) == 0)
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

    // The movement of the third quarter and of the last, and how large the state became in either half: at one step of a swing it may be small.
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

    private readonly RestOutcome Verdict()
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
        for (int cell = 0; cell < TState.Layout.Cells; cell++)
        {
            most = Math.Max(most, Math.Max(Change(one.Hidden(cell), other.Hidden(cell)), Change(one.Cell(cell), other.Cell(cell))));
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
        for (int cell = 0; cell < TState.Layout.Cells; cell++)
        {
            foreach (float value in state.Hidden(cell))
            {
                most = Math.Max(most, Math.Abs(value));
            }

            foreach (float value in state.Cell(cell))
            {
                most = Math.Max(most, Math.Abs(value));
            }
        }

        return most;
    }
}
