using System;
using Spectre.Console;

namespace Streams.Reporting;

/// <summary>Shows how far the scoring is: a bar for a person, a line a checkpoint for a file or another program.</summary>
internal static class Progress
{
    /// <summary>Does some work, which reports each minute up to which it is saved.</summary>
    public static void Show(int start, int end, Action<Action<int>> work)
    {
        if (Console.IsOutputRedirected)
        {
            work(minute => Console.WriteLine($"saved up to minute {minute}"));
            return;
        }

        AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).Start(progress =>
        {
            ProgressTask task = progress.AddTask("minutes saved", maxValue: Math.Max(end, 1));
            task.Value = start;
            work(minute => task.Value = minute);
        });
    }
}
