using System;
using System.IO;

namespace Lstm.TestKit;

/// <summary>The repository that the tests were built in.</summary>
public static class Repository
{
    private static readonly string? s_root = FindRoot();

    /// <summary>The path of the repository.</summary>
    /// <exception cref="InvalidOperationException">The tests run outside a repository.</exception>
    public static string Root => s_root
        ?? throw new InvalidOperationException(
            $"No folder above {AppContext.BaseDirectory} contains LstmGen.sln. Run the tests inside the repository.");

    /// <summary>The folder that contains the repository; null outside a repository.</summary>
    public static string? Parent => Path.GetDirectoryName(s_root);

    /// <summary>Returns the path of a file.</summary>
    public static string File(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>Reads a text file.</summary>
    public static string Read(string path) => System.IO.File.ReadAllText(Path.Combine(Root, path));

    private static string? FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !Path.Exists(Path.Combine(folder, "LstmGen.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder;
    }
}
