using System;
using System.IO;
using Lstm.Import.Sequences;
using Lstm.Tool.Output;

namespace Lstm.Tool.Commands;

/// <summary>Turns what a verb may throw into an exit code and one clear message. Anything else is a defect of the tool, and stays an exception.</summary>
internal static class Failures
{
    /// <summary>What the tool ends with; null for a defect.</summary>
    public static ExitCode? CodeOf(Exception exception) => exception switch
    {
        ToolException tool => tool.Code,
        WeightFormatException => ExitCode.ModelRefused,
        SequenceFormatException or RecordingFormatException or IOException or UnauthorizedAccessException => ExitCode.FileTrouble,
        _ => null,
    };

    /// <summary>Says why: to people on the error stream, to machines in the only document.</summary>
    public static int Report(ToolConsole console, bool json, ExitCode code, string message)
    {
        if (json)
        {
            Json.Write(console.Out, new ErrorDocument(message));
        }
        else
        {
            console.Error.WriteLine("error: " + message);
        }

        return (int)code;
    }

    private sealed record ErrorDocument(string Error);
}
