using System;
using System.IO;

namespace Lstm.TestKit;

/// <summary>Files that tests read.</summary>
public static class TestFiles
{
    /// <summary>Returns the path of a weights file in the folder golden, which the build copies beside the tests.</summary>
    /// <param name="name">The name without its extension.</param>
    public static string Golden(string name) => Path.Combine(AppContext.BaseDirectory, "golden", $"{name}.safetensors");

    /// <summary>
    /// Returns a folder of models from other projects, shared/cases beside the repository; null where there is none. Their licences do not
    /// allow copies in the repository.
    /// </summary>
    public static string? Case(string name)
    {
        string? folder = Repository.Parent is { } parent ? Path.Combine(parent, "shared", "cases", name) : null;
        return Directory.Exists(folder) ? folder : null;
    }
}
