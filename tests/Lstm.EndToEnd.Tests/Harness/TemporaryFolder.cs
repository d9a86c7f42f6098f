using System;
using System.IO;

namespace Lstm.EndToEnd.Tests;

/// <summary>A new folder outside the repository, gone with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("lstmgen-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A scanner may still hold a file; the system cleans its temporary folder itself.
        }
    }
}
