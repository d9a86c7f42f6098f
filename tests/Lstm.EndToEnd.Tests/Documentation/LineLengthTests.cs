using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Documentation;

/// <summary>Lines of code and of documents fit a window of 140 columns.</summary>
public sealed class LineLengthTests
{
    private const int MostColumns = 140;

    private static readonly string[] s_folders = ["src", "docs", "python", "samples", "tests"];
    private static readonly string[] s_extensions = [".cs", ".md", ".py", ".js", ".css", ".html", ".cpp"];

    // Build output, and files that are generated or come from other programs.
    private static readonly string[] s_excludedFolders = ["bin", "obj", "fixtures", "golden"];
    private static readonly string[] s_excludedFiles = ["benchmark-tables.md"];

    [Fact]
    public void No_line_has_more_than_140_columns()
    {
        string[] tooLong = [.. Files().SelectMany(LongLines)];

        Assert.True(
            tooLong.Length == 0,
            $"{tooLong.Length} lines have more than {MostColumns} columns:\n{string.Join('\n', tooLong)}");
    }

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(Repository.Root, "*.md")
        .Concat(s_folders.Select(static folder => Repository.File(folder)).Where(Directory.Exists).SelectMany(FilesIn));

    private static IEnumerable<string> FilesIn(string folder)
    {
        IEnumerable<string> files = Directory.EnumerateFiles(folder).Where(static file =>
            s_extensions.Contains(Path.GetExtension(file))
            && !s_excludedFiles.Contains(Path.GetFileName(file))
            && !file.Contains(".verified.", StringComparison.Ordinal)
            && !file.Contains(".received.", StringComparison.Ordinal));
        IEnumerable<string> folders = Directory.EnumerateDirectories(folder)
            .Where(static inner => !s_excludedFolders.Contains(Path.GetFileName(inner)));
        return files.Concat(folders.SelectMany(FilesIn));
    }

    private static IEnumerable<string> LongLines(string file)
    {
        bool isDocument = Path.GetExtension(file) == ".md";
        return File.ReadLines(file)
            .Select(static (text, index) => (Text: text, Number: index + 1))
            .Where(line => line.Text.Length > MostColumns && !(isDocument && IsTableRow(line.Text)))
            .Select(line => $"{Path.GetRelativePath(Repository.Root, file)}:{line.Number}: {line.Text.Length} columns");
    }

    private static bool IsTableRow(string line) => line.TrimStart().StartsWith('|');
}
