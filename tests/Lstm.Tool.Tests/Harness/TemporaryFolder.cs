using System;
using System.IO;

namespace Lstm.Tool.Tests;

/// <summary>A new folder outside the repository, gone with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("lstmgen-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A new text file.</summary>
    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The system cleans its temporary folder itself.
        }
    }
}
