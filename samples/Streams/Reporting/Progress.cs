using System;
using Spectre.Console;

namespace Streams.Reporting;

/// <summary>Shows the progress of the scoring: a bar on a terminal, one line per checkpoint in redirected output.</summary>
internal static class Progress
{
    /// <summary>Runs work that reports the minute up to which it has saved.</summary>
    public static void Show(int start, int end, Action<Action<int>> work)
    {
        if (Console.IsOutputRedirected)
        {
            work(minute => Console.WriteLine($"saved up to minute {minute}"));
            return;
        }

        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(progress =>
            {
                ProgressTask task = progress.AddTask("minutes saved", maxValue: Math.Max(end, 1));
                task.Value = start;
                work(minute => task.Value = minute);
            });
    }
}
