using System;
using System.CommandLine;
using Lstm.Import;
using Lstm.Import.Sequences;
using Lstm.Tool.Output;
using Spectre.Console;

namespace Lstm.Tool.Commands;

/// <summary>A verb of the tool: its command, and the code that executes it.</summary>
internal abstract class Verb
{
    /// <summary>The text to show during an <see cref="OutputCheck"/>.</summary>
    protected const string ClassCheck = "Compiling the class and comparing its outputs";

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
        Files = new FileArguments(Command);
        Command.SetAction(Run);
    }

    public Command Command { get; }

    protected ToolConsole Console { get; }

    /// <summary>Gets the files that the verb reads and writes. The constructor of a verb declares them.</summary>
    protected FileArguments Files { get; }

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

    /// <summary>Does work that takes a while. Shows a text meanwhile, if somebody watches.</summary>
    /// <param name="line">The parsed command line.</param>
    /// <param name="text">The text, such as "Compiling the class".</param>
    /// <param name="work">The work.</param>
    protected T Working<T>(ParseResult line, string text, Func<T> work) => IsJson(line) || !Console.ShowsProgress
        ? work()
        : Console.Progress.Status().Start(Markup.Escape(text + " …"), _ => work());

    /// <summary>Reads inputs and expected outputs as a self-test.</summary>
    protected LstmSelfTest ReadSelfTest(string input, string output, ModelDescription model)
    {
        using SequenceReader inputs = Open(input, model.Weights.InputSize);
        using SequenceReader outputs = Open(output, model.Weights.OutputSize);
        return SequenceFile.ReadSelfTest(
            model, inputs, StandardStreams.NameOfInput(input), outputs, StandardStreams.NameOfInput(output));
    }

    private SequenceReader Open(string path, int width) =>
        SequenceFile.Open(InputFile.Open(Console, path), StandardStreams.NameOfInput(path), width);

    private int Run(ParseResult line)
    {
        ToolConsole console = Files.WriteStandardOutput(line) ? Console with { Out = Console.Error } : Console;
        try
        {
            Files.Check(line);
            Answer answer = Execute(line);
            if (IsJson(line))
            {
                Json.Write(console.Out, answer.Document);
            }
            else
            {
                answer.Print(new TextOutput(console));
            }

            return (int)answer.Code;
        }
        catch (Exception exception) when (Failures.CodeOf(exception) is { } code)
        {
            return Failures.Report(console, IsJson(line), code, exception.Message);
        }
    }
}
