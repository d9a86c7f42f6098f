using System;
using System.Collections.Generic;

namespace Lstm.EndToEnd.Tests.Processes;

/// <summary>Starts this assembly as a program and reads what the JIT says about it.</summary>
internal static class Probes
{
    // A probe takes a second, or a few without any vector instructions; a busy machine may take ten times as long, and hundreds of networks with all their verbs longer still.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(300);

    public static (string[] Lines, IReadOnlyList<JitSummary> Compiled) Run(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? settings = null)
    {
        using TemporaryFolder folder = new();
        string summary = folder.File("jit.txt");
        Dictionary<string, string> environment = new(settings ?? new Dictionary<string, string>())
        {
            ["DOTNET_JitStdOutFile"] = summary,
            ["DOTNET_JitDisasmSummary"] = "1",
        };

        string output = ChildProcess.Dotnet(["exec", typeof(Probes).Assembly.Location, .. arguments], s_limit, environment);
        return (output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), JitSummary.Read(summary));
    }
}
