using System;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tool.Tests.Files;

/// <summary>Runs a command of Unix, for files that .NET cannot create: hard links and pipes.</summary>
internal static class Shell
{
    public static void Run(string command, params string[] arguments)
    {
        ProcessResult result = ChildProcess.Finish(ChildProcess.CreateStartInfo(command, arguments), TimeSpan.FromMinutes(1));
        Assert.True(result.ExitCode == 0, result.Errors);
    }
}
