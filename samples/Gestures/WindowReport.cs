using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Lstm;

namespace Gestures;

/// <summary>Classifies the test windows, and compares the network with simpler methods.</summary>
internal static class WindowReport
{
    private const int Rounds = 5;

    /// <summary>Prints the confusion matrix, the accuracies and the times. Returns whether a batch has the bits of its windows.</summary>
    public static bool Show(GestureModel model, PlainModel plain, TestWindows windows)
    {
        float[] outputs = new float[windows.Count * GestureModel.OutputSize];
        double window = Nanoseconds(windows.Count, () => Predict(model, windows, outputs));
        Confusion confusion = Confusion.Of(windows.Kinds, outputs);

        float[] together = new float[outputs.Length];
        int[] lengths = [.. Enumerable.Repeat(TestWindows.Steps, windows.Count)];
        double windowOfMany = Nanoseconds(windows.Count, () => model.PredictMany(windows.Counts, lengths, together));

        float[] plainOutputs = new float[outputs.Length];
        plain.PredictMany(windows.Counts, lengths, plainOutputs);

        Console.WriteLine($"{windows.Count} windows of 1.5 s, of people whom training has not seen:");
        Console.WriteLine();
        Console.WriteLine(confusion.Table());
        Row($"this network, {GestureModel.ParameterCount:N0} weights", confusion.Right, windows.Count);
        Confusion withoutConvolution = Confusion.Of(windows.Kinds, plainOutputs);
        Row($"without its convolution, {PlainModel.ParameterCount:N0} weights", withoutConvolution.Right, windows.Count);
        foreach (string[] row in File.ReadLines(DataFile.PathOf("baselines.csv")).Select(static line => line.Split(',')))
        {
            Row(row[0], int.Parse(row[1]), windows.Count);
        }

        Console.WriteLine();
        Console.WriteLine($"A window takes {window / 1000:0.0} µs with Predict, {windowOfMany / 1000:0.0} µs in a batch with PredictMany.");
        return outputs.AsSpan().SequenceEqual(together);
    }

    private static void Predict(GestureModel model, TestWindows windows, float[] outputs)
    {
        for (int window = 0; window < windows.Count; window++)
        {
            model.Predict(windows.Window(window), outputs.AsSpan(window * GestureModel.OutputSize, GestureModel.OutputSize));
        }
    }

    private static void Row(string name, int right, int count) =>
        Console.WriteLine($"{name,-50}{right,4} of {count} right{100.0 * right / count,8:0.0} %");

    /// <summary>Returns the time of one of many, in the fastest of some rounds.</summary>
    private static double Nanoseconds(int count, Action work) => Enumerable.Range(0, Rounds).Min(_ =>
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / count;
    });
}
