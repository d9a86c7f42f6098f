using System;
using System.CommandLine;
using Lstm.Tool.Output;

namespace Lstm.Tool.Commands;

/// <summary>A verb of the tool: its command, and the code that executes it.</summary>
internal abstract class Verb
{
    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print one JSON document instead of text; {\"error\": …} in case of an error.",
    };

    /// <param name="console">The console to write to.</param>
    /// <param name="name">The verb's name.</param>
    /// <param name="help">The help text. Its first line is also shown in the tool's help; the rest follows the options.</param>
    protected Verb(ToolConsole console, string name, string help)
    {
        Console = console;
        Command = new VerbCommand(name, help);
        Command.Options.Add(_json);
        Command.SetAction(Run);
    }

    public Command Command { get; }

    protected ToolConsole Console { get; }

    /// <summary>Returns whether the command line contains --json.</summary>
    protected bool IsJson(ParseResult line) => line.GetValue(_json);

    /// <summary>Executes the verb.</summary>
    protected abstract Answer Execute(ParseResult line);

    protected static ToolException WrongUsage(string message) => new(ExitCode.WrongUsage, message);

    /// <summary>Returns whether two options are given that must be given together.</summary>
    protected static bool HasBoth(ParseResult line, Option<string> one, Option<string> other)
    {
        bool first = line.GetValue(one) is not null;
        bool second = line.GetValue(other) is not null;
        return first == second ? first : throw WrongUsage($"{one.Name} and {other.Name} belong together: give both or neither.");
    }

    private int Run(ParseResult line)
    {
        try
        {
            Answer answer = Execute(line);
            if (IsJson(line))
            {
                Json.Write(Console.Out, answer.Document);
            }
            else
            {
                answer.Print(new TextOutput(Console));
            }

            return (int)answer.Code;
        }
        catch (Exception exception) when (Failures.CodeOf(exception) is { } code)
        {
            return Failures.Report(Console, IsJson(line), code, exception.Message);
        }
    }
}
