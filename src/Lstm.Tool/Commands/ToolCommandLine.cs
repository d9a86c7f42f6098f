using System;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Linq;
using Lstm.Tool.Output;

namespace Lstm.Tool.Commands;

/// <summary>The whole command line.</summary>
internal static class ToolCommandLine
{
    private const string Description =
        """
        Reads LSTM and GRU networks from the files of training frameworks, and looks at them, converts, proves, compares, runs, traces, replays and times them.

        Exit codes: 0 good; 1 the answer is no (outputs miss, files differ, a network is suspicious); 2 wrong usage; 3 the model file is refused;
        4 a file cannot be read or written.
        """;

    /// <summary>The root command.</summary>
    public static RootCommand Create(ToolConsole console)
    {
        var root = new RootCommand(Description);
        Verb[] verbs =
        [
            new InspectVerb(console), new ImportVerb(console), new VerifyVerb(console), new DiffVerb(console), new RunVerb(console), new TraceVerb(console),
            new ReplayVerb(console), new BenchVerb(console),
        ];
        foreach (Verb verb in verbs)
        {
            root.Subcommands.Add(verb.Command);
        }

        return root;
    }

    /// <summary>Does what a command line says, and gives the exit code.</summary>
    public static int Run(string[] arguments, ToolConsole console)
    {
        ParseResult line = Create(console).Parse(arguments);
        if (line.Action is ParseErrorAction)
        {
            string help = line.CommandResult.Command is RootCommand ? "lstmgen --help" : $"lstmgen {line.CommandResult.Command.Name} --help";
            string message = string.Join(' ', line.Errors.Select(static error => error.Message.TrimEnd('.') + "."));
            return Failures.Report(console, arguments.Contains("--json", StringComparer.Ordinal), ExitCode.WrongUsage, $"{message} See '{help}'.");
        }

        int code = line.Invoke(new InvocationConfiguration { Output = console.Out, Error = console.Error, EnableDefaultExceptionHandler = false });
        if (line is { Action: HelpAction, CommandResult.Command: VerbCommand verb })
        {
            console.Out.WriteLine(verb.Lesson);
        }

        return code;
    }
}
