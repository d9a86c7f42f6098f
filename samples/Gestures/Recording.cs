using System;
using System.Collections.Generic;
using System.Linq;

namespace Gestures;

/// <summary>A stream of measured values, and the gestures in it.</summary>
/// <param name="Counts">The counts of the sensor, [steps, 3].</param>
/// <param name="Events">The gestures, in the order of time.</param>
internal sealed record Recording(float[] Counts, IReadOnlyList<GestureEvent> Events)
{
    /// <summary>The steps of a second.</summary>
    public const int Rate = 50;

    /// <summary>The counts for the acceleration of gravity.</summary>
    public const float CountsPerG = 256;

    /// <summary>The number of steps.</summary>
    public int Steps => Counts.Length / GestureModel.InputSize;

    /// <summary>The duration in hours.</summary>
    public double Hours => (double)Steps / Rate / 3600;

    /// <summary>Reads a recording with gestures.</summary>
    public static Recording WithGestures() => new(
        CountsOf("recording.csv.gz"),
        [.. DataFile.Rows("recording-events.csv").Select(static row => new GestureEvent((Gesture)row[2], row[0], row[1]))]);

    /// <summary>Reads a recording of a person who walks and does other things, but makes no gesture.</summary>
    public static Recording WithoutGestures() => new(CountsOf("nothing.csv.gz"), []);

    /// <summary>Returns the three counts of a step.</summary>
    public ReadOnlySpan<float> Sample(int step) => Counts.AsSpan(step * GestureModel.InputSize, GestureModel.InputSize);

    private static float[] CountsOf(string name) =>
        [.. DataFile.Rows(name).SelectMany(static row => row).Select(static count => (float)count)];
}
