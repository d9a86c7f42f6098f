using System;
using System.Linq;

namespace Gestures;

/// <summary>Shows the events of two recordings: one with gestures, and ten minutes without any.</summary>
internal static class StreamReport
{
    private const int StepsPerColumn = 10;
    private const int StepsPerLine = 80 * StepsPerColumn;
    private const double MillisecondsPerStep = 1000.0 / Recording.Rate;

    /// <summary>Prints a timeline, what was found and how late, and the false alarms.</summary>
    public static void Show(StreamRun gestures, StreamRun nothing)
    {
        int seconds = gestures.Recording.Steps / Recording.Rate;
        double columnSeconds = (double)StepsPerColumn / Recording.Rate;
        Console.WriteLine($"A stream of {seconds} s. A column is {columnSeconds:0.0} s, ! marks a wrong report.");
        Console.WriteLine(string.Join("   ", Enum.GetValues<Gesture>().Skip(1).Select(static kind => $"{kind.Symbol()} {kind.Name()}")));
        Console.WriteLine();
        for (int first = 0; first < gestures.Recording.Steps; first += StepsPerLine)
        {
            Console.WriteLine($"{first / Recording.Rate,4} s  made      {Line(first, column => Made(gestures, column))}");
            Console.WriteLine($"        reported  {Line(first, column => Reported(gestures, column))}");
            Console.WriteLine($"                  {Line(first, column => Wrong(gestures, column))}".TrimEnd());
        }

        double[] delays = [.. gestures.Detections.Where(static one => one.Truth is not null).Select(Delay).Order()];
        int made = gestures.Recording.Events.Count;
        Console.WriteLine($"{gestures.Right} of {made} gestures reported, {gestures.Wrong} wrong reports.");
        Console.WriteLine(
            $"A report comes {delays[delays.Length / 2]:0} ms after the end of the gesture (median; {delays[0]:0} to {delays[^1]:0} ms). " +
            $"The hold time is {EventDetector.Hold * MillisecondsPerStep:0} ms of it.");
        Console.WriteLine(
            $"Without gestures, {nothing.Recording.Hours * 60:0} minutes of walking, reaching, stirring and bumps: {nothing.Wrong} false " +
            $"alarms, {nothing.Wrong / nothing.Recording.Hours:0} an hour.");
        Console.WriteLine(
            $"A step takes {nothing.Elapsed.TotalNanoseconds / nothing.Recording.Steps:0} ns with the detector; " +
            $"the next one is due after {MillisecondsPerStep:0} ms.");
    }

    /// <summary>Returns the time from the end of a gesture to its report in milliseconds; negative if the report came earlier.</summary>
    private static double Delay(Detection detection) => (detection.Step + 1 - detection.Truth!.End) * MillisecondsPerStep;

    private static string Line(int first, Func<int, char> symbol) =>
        string.Concat(Enumerable.Range(0, StepsPerLine / StepsPerColumn).Select(column => symbol(first + column * StepsPerColumn)));

    private static char Made(StreamRun run, int step) =>
        (run.Recording.Events.FirstOrDefault(one => one.Start < step + StepsPerColumn && step < one.End)?.Kind ?? Gesture.Nothing).Symbol();

    private static char Reported(StreamRun run, int step) => (At(run, step)?.Kind ?? Gesture.Nothing).Symbol();

    private static char Wrong(StreamRun run, int step) => At(run, step) is { Truth: null } ? '!' : ' ';

    private static Detection? At(StreamRun run, int step) =>
        run.Detections.FirstOrDefault(one => one.Step >= step && one.Step < step + StepsPerColumn);
}
