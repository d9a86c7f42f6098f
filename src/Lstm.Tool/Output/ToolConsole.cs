using System;
using System.IO;
using Spectre.Console;

namespace Lstm.Tool.Output;

/// <summary>The output streams of the tool.</summary>
/// <param name="Out">The writer for results.</param>
/// <param name="Error">The writer for warnings, errors and progress.</param>
/// <param name="IsInteractive">Whether both streams are a terminal. Only then are colours shown.</param>
internal sealed record ToolConsole(TextWriter Out, TextWriter Error, bool IsInteractive)
{
    // Wide enough that no table row is wrapped in a file or a pipe.
    private const int WidthWithoutTerminal = 200;

    /// <summary>Gets whether progress is shown: whether the error stream is a terminal.</summary>
    public bool ShowsProgress { get; init; } = IsInteractive;

    /// <summary>Gets the streams that the path "-" stands for.</summary>
    public StandardStreams Standard { get; init; } = StandardStreams.OfProcess;

    /// <summary>Returns the console of the process.</summary>
    public static ToolConsole System() =>
        new(Console.Out, Console.Error, !Console.IsOutputRedirected && !Console.IsErrorRedirected)
        {
            ShowsProgress = !Console.IsErrorRedirected,
        };

    /// <summary>Gets a console for tables on the result stream.</summary>
    public IAnsiConsole Text => Around(Out, IsInteractive);

    /// <summary>Gets a console for progress on the error stream.</summary>
    public IAnsiConsole Progress => Around(Error, ShowsProgress);

    /// <summary>Writes a warning.</summary>
    public void Warn(string message) => Error.WriteLine("warning: " + message);

    private static IAnsiConsole Around(TextWriter writer, bool isInteractive)
    {
        var settings = new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) };
        if (!isInteractive)
        {
            settings.Ansi = AnsiSupport.No;
            settings.ColorSystem = ColorSystemSupport.NoColors;
            settings.Interactive = InteractionSupport.No;
        }

        IAnsiConsole console = AnsiConsole.Create(settings);
        if (!isInteractive)
        {
            console.Profile.Width = WidthWithoutTerminal;
            console.Profile.Capabilities.Unicode = true;
        }

        return console;
    }
}
