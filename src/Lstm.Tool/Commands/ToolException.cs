using System;

namespace Lstm.Tool.Commands;

/// <summary>An error that ends a verb with an exit code and a message for the user.</summary>
internal sealed class ToolException(ExitCode code, string message) : Exception(message)
{
    /// <summary>Gets the exit code of the tool.</summary>
    public ExitCode Code { get; } = code;
}
