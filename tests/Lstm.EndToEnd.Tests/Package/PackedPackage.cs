using System;
using System.IO;
using System.Linq;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests.Package;

/// <summary>The package, packed once for all tests: in Release, into folders of its own, so that no other build is disturbed.</summary>
public sealed class PackedPackage : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder _folder = new();

    public PackedPackage()
    {
        try
        {
            File = Pack("Lstm.Runtime", Feed);
        }
        catch
        {
            // Nobody disposes of what was never constructed.
            _folder.Dispose();
            throw;
        }
    }

    /// <summary>The folder that holds the package and nothing else: a package source.</summary>
    public string Feed => _folder.File("feed");

    /// <summary>The .nupkg.</summary>
    public string File { get; }

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// Packs another project of this repository, once, into a folder of its own: a package source.
    /// </summary>
    public string PackBeside(string project)
    {
        string feed = _folder.File(project);
        if (!Directory.Exists(feed))
        {
            Pack(project, feed);
        }

        return feed;
    }

    private string Pack(string project, string feed)
    {
        ChildProcess.Dotnet(
            [
                "pack", Repository.File("src", project, project + ".csproj"), "-c", "Release", "-nologo", "-v", "quiet",
                "--artifacts-path", _folder.File("build"), "-o", feed,
                // Advisories are the ordinary build's business, and offline they only cost time. A compiler server would outlive the test.
                "-p:NuGetAudit=false", "-p:UseSharedCompilation=false",
            ],
            s_limit,
            workingDirectory: Repository.Root);
        return Directory.EnumerateFiles(feed, "*.nupkg").Single();
    }
}
