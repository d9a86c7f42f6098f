using System;
using System.IO;
using System.Linq;
using Lstm.Tool.Output;

namespace Lstm.Tool.Commands;

/// <summary>Opens the files that a verb reads. A missing file gets a suggestion.</summary>
internal static class InputFile
{
    // A folder of many files is not searched to its end.
    private const int MostNames = 1000;

    /// <summary>Opens a file, or standard input for "-".</summary>
    /// <exception cref="IOException">There is no such file, or it is a folder.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static Stream Open(ToolConsole console, string path)
    {
        if (StandardStreams.IsMeant(path))
        {
            return console.Standard.OpenInput();
        }

        Check(path);
        return File.OpenRead(path);
    }

    /// <summary>Checks that there is a file.</summary>
    /// <exception cref="IOException">There is none, or it is a folder.</exception>
    public static void Check(string path)
    {
        FileTarget target = FileTarget.Of(path);
        string? folder = Path.GetDirectoryName(target.Path);
        switch (target.Kind)
        {
            case FileKind.Folder:
                throw new IOException($"'{path}' is a folder. Expected a file.");
            case FileKind.Missing when !Directory.Exists(folder):
                throw new DirectoryNotFoundException($"'{path}' does not exist: there is no folder '{folder}'.");
            case FileKind.Missing:
                string? similar = Spelling.Nearest(Path.GetFileName(path), NamesIn(folder));
                string hint = similar is null ? "" : $" Did you mean '{Path.Join(Path.GetDirectoryName(path), similar)}'?";
                throw new FileNotFoundException($"'{path}' does not exist.{hint}");
        }
    }

    private static string[] NamesIn(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder).Take(MostNames).Select(static file => Path.GetFileName(file))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
