using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Tasks;

namespace Lstm.Benchmarks.Children;

/// <summary>Child processes, for measurements that this process would disturb or that need settings before the runtime starts.</summary>
internal static class Child
{
    /// <summary>Runs this program again, and returns its output.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="environment">Settings of its runtime.</param>
    /// <param name="allowFailure">Whether to accept the exit code for numbers that must not be used.</param>
    /// <exception cref="ChildFailedException">The program failed.</exception>
    public static string Self(
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null,
        bool allowFailure = false) =>
        Run(DotnetHost, ["exec", typeof(Child).Assembly.Location, .. arguments], environment, allowFailure: allowFailure);

    /// <summary>Runs a program to its end, and returns its output.</summary>
    /// <exception cref="ChildFailedException">The program failed, or could not be started.</exception>
    public static string Run(
        string program,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null,
        string? folder = null,
        bool allowFailure = false)
    {
        using Process process = Start(program, arguments, environment, folder);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0 && !(allowFailure && process.ExitCode == ExitCodes.Failed))
        {
            string command = $"{Path.GetFileName(program)} {string.Join(' ', arguments)}";
            throw new ChildFailedException($"{command} ended with {process.ExitCode}: {LastLines(output + errors.Result)}");
        }

        return output;
    }

    /// <summary>Starts a program whose output and errors the caller reads.</summary>
    /// <exception cref="ChildFailedException">The program could not be started.</exception>
    public static Process Start(
        string program,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null,
        string? folder = null)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = folder ?? Environment.CurrentDirectory,
        };
        // A program with a host of its own looks for the runtime there.
        start.Environment["DOTNET_ROOT"] = Path.GetDirectoryName(DotnetHost);
        // What an MSBuild around this process has set is none of its children's business.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new ChildFailedException($"{program} could not be started: {exception.Message}");
        }
    }

    /// <summary>The host that this process runs on: two folders above the framework's, which is three deep.</summary>
    public static string DotnetHost { get; } = Path.GetFullPath(Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    private static string LastLines(string text)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return string.Join(" / ", lines[Math.Max(0, lines.Length - 4)..]);
    }
}
