using System.Collections.Generic;
using System.Linq;
using Gestures;
using Xunit;

namespace Lstm.Samples.Tests;

/// <summary>The detector of samples/Gestures makes one event of each gesture that lasts for the hold time.</summary>
public sealed class EventDetectorTests
{
    [Fact]
    public void A_gesture_is_reported_once_at_the_end_of_the_hold_time() =>
        Assert.Equal([(Gesture.Push, EventDetector.Hold - 1)], Reports((Gesture.Push, 5 * EventDetector.Hold)));

    [Fact]
    public void A_shorter_one_is_not_reported() =>
        Assert.Empty(Reports((Gesture.Push, EventDetector.Hold - 1), (Gesture.Shake, EventDetector.Hold - 1)));

    [Fact]
    public void The_next_one_needs_a_pause_of_the_hold_time()
    {
        Assert.Equal(
            [Gesture.Push],
            Reports((Gesture.Push, EventDetector.Hold), (Gesture.Nothing, EventDetector.Hold - 1), (Gesture.Shake, EventDetector.Hold))
                .Select(static report => report.Kind));
        Assert.Equal(
            [Gesture.Push, Gesture.Shake],
            Reports((Gesture.Push, EventDetector.Hold), (Gesture.Nothing, EventDetector.Hold), (Gesture.Shake, EventDetector.Hold))
                .Select(static report => report.Kind));
    }

    [Fact]
    public void A_probability_below_the_threshold_is_nothing() =>
        Assert.Empty(Reports(EventDetector.Threshold * 0.99f, (Gesture.Push, 5 * EventDetector.Hold)));

    private static List<(Gesture Kind, int Step)> Reports(params (Gesture Kind, int Steps)[] shown) =>
        Reports(EventDetector.Threshold, shown);

    private static List<(Gesture Kind, int Step)> Reports(float probability, params (Gesture Kind, int Steps)[] shown)
    {
        EventDetector detector = new();
        return
        [
            .. shown.SelectMany(static one => Enumerable.Repeat(one.Kind, one.Steps))
                .Select((kind, step) => (Kind: detector.Next(Probabilities(kind, probability)), step))
                .Where(static report => report.Kind != Gesture.Nothing),
        ];
    }

    private static float[] Probabilities(Gesture kind, float probability)
    {
        float[] values = new float[GestureModel.OutputSize];
        System.Array.Fill(values, (1 - probability) / (values.Length - 1));
        values[(int)kind] = probability;
        return values;
    }
}
