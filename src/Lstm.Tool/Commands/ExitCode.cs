namespace Lstm.Tool.Commands;

/// <summary>What the tool ends with. Scripts rely on these numbers.</summary>
internal enum ExitCode
{
    /// <summary>Done, or the answer is yes.</summary>
    Good = 0,

    /// <summary>The answer is no: outputs miss, files differ, a network is suspicious, a replay differs.</summary>
    No = 1,

    /// <summary>The command line is wrong.</summary>
    WrongUsage = 2,

    /// <summary>The model file is refused.</summary>
    ModelRefused = 3,

    /// <summary>A file cannot be read or written.</summary>
    FileTrouble = 4,
}
