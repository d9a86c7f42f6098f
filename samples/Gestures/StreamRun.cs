using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;

namespace Gestures;

/// <summary>What the network and the detector said about a recording, step by step.</summary>
/// <param name="Recording">The recording.</param>
/// <param name="Probabilities">The outputs of the network, [steps, classes].</param>
/// <param name="Detections">The reported gestures, in the order of time.</param>
/// <param name="Elapsed">The time that it took.</param>
internal sealed record StreamRun(
    Recording Recording, float[] Probabilities, IReadOnlyList<Detection> Detections, TimeSpan Elapsed)
{
    // A report belongs to a gesture if it comes after its start and at most 0.6 seconds after its end.
    private const int Late = 30;

    /// <summary>The number of reports that are right.</summary>
    public int Right => Detections.Count(static detection => detection.Truth is not null);

    /// <summary>The number of reports that are not.</summary>
    public int Wrong => Detections.Count - Right;

    /// <summary>Steps through a recording, as a device would at 50 steps a second.</summary>
    public static StreamRun Of(GestureModel model, Recording recording)
    {
        GestureModel.State state = model.InitialState;
        EventDetector detector = new();
        float[] probabilities = new float[recording.Steps * GestureModel.OutputSize];
        List<(Gesture Kind, int Step)> reports = [];
        long start = Stopwatch.GetTimestamp();
        for (int step = 0; step < recording.Steps; step++)
        {
            Span<float> now = probabilities.AsSpan(step * GestureModel.OutputSize, GestureModel.OutputSize);
            model.Step(ref state, recording.Sample(step), now);
            if (detector.Next(now) is not Gesture.Nothing and Gesture kind)
            {
                reports.Add((kind, step));
            }
        }

        return new StreamRun(recording, probabilities, Judge(reports, recording.Events), Stopwatch.GetElapsedTime(start));
    }

    /// <summary>Returns the probability of a class after a step.</summary>
    public float Probability(int step, Gesture kind) => Probabilities[step * GestureModel.OutputSize + (int)kind];

    /// <summary>Finds the gesture that each report means. A gesture can be reported rightly once.</summary>
    private static List<Detection> Judge(List<(Gesture Kind, int Step)> reports, IReadOnlyList<GestureEvent> events)
    {
        List<GestureEvent> left = [.. events];
        List<Detection> detections = [];
        foreach ((Gesture kind, int step) in reports)
        {
            GestureEvent? truth = left.Find(one => one.Kind == kind && one.Start < step && step < one.End + Late);
            detections.Add(new Detection(kind, step, truth));
            left.Remove(truth!);
        }

        return detections;
    }
}
