using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Benchmarks.Parts;

namespace Lstm.Benchmarks.Output;

/// <summary>The document with the results: its prose stays, what stands between two marks is replaced.</summary>
internal sealed class ReportFile
{
    private const string Begin = "<!-- results: begin -->";
    private const string End = "<!-- results: end -->";
    private const string Document = "benchmarks.md";

    private readonly string _prose;

    private ReportFile(string path, string prose)
    {
        Path = path;
        _prose = prose;
    }

    /// <summary>Where it goes.</summary>
    public string Path { get; }

    /// <summary>Finds out before minutes of measuring that there is prose to put results into, and a place to put them.</summary>
    /// <param name="path">Where it goes; null for the place of the document itself or, of a smoke run, beside the build's own output.</param>
    /// <param name="quick">Whether this is a smoke run.</param>
    /// <exception cref="UsageException">There is not.</exception>
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
                : throw new UsageException($"{document} lacks the marks \"{Begin}\" and \"{End}\" that results go between.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The report cannot be written: {exception.Message}");
        }
    }

    /// <summary>Writes the document and its figures.</summary>
    public void Write(IReadOnlyList<string> chapters, IReadOnlyList<Figure> figures)
    {
        File.WriteAllText(Path, Replace(_prose, string.Join("\n", chapters.Select(static chapter => chapter.TrimEnd() + "\n"))));
        foreach (Figure figure in figures)
        {
            File.WriteAllText(System.IO.Path.Combine(FiguresOf(Path), figure.Name), figure.Svg);
        }
    }

    /// <summary>The prose with other results.</summary>
    public static string Replace(string prose, string results)
    {
        int begin = prose.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = prose.IndexOf(End, begin, StringComparison.Ordinal);
        return new StringBuilder(prose).Remove(begin, end - begin).Insert(begin, $"\n{results.ReplaceLineEndings("\n")}").ToString();
    }

    private static string FiguresOf(string document) =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(document)!, System.IO.Path.GetFileNameWithoutExtension(Document));

    private static string FindRepository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "LstmGen.sln")))
            {
                return folder.FullName;
            }
        }

        throw new UsageException("'report' writes into the repository, and this program does not stand in one.");
    }
}
