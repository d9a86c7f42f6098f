using System;
using System.IO;

namespace Lstm.Tests;

/// <summary>Where tests find their files.</summary>
public static class TestFiles
{
    /// <summary>A file of tests/Shared/golden, which the build copies beside the tests.</summary>
    public static string Golden(string name) => Path.Combine(AppContext.BaseDirectory, "golden", $"{name}.safetensors");

    /// <summary>
    /// A folder of real models that are not ours to copy, in shared/cases beside the repository; null where there is none.
    /// </summary>
    public static string? Case(string name)
    {
        string? repository = AppContext.BaseDirectory;
        while (repository is not null && !Path.Exists(Path.Combine(repository, "LstmGen.sln")) && !Path.Exists(Path.Combine(repository, ".git")))
        {
            repository = Path.GetDirectoryName(repository);
        }

        string? folder = repository is null ? null : Path.GetFullPath(Path.Combine(repository, "..", "shared", "cases", name));
        return Directory.Exists(folder) ? folder : null;
    }
}
