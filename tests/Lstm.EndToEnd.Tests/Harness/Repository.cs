using System;
using System.IO;

namespace Lstm.EndToEnd.Tests;

/// <summary>The repository that these tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Exists(Path.Combine(folder, "LstmGen.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException($"No LstmGen.sln above {AppContext.BaseDirectory}: these tests run inside the repository.");
    }
}
