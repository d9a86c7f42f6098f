using System.CommandLine;

namespace Lstm.Tool.Commands;

/// <summary>The command of a verb, with more to say in its own help than beside the other verbs.</summary>
/// <param name="name">Its name.</param>
/// <param name="help">What it does in the first line, and below it what there is to learn.</param>
internal sealed class VerbCommand(string name, string help) : Command(name, help.Split('\n')[0].TrimEnd('\r'))
{
    /// <summary>What its own help ends with.</summary>
    public string Lesson { get; } = help[(help.IndexOf('\n') + 1)..].Trim() + "\n";
}
