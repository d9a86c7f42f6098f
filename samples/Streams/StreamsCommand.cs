using System;
using System.CommandLine;
using System.IO;
using Microsoft.Data.Sqlite;
using Streams.Scoring;
using Streams.Storage;

namespace Streams;

/// <summary>The command line of the sample.</summary>
internal static class StreamsCommand
{
    private const int Good = 0;
    private const int DatabaseRefused = 2;
    private const int DatabaseFailed = 3;

    public static RootCommand Create()
    {
        var database = new Option<string>("--database")
        {
            Description = "The database file for scores and states. An existing one is continued.",
            DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "lstmgen-streams.db"),
        };
        database.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>()))
            {
                result.AddError("--database: expected the path of a file, found an empty text.");
            }
        });
        Option<int> streams = Number("--streams", "The number of streams.", 200, least: 1, most: Valid.MostStreams);
        Option<int> minutes = Number("--minutes", "The minute at which to stop.", 2880, least: 1, most: Valid.LastMinute);
        Option<int> every =
            Number("--checkpoint-every", "The number of minutes between checkpoints.", 240, least: 1, most: Valid.LastMinute);
        Option<int> pace =
            Number("--pace", "The milliseconds to wait after each minute, to leave time for kill -9.", 0, least: 0, most: 60_000);

        var command = new RootCommand(
            "Scores metric streams with a small LSTM and continues bit-identically after kill -9. "
            + "Exit codes: 0 success, 1 wrong usage, 2 the database is rejected, 3 the database failed.")
        {
            database, streams, minutes, every, pace,
        };
        command.SetAction(line => Run(new RunOptions(
            line.GetRequiredValue(database),
            line.GetValue(streams),
            line.GetValue(minutes),
            line.GetValue(every),
            line.GetValue(pace))));
        return command;
    }

    private static int Run(RunOptions options)
    {
        try
        {
            ScoringRun.Start(options);
            return Good;
        }
        catch (RefusedDatabaseException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return DatabaseRefused;
        }
        catch (Exception exception) when (exception is SqliteException or FormatException)
        {
            Console.Error.WriteLine(
                $"{options.Database} failed: {exception.Message} To continue from the last checkpoint, start the program again.");
            return DatabaseFailed;
        }
    }

    private static Option<int> Number(string name, string description, int usual, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            int found = result.GetValueOrDefault<int>();
            if (found < least || found > most)
            {
                result.AddError($"{name}: expected a number from {least} to {most}, found {found}.");
            }
        });
        return option;
    }
}
