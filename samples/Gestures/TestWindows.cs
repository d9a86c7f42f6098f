using System;
using System.Collections.Generic;
using System.Linq;

namespace Gestures;

/// <summary>Windows of a second and a half of people whom training has not seen. Each ends soon after a gesture, or has none.</summary>
/// <param name="Counts">The counts of the sensor, [windows, steps, 3].</param>
/// <param name="Kinds">The class of each window.</param>
internal sealed record TestWindows(float[] Counts, Gesture[] Kinds)
{
    /// <summary>The steps of a window.</summary>
    public const int Steps = 75;

    private const int Length = Steps * GestureModel.InputSize;

    /// <summary>The number of windows.</summary>
    public int Count => Kinds.Length;

    /// <summary>Reads the windows: the class, then the counts of its steps.</summary>
    public static TestWindows Load()
    {
        List<int[]> rows = [.. DataFile.Rows("windows.csv.gz")];
        return new TestWindows(
            [.. rows.SelectMany(static row => row.Skip(1)).Select(static count => (float)count)],
            [.. rows.Select(static row => (Gesture)row[0])]);
    }

    /// <summary>Returns the counts of a window, [steps, 3].</summary>
    public ReadOnlySpan<float> Window(int index) => Counts.AsSpan(index * Length, Length);
}
