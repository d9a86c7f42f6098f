using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Benchmarks.Parts;

namespace Lstm.Benchmarks.Output;

/// <summary>The page with the result tables: the text between two marks is replaced, the rest stays.</summary>
internal sealed class ReportFile
{
    private const string Begin = "<!-- results: begin -->";
    private const string End = "<!-- results: end -->";
    private const string Document = "benchmark-tables.md";
    private const string FigureFolder = "benchmarks";

    private readonly string _prose;

    private ReportFile(string path, string prose)
    {
        Path = path;
        _prose = prose;
    }

    /// <summary>The path of the page.</summary>
    public string Path { get; }

    /// <summary>Reads the page and checks that it can be written, so that a failure is reported before the measurements.</summary>
    /// <param name="path">The path to write to; null for docs or, for a smoke run, artifacts.</param>
    /// <param name="quick">Whether this is a smoke run.</param>
    /// <exception cref="UsageException">The page lacks its marks, or cannot be written.</exception>
    public static ReportFile Create(string? path, bool quick)
    {
        string repository = FindRepository();
        string document = System.IO.Path.Combine(repository, "docs", Document);
        string target = System.IO.Path.GetFullPath(path ?? (quick ? System.IO.Path.Combine(repository, "artifacts", Document) : document));
        try
        {
            string prose = File.ReadAllText(document);
            Directory.CreateDirectory(FiguresOf(target));
            return prose.Contains(Begin, StringComparison.Ordinal) && prose.Contains(End, StringComparison.Ordinal)
                ? new ReportFile(target, prose)
                : throw new UsageException($"{document} lacks the marks \"{Begin}\" and \"{End}\" around the results.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The report cannot be written: {exception.Message}");
        }
    }

    /// <summary>Writes the page and its figures.</summary>
    public void Write(IReadOnlyList<string> chapters, IReadOnlyList<Figure> figures)
    {
        File.WriteAllText(Path, Replace(_prose, string.Join("\n", chapters.Select(static chapter => chapter.TrimEnd() + "\n"))));
        foreach (Figure figure in figures)
        {
            File.WriteAllText(System.IO.Path.Combine(FiguresOf(Path), figure.Name), figure.Svg);
        }
    }

    /// <summary>Returns the page with other results.</summary>
    public static string Replace(string prose, string results)
    {
        int begin = prose.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = prose.IndexOf(End, begin, StringComparison.Ordinal);
        return new StringBuilder(prose).Remove(begin, end - begin).Insert(begin, $"\n{results.ReplaceLineEndings("\n")}").ToString();
    }

    private static string FiguresOf(string document) =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(document)!, FigureFolder);

    private static string FindRepository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "LstmGen.sln")))
            {
                return folder.FullName;
            }
        }

        throw new UsageException("'report' writes into the repository, but this program is not inside one.");
    }
}
