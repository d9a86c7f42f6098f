using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>Starts dotnet, or another program, with an environment of its own, and does not wait forever.</summary>
internal static class ChildProcess
{
    // What surrounds a test run must not decide what its children do: settings of the runtime, and of the MSBuild that runs the tests.
    private static readonly string[] s_foreignPrefixes =
    [
        "DOTNET_Enable", "DOTNET_Jit", "DOTNET_Tiered", "DOTNET_TC_", "DOTNET_ReadyToRun", "DOTNET_Max", "DOTNET_STARTUP", "COMPlus_", "MSBUILD", "VSTEST",
    ];

    private static readonly string[] s_foreignNames = ["DOTNET_CLI_UI_LANGUAGE", "DOTNET_gcServer", "CI", "TF_BUILD", "Configuration", "Platform"];

    /// <summary>Runs dotnet and gives what it printed; fails the test when it fails or takes too long.</summary>
    public static string Dotnet(
        IEnumerable<string> arguments,
        TimeSpan limit,
        IReadOnlyDictionary<string, string>? environment = null,
        string? workingDirectory = null) => Run(DotnetHost(), arguments, limit, environment, workingDirectory);

    /// <summary>Runs a program and gives what it printed; fails the test when it fails or takes too long.</summary>
    public static string Run(
        string program,
        IEnumerable<string> arguments,
        TimeSpan limit,
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

        // No server may outlive the command: it would hold on to these pipes.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        string command = Path.GetFileName(program) + " " + string.Join(' ', start.ArgumentList);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{command}\nwas still running after {limit.TotalSeconds} s and was ended.");
        }

        Assert.True(Task.WaitAll([output, errors], limit), $"{command}\nended, but something it started still holds its output.");
        Assert.True(process.ExitCode == 0, $"{command}\nended with {process.ExitCode}:\n{output.Result}\n{errors.Result}");
        return output.Result;
    }

    private static bool IsForeign(string name) =>
        s_foreignPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) ||
        s_foreignNames.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The host that this process runs on: two folders above the framework's, which is three deep.</summary>
    private static string DotnetHost() => Path.GetFullPath(Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
}
