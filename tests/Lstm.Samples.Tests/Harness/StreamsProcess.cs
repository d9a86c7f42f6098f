using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Samples.Tests;

/// <summary>samples/Streams as a process of its own, which can be killed.</summary>
internal sealed class StreamsProcess : IDisposable
{
    private const string Saved = "saved up to minute ";

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private StreamsProcess(IEnumerable<string> arguments)
    {
        _process = Process.Start(CreateStartInfo(arguments))!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>The last minute that it said was saved; -1 before the first.</summary>
    public int SavedMinute { get; private set; } = -1;

    /// <summary>The number of the process.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Starts it on a database.</summary>
    public static StreamsProcess Start(string database, Fleet fleet, int checkpointEvery, int pace) =>
        new(Arguments(database, fleet, checkpointEvery, pace));

    /// <summary>Starts it on a database, and waits until it says at which minute it goes on.</summary>
    public static StreamsProcess Start(string database, Fleet fleet, int checkpointEvery, int pace, out int firstMinute)
    {
        StreamsProcess process = Start(database, fleet, checkpointEvery, pace);
        firstMinute = process.ReadFirstMinute();
        return process;
    }

    /// <summary>Runs it to its end, if wanted with other settings of the runtime.</summary>
    /// <returns>Its exit code, and what it wrote to the error stream.</returns>
    public static (int ExitCode, string Errors) Run(
        string database,
        Fleet fleet,
        params ReadOnlySpan<(string Name, string Value)> environment) =>
        Run(Arguments(database, fleet, checkpointEvery: 50, pace: 0), AppContext.BaseDirectory, environment);

    /// <summary>Runs it in a folder with any arguments to its end.</summary>
    /// <returns>Its exit code, and what it wrote to the error stream.</returns>
    public static (int ExitCode, string Errors) Run(
        IEnumerable<string> arguments,
        string folder,
        params ReadOnlySpan<(string Name, string Value)> environment)
    {
        ProcessStartInfo start = CreateStartInfo(arguments);
        start.WorkingDirectory = folder;
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        ProcessResult result = ChildProcess.Finish(start, s_limit);
        return (result.ExitCode, result.Errors);
    }

    /// <summary>Waits until it says at which minute it goes on.</summary>
    public int ReadFirstMinute()
    {
        ReadLine();
        string line = ReadLine();
        return int.Parse(line.AsSpan(line.LastIndexOf(' ')), CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until it has ended.</summary>
    /// <returns>Its exit code, and what it wrote to the error stream.</returns>
    public (int ExitCode, string Errors) Finish()
    {
        Assert.True(_process.WaitForExit(s_limit));
        return (_process.ExitCode, _errors.Result);
    }

    /// <summary>Waits until it says that a checkpoint more is saved.</summary>
    public void WaitForCheckpoint()
    {
        string line = ReadLine();
        Assert.StartsWith(Saved, line, StringComparison.Ordinal);
        SavedMinute = int.Parse(line.AsSpan(Saved.Length), CultureInfo.InvariantCulture);
    }

    /// <summary>Ends it on the spot: SIGKILL where there are signals. It must not have come to its end.</summary>
    public void Kill()
    {
        _process.Kill();
        Assert.True(_process.WaitForExit(s_limit));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(128 + 9, _process.ExitCode);
        }

        // What it had still said counts.
        while (_process.StandardOutput.ReadLine() is { } line && line.StartsWith(Saved, StringComparison.Ordinal))
        {
            SavedMinute = int.Parse(line.AsSpan(Saved.Length), CultureInfo.InvariantCulture);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static ProcessStartInfo CreateStartInfo(IEnumerable<string> arguments) =>
        ChildProcess.CreateStartInfo(ChildProcess.DotnetHost, [Path.Combine(AppContext.BaseDirectory, "Streams.dll"), .. arguments]);

    private static IEnumerable<string> Arguments(string database, Fleet fleet, int checkpointEvery, int pace) =>
    [
        "--database", database, "--streams", Text(fleet.Streams), "--minutes", Text(fleet.Minutes),
        "--checkpoint-every", Text(checkpointEvery), "--pace", Text(pace),
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string ReadLine()
    {
        if (_process.StandardOutput.ReadLine() is { } line)
        {
            return line;
        }

        throw new InvalidOperationException($"The sample ended: {_errors.Result}");
    }
}
