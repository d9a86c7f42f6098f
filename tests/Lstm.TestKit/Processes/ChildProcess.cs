using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace Lstm.TestKit;

/// <summary>
/// Programs that tests start: their environment does not depend on how the tests were started, and none runs without a time limit.
/// </summary>
public static class ChildProcess
{
    // Settings of the .NET runtime, and of the MSBuild that runs the tests, must not change what children do.
    private static readonly string[] s_foreignPrefixes =
    [
        "DOTNET_Enable", "DOTNET_Jit", "DOTNET_Tiered", "DOTNET_TC_", "DOTNET_ReadyToRun", "DOTNET_Max", "DOTNET_STARTUP",
        "COMPlus_", "MSBUILD", "VSTEST",
    ];

    private static readonly string[] s_foreignNames =
    [
        "DOTNET_CLI_UI_LANGUAGE", "DOTNET_gcServer", "CI", "TF_BUILD", "Configuration", "Platform",
    ];

    /// <summary>
    /// The path of the dotnet host that runs this process: two folders above the framework's folder, which is three levels deep.
    /// </summary>
    public static string DotnetHost { get; } = Path.GetFullPath(Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    /// <summary>Runs dotnet and returns its output.</summary>
    /// <exception cref="InvalidOperationException">Its exit code is not 0.</exception>
    /// <exception cref="TimeoutException">It runs longer than the limit.</exception>
    public static string Dotnet(
        IEnumerable<string> arguments,
        TimeSpan limit,
        IReadOnlyDictionary<string, string>? environment = null,
        string? workingDirectory = null) => Run(DotnetHost, arguments, limit, environment, workingDirectory);

    /// <summary>Runs a program and returns its output.</summary>
    /// <exception cref="InvalidOperationException">Its exit code is not 0.</exception>
    /// <exception cref="TimeoutException">It runs longer than the limit.</exception>
    public static string Run(
        string program,
        IEnumerable<string> arguments,
        TimeSpan limit,
        IReadOnlyDictionary<string, string>? environment = null,
        string? workingDirectory = null)
    {
        ProcessStartInfo start = CreateStartInfo(program, arguments, environment, workingDirectory);
        ProcessResult result = Finish(start, limit);
        return result.ExitCode == 0
            ? result.Output
            : throw new InvalidOperationException(
                $"{Command(start)}\nended with exit code {result.ExitCode}:\n{result.Output}\n{result.Errors}");
    }

    /// <summary>Runs a program until it ends, and returns all that it wrote.</summary>
    /// <param name="start">The program, from <see cref="CreateStartInfo"/>.</param>
    /// <param name="limit">The time after which it is killed.</param>
    /// <exception cref="TimeoutException">It runs longer than the limit.</exception>
    public static ProcessResult Finish(ProcessStartInfo start, TimeSpan limit)
    {
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{Command(start)}\nwas still running after {limit.TotalSeconds} s and was killed.");
        }

        return Task.WaitAll([output, errors], limit)
            ? new ProcessResult(process.ExitCode, output.Result, errors.Result)
            : throw new TimeoutException($"{Command(start)}\nended, but a process that it started still holds its output open.");
    }

    /// <summary>Describes a program to start, with its output and errors redirected.</summary>
    /// <param name="program">The path of the program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables in addition to those of this process.</param>
    /// <param name="workingDirectory">Its working directory; null for the folder of the tests.</param>
    public static ProcessStartInfo CreateStartInfo(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null,
        string? workingDirectory = null)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = workingDirectory ?? AppContext.BaseDirectory,
        };
        foreach (string name in start.Environment.Keys.Where(IsForeign).ToList())
        {
            start.Environment.Remove(name);
        }

        // A build server would outlive the command and hold its pipes open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static string Command(ProcessStartInfo start) => $"{Path.GetFileName(start.FileName)} {string.Join(' ', start.ArgumentList)}";

    private static bool IsForeign(string name) =>
        s_foreignPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        || s_foreignNames.Contains(name, StringComparer.OrdinalIgnoreCase);
}
