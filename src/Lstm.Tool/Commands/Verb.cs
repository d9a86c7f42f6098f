using System;
using System.CommandLine;
using Lstm.Tool.Output;

namespace Lstm.Tool.Commands;

/// <summary>A verb of the tool: its part of the command line, and what it does.</summary>
internal abstract class Verb
{
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document instead of text, {\"error\": …} when something is wrong." };

    /// <param name="console">Where it writes.</param>
    /// <param name="name">Its name.</param>
    /// <param name="help">What its help says: the first line in the tool's help too, the rest below the options.</param>
    protected Verb(ToolConsole console, string name, string help)
    {
        Console = console;
        Command = new VerbCommand(name, help);
        Command.Options.Add(_json);
        Command.SetAction(Run);
    }

    public Command Command { get; }

    protected ToolConsole Console { get; }

    /// <summary>Whether a parsed line asks for JSON.</summary>
    protected bool IsJson(ParseResult line) => line.GetValue(_json);

    /// <summary>Does it.</summary>
    protected abstract Answer Execute(ParseResult line);

    protected static ToolException WrongUsage(string message) => new(ExitCode.WrongUsage, message);

    /// <summary>Two options that mean something together alone.</summary>
    protected static bool HasBoth(ParseResult line, Option<string> one, Option<string> other)
    {
        bool first = line.GetValue(one) is not null;
        bool second = line.GetValue(other) is not null;
        return first == second ? first : throw WrongUsage($"{one.Name} and {other.Name} go together: give both, or none.");
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
