using System;
using System.CommandLine;
using System.IO;
using Microsoft.Data.Sqlite;
using Streams.Storage;

namespace Streams;

/// <summary>The command line.</summary>
internal static class StreamsCommand
{
    private const int Good = 0;
    private const int DatabaseRefused = 2;
    private const int DatabaseFailed = 3;

    public static RootCommand Create()
    {
        var database = new Option<string>("--database")
        {
            Description = "The file that scores and states are kept in; one that is there is continued.",
            DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "lstmgen-streams.db"),
        };
        Option<int> streams = Number("--streams", "How many streams are watched.", 200, least: 1);
        Option<int> minutes = Number("--minutes", "Up to which minute.", 2880, least: 1);
        Option<int> every = Number("--checkpoint-every", "Minutes from one checkpoint to the next.", 240, least: 1);
        Option<int> pace = Number("--pace", "Milliseconds to wait after each minute, so that there is time to kill it.", 0, least: 0);

        var command = new RootCommand(
            "Scores metric streams with a small LSTM, and continues after kill -9 with the same bits. Exit codes: 0 good, 1 wrong usage, 2 the database is refused, 3 it failed.")
        {
            database, streams, minutes, every, pace,
        };
        command.SetAction(line => Run(new RunOptions(
            line.GetRequiredValue(database), line.GetValue(streams), line.GetValue(minutes), line.GetValue(every), line.GetValue(pace))));
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
        catch (SqliteException exception)
        {
            Console.Error.WriteLine($"{options.Database} failed: {exception.Message} What was saved before is whole; start again to continue.");
            return DatabaseFailed;
        }
    }

    private static Option<int> Number(string name, string description, int usual, int least)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < least)
            {
                result.AddError($"{name}: expected {least} or more, found {result.GetValueOrDefault<int>()}.");
            }
        });
        return option;
    }
}
