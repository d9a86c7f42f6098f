using System;
using Lstm.Tool.Output;

namespace Lstm.Tool.Commands;

/// <summary>A file that the command line gives.</summary>
/// <param name="Name">The argument or the option.</param>
/// <param name="Path">The path as it was given.</param>
/// <param name="Target">The file at the path.</param>
internal sealed record FileUse(string Name, string Path, FileTarget Target)
{
    /// <summary>Gets whether the path stands for standard input or output.</summary>
    public bool IsStandard => StandardStreams.IsMeant(Path);

    /// <exception cref="ToolException">The path is empty.</exception>
    public static FileUse Of(string name, string path)
    {
        if (path.Length == 0)
        {
            throw new ToolException(ExitCode.WrongUsage, $"{name}: expected the path of a file, found an empty text.");
        }

        // A file that the shell opens as standard input is an input too. Standard output has been emptied by the shell already.
        return new FileUse(name, path, StandardStreams.IsMeant(path) && !OperatingSystem.IsWindows()
            ? FileTarget.Of("/dev/stdin")
            : FileTarget.Of(path));
    }
}
