namespace Lstm.Tool.Commands;

/// <summary>The exit codes of the tool. Scripts rely on these numbers.</summary>
internal enum ExitCode
{
    /// <summary>Success, or the answer is yes.</summary>
    Good = 0,

    /// <summary>The answer is no: outputs are wrong, files differ, a network is suspicious, or a replay differs.</summary>
    No = 1,

    /// <summary>The command line is wrong.</summary>
    WrongUsage = 2,

    /// <summary>The model file is rejected.</summary>
    ModelRefused = 3,

    /// <summary>A file cannot be read or written.</summary>
    FileTrouble = 4,
}
