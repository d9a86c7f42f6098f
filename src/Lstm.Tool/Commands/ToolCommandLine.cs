using System;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Linq;
using Lstm.Tool.Output;

namespace Lstm.Tool.Commands;

/// <summary>The command line of the tool.</summary>
internal static class ToolCommandLine
{
    private const string Description =
        """
        Reads LSTM and GRU networks from the files of training frameworks.
        Inspects, converts, verifies, compares, runs, traces, replays and benchmarks them.
        First steps without a model: lstmgen sample amp.safetensors

        Exit codes: 0 success; 1 the answer is no (outputs are wrong, files differ, a network is suspicious); 2 wrong usage;
        3 the model file is rejected; 4 a file cannot be read or written.
        """;

    /// <summary>Creates the root command with all verbs.</summary>
    public static RootCommand Create(ToolConsole console)
    {
        var root = new RootCommand(Description);
        Verb[] verbs =
        [
            new InspectVerb(console),
            new ImportVerb(console),
            new VerifyVerb(console),
            new DiffVerb(console),
            new RunVerb(console),
            new TraceVerb(console),
            new ReplayVerb(console),
            new BenchVerb(console),
            new ExportVerb(console),
            new SampleVerb(console),
        ];
        foreach (Verb verb in verbs)
        {
            root.Subcommands.Add(verb.Command);
        }

        return root;
    }

    /// <summary>Executes a command line and returns the exit code.</summary>
    public static int Run(string[] arguments, ToolConsole console)
    {
        ParseResult line = Create(console).Parse(arguments);
        if (line.Action is ParseErrorAction)
        {
            Command command = line.CommandResult.Command;
            string help = command is RootCommand ? "lstmgen --help" : $"lstmgen {command.Name} --help";
            string message = UsageErrors.Describe(line);
            bool isJson = arguments.Contains("--json", StringComparer.Ordinal);
            return Failures.Report(console, isJson, ExitCode.WrongUsage, $"{message} See '{help}'.");
        }

        int code = line.Invoke(new InvocationConfiguration
        {
            Output = console.Out,
            Error = console.Error,
            EnableDefaultExceptionHandler = false,
        });
        if (line is { Action: HelpAction, CommandResult.Command: VerbCommand verb })
        {
            console.Out.WriteLine(verb.Lesson);
        }

        return code;
    }
}
