using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests.Surface;

/// <summary>All packages, packed into a folder of their own.</summary>
public sealed class PackedFamily : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);

    private readonly TemporaryFolder _folder = new();

    public PackedFamily()
    {
        try
        {
            string[] projects =
            [
                "Lstm.Runtime", "Lstm.Testing", "Lstm.Import", "Lstm.Extensions.DependencyInjection", "Lstm.Tool", "Lstm.Templates",
            ];
            foreach (string project in projects)
            {
                Pack(project);
            }
        }
        catch
        {
            // xunit disposes only of fixtures that were constructed.
            _folder.Dispose();
            throw;
        }
    }

    /// <summary>The folder in which everything was built.</summary>
    public string Folder => _folder.Path;

    /// <summary>The packages with their symbols.</summary>
    public IEnumerable<string> Files => Directory.EnumerateFiles(_folder.File("feed")).Order(StringComparer.Ordinal);

    /// <summary>The packages.</summary>
    public IEnumerable<string> Packages => Files.Where(static file => file.EndsWith(".nupkg", StringComparison.Ordinal));

    /// <summary>The file of one package.</summary>
    public string File(string id) => Packages.Single(file => IdOf(file) == id);

    /// <summary>The name of a package without its version: LstmGen.Tool.0.1.0.nupkg is LstmGen.Tool.</summary>
    public static string IdOf(string file) =>
        string.Join('.', Path.GetFileName(file).Split('.').TakeWhile(static part => !char.IsAsciiDigit(part[0])));

    /// <summary>The names of what a package contains.</summary>
    public static IReadOnlyList<string> NamesIn(string file)
    {
        using ZipArchive zip = ZipFile.OpenRead(file);
        return [.. zip.Entries.Select(static entry => entry.FullName)];
    }

    /// <summary>One file of a package.</summary>
    public static byte[] Read(string file, string name)
    {
        using ZipArchive zip = ZipFile.OpenRead(file);
        using Stream stream = zip.GetEntry(name)?.Open() ?? throw new InvalidOperationException($"{Path.GetFileName(file)} has no {name}.");
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>One text of a package.</summary>
    public static string ReadText(string file, string name) => Encoding.UTF8.GetString(Read(file, name));

    public void Dispose() => _folder.Dispose();

    private void Pack(string project) => ChildProcess.Dotnet(
        [
            "pack", SurfaceFiles.File("src", project, project + ".csproj"), "-c", "Release", "-nologo", "-v", "quiet",
            "--artifacts-path", _folder.File("build"), "-o", _folder.File("feed"),
            "-p:NuGetAudit=false", "-p:UseSharedCompilation=false",
        ],
        s_limit,
        workingDirectory: SurfaceFiles.File());
}
