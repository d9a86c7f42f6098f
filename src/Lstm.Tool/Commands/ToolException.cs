using System;

namespace Lstm.Tool.Commands;

/// <summary>A verb cannot go on, and its message says all there is to say.</summary>
internal sealed class ToolException(ExitCode code, string message) : Exception(message)
{
    /// <summary>What the tool ends with.</summary>
    public ExitCode Code { get; } = code;
}
