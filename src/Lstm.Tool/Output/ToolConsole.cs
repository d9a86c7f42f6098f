using System;
using System.IO;
using Spectre.Console;

namespace Lstm.Tool.Output;

/// <summary>Where the tool writes: answers, and beside them warnings and errors.</summary>
/// <param name="Out">Answers.</param>
/// <param name="Error">Warnings, errors and progress.</param>
/// <param name="IsInteractive">Whether somebody watches: only then is there colour and progress.</param>
internal sealed record ToolConsole(TextWriter Out, TextWriter Error, bool IsInteractive)
{
    // Wide enough that no row of a table is broken in a file or in a pipe.
    private const int WidthWithoutTerminal = 200;

    /// <summary>The console of the process.</summary>
    public static ToolConsole System() => new(Console.Out, Console.Error, !Console.IsOutputRedirected && !Console.IsErrorRedirected);

    /// <summary>Answers, with tables.</summary>
    public IAnsiConsole Text => Around(Out);

    /// <summary>Progress.</summary>
    public IAnsiConsole Progress => Around(Error);

    /// <summary>Says something that does not stop the work.</summary>
    public void Warn(string message) => Error.WriteLine("warning: " + message);

    private IAnsiConsole Around(TextWriter writer)
    {
        var settings = new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) };
        if (!IsInteractive)
        {
            settings.Ansi = AnsiSupport.No;
            settings.ColorSystem = ColorSystemSupport.NoColors;
            settings.Interactive = InteractionSupport.No;
        }

        IAnsiConsole console = AnsiConsole.Create(settings);
        if (!IsInteractive)
        {
            console.Profile.Width = WidthWithoutTerminal;
            console.Profile.Capabilities.Unicode = true;
        }

        return console;
    }
}
