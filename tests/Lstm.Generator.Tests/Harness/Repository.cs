using System.IO;
using System.Runtime.CompilerServices;

namespace Lstm.Generator.Tests.Harness;

/// <summary>The files of the repository, for tests of what stands in them.</summary>
internal static class Repository
{
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root(), path));

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(file, "../../../.."));
}
