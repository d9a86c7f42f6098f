using System;
using System.Collections.Concurrent;
using System.ComponentModel;
using Lstm.TestKit;

namespace Lstm.Import.Tests;

/// <summary>Runs Python, where there is one.</summary>
internal static class Python
{
    private static readonly string[] s_programs = ["/usr/bin/python3", "python3"];
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);
    private static readonly ConcurrentDictionary<string, Lazy<string?>> s_found = new();

    /// <summary>Finds a Python that can import a module; null where there is none.</summary>
    public static string? With(string module) => s_found.GetOrAdd(module, static name => new Lazy<string?>(() =>
        Array.Find(s_programs, program => CanImport(program, name)))).Value;

    /// <summary>Runs a program and returns its output.</summary>
    /// <exception cref="InvalidOperationException">It fails.</exception>
    public static string Run(string program, params string[] arguments) => ChildProcess.Run(program, arguments, s_limit);

    private static bool CanImport(string program, string module)
    {
        try
        {
            return ChildProcess.Finish(ChildProcess.CreateStartInfo(program, ["-c", $"import {module}"]), s_limit).ExitCode == 0;
        }
        catch (Win32Exception)
        {
            // There is no such program.
            return false;
        }
    }
}
