using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Tests;

namespace Lstm.Import.Tests;

/// <summary>A small good file of one format, to be damaged.</summary>
/// <param name="Name">Its name, for messages.</param>
/// <param name="Path">Where it is.</param>
internal sealed record FaultFile(string Name, string Path)
{
    // The smallest fixtures of a format find most: every byte counts.
    private const int FilesPerFormat = 2;

    private static readonly string[] Sidecars = [".py", ".md", ".csv", ".npy", ".bin", ".data"];

    /// <summary>The smallest fixtures of every format that has any, as they lie beside the tests, and a canonical file.</summary>
    public static IReadOnlyList<FaultFile> All { get; } =
    [
        new FaultFile("canonical", TestFiles.Golden("torch-3x3")),
        .. Directory.EnumerateDirectories(Fixtures.File())
            .Order(StringComparer.Ordinal)
            .SelectMany(static folder => Good(folder).Take(FilesPerFormat)),
    ];

    public override string ToString() => Name;

    // Every file of the folder that is a model and no sidecar of one.
    private static IEnumerable<FaultFile> Good(string folder) => new DirectoryInfo(folder)
        .EnumerateFiles("*", SearchOption.AllDirectories)
        .Where(static file => !Sidecars.Contains(file.Extension) && IsGood(file.FullName))
        .OrderBy(static file => file.Length)
        .ThenBy(static file => file.FullName, StringComparer.Ordinal)
        .Select(file => new FaultFile($"{System.IO.Path.GetFileName(folder)}/{file.Name}", file.FullName));

    private static bool IsGood(string path)
    {
        try
        {
            ModelFile.Read(path);
            return true;
        }
        catch (WeightFormatException)
        {
            return false;
        }
    }
}
