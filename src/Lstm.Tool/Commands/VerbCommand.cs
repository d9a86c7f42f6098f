using System.CommandLine;

namespace Lstm.Tool.Commands;

/// <summary>The command of a verb, with a longer help text than the line in the tool's help.</summary>
/// <param name="name">The verb's name.</param>
/// <param name="help">A summary in the first line, then examples and details.</param>
internal sealed class VerbCommand(string name, string help) : Command(name, help.Split('\n')[0].TrimEnd('\r'))
{
    /// <summary>Gets the examples and details, which follow the options in the verb's help.</summary>
    public string Lesson { get; } = help[(help.IndexOf('\n') + 1)..].Trim() + "\n";
}
