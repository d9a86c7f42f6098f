using System;

namespace Gestures;

/// <summary>
/// Makes events of probabilities. A gesture is reported once, when its probability has been at least the threshold for the hold time. The
/// next one can be reported after no gesture has been above the threshold for as long.
/// </summary>
internal sealed class EventDetector
{
    /// <summary>The probability at which a gesture counts. training/train.py chose it, with the hold time, for other people.</summary>
    public const float Threshold = 0.9f;

    /// <summary>The hold time, in steps.</summary>
    public const int Hold = 3;

    private Gesture _candidate;
    private int _held;
    private bool _isReady = true;

    /// <summary>Takes the probabilities of a step, and returns the gesture to report, or <see cref="Gesture.Nothing"/>.</summary>
    public Gesture Next(ReadOnlySpan<float> probabilities)
    {
        int best = Confusion.Largest(probabilities);
        Gesture now = probabilities[best] >= Threshold ? (Gesture)best : Gesture.Nothing;
        _held = now == _candidate ? _held + 1 : 1;
        _candidate = now;
        if (_held < Hold)
        {
            return Gesture.Nothing;
        }

        Gesture reported = _isReady ? now : Gesture.Nothing;
        _isReady = now == Gesture.Nothing;
        return reported;
    }
}
