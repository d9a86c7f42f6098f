using System;
using System.IO;
using Lstm.Import.Sequences;
using Lstm.Tool.Output;

namespace Lstm.Tool.Commands;

/// <summary>Maps the expected exceptions of a verb to exit codes and messages. Any other exception is a defect and is not caught.</summary>
internal static class Failures
{
    /// <summary>Returns the exit code of an exception; null for a defect.</summary>
    public static ExitCode? CodeOf(Exception exception) => exception switch
    {
        ToolException tool => tool.Code,
        WeightFormatException => ExitCode.ModelRefused,
        SequenceFormatException or RecordingFormatException or IOException or UnauthorizedAccessException => ExitCode.FileTrouble,
        _ => null,
    };

    /// <summary>Writes the message, as text to the error stream or as the JSON document, and returns the exit code.</summary>
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
