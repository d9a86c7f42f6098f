using System;
using System.Collections.Generic;
using System.Threading;
using Streams.Metrics;
using Streams.Reporting;
using Streams.Scoring;
using Streams.Storage;

namespace Streams;

/// <summary>
/// Restores the streams, scores them minute by minute, saves them and prints a report. A regular end needs no special code: the last
/// checkpoint contains everything up to it, and nothing after it.
/// </summary>
internal static class ScoringRun
{
    public static void Start(RunOptions options)
    {
        MetricModel model = MetricModel.Default;
        IReadOnlyList<MetricStream> streams = MetricStream.Fleet(options.Streams);
        using ScoreDatabase database = ScoreDatabase.Open(options.Database, model, streams);
        var scorer = new FleetScorer(model, streams, database.Saved);

        Console.WriteLine($"{streams.Count} streams, {options.Minutes} minutes, in {options.Database}");
        Console.WriteLine(scorer.NextMinute == 0 ? "starts at minute 0" : $"continues at minute {scorer.NextMinute}");
        Progress.Show(scorer.NextMinute, options.Minutes, report => Score(scorer, database, options, report));

        DetectionReport.Of(database, streams, scorer.NextMinute).Print();
    }

    private static void Score(FleetScorer scorer, ScoreDatabase database, RunOptions options, Action<int> report)
    {
        while (scorer.NextMinute < options.Minutes)
        {
            int end = scorer.NextMinute + Math.Min(options.CheckpointEvery, options.Minutes - scorer.NextMinute);
            using Checkpoint checkpoint = database.BeginCheckpoint(scorer.NextMinute);
            while (scorer.NextMinute < end)
            {
                checkpoint.Add(scorer.ScoreNextMinute());
                Thread.Sleep(options.Pace);
            }

            checkpoint.Commit(scorer.Save());
            report(end);
        }
    }
}
