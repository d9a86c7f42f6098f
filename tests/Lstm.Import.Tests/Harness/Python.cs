using System;
using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Threading.Tasks;

namespace Lstm.Import.Tests;

/// <summary>Runs Python, where there is one.</summary>
internal static class Python
{
    private static readonly string[] s_programs = ["/usr/bin/python3", "python3"];
    private static readonly ConcurrentDictionary<string, Lazy<string?>> s_found = new();

    /// <summary>A Python that can import a module; null for none.</summary>
    public static string? With(string module) => s_found.GetOrAdd(module, static name => new Lazy<string?>(() =>
        Array.Find(s_programs, program => TryRun(program, ["-c", $"import {name}"]) is (0, _, _)))).Value;

    /// <summary>What a program prints.</summary>
    /// <exception cref="InvalidOperationException">It fails.</exception>
    public static string Run(string program, params string[] arguments) => TryRun(program, arguments) switch
    {
        (0, string output, _) => output,
        (_, _, string error) => throw new InvalidOperationException(error),
        null => throw new InvalidOperationException($"{program} cannot be started."),
    };

    private static (int Code, string Output, string Error)? TryRun(string program, string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.GetAwaiter().GetResult());
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
