using System;
using System.IO;
using Spectre.Console;

namespace Lstm.Tool.Output;

/// <summary>The output streams of the tool.</summary>
/// <param name="Out">The writer for results.</param>
/// <param name="Error">The writer for warnings, errors and progress.</param>
/// <param name="IsInteractive">Whether both streams are a terminal. Only then are colours and progress shown.</param>
internal sealed record ToolConsole(TextWriter Out, TextWriter Error, bool IsInteractive)
{
    // Wide enough that no table row is wrapped in a file or a pipe.
    private const int WidthWithoutTerminal = 200;

    /// <summary>Returns the console of the process.</summary>
    public static ToolConsole System() =>
        new(Console.Out, Console.Error, !Console.IsOutputRedirected && !Console.IsErrorRedirected);

    /// <summary>Gets a console for tables on the result stream.</summary>
    public IAnsiConsole Text => Around(Out);

    /// <summary>Gets a console for progress on the error stream.</summary>
    public IAnsiConsole Progress => Around(Error);

    /// <summary>Writes a warning.</summary>
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
