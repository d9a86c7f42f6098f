using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.TestKit;

namespace Lstm.Import.Tests;

/// <summary>A small good file of one format, to be damaged.</summary>
/// <param name="Name">Its name, for messages.</param>
/// <param name="Path">Where it is.</param>
internal sealed record FaultFile(string Name, string Path)
{
    // The smallest fixtures of a format find most: every byte counts.
    private const int FilesPerFormat = 2;

    /// <summary>The smallest fixtures of every format, as they lie beside the tests, and a canonical file.</summary>
    public static IReadOnlyList<FaultFile> All { get; } =
    [
        new FaultFile("canonical", TestFiles.Golden("torch-3x3")),
        .. Fixtures.Models
            .Select(static model => (File: new FileInfo(model.Path), model.Format))
            .GroupBy(static file => file.Format)
            .OrderBy(static group => group.Key)
            .SelectMany(static group => group
                .OrderBy(static file => file.File.Length)
                .ThenBy(static file => file.File.FullName, StringComparer.Ordinal)
                .Take(FilesPerFormat)
                .Select(file => new FaultFile(
                    $"{group.Key}: {System.IO.Path.GetRelativePath(Fixtures.File(), file.File.FullName)}",
                    file.File.FullName))),
    ];

    /// <summary>The file of a name.</summary>
    public static FaultFile Named(string name) => All.Single(file => file.Name == name);

    /// <summary>Where the files are that it refers to.</summary>
    public string? Folder => System.IO.Path.GetDirectoryName(Path);

    public byte[] Read() => File.ReadAllBytes(Path);

    /// <summary>
    /// Where to damage it: at every byte, or at evenly spread ones of a file that is not small. The first and the last bytes are where
    /// formats keep what their readers rely on.
    /// </summary>
    public IEnumerable<int> Places(int length)
    {
        const int dense = 512;
        const int most = 4_000;
        int stride = Math.Max(1, length / most);
        return Enumerable.Range(0, length).Where(place => place % stride == 0 || place < dense || place >= length - dense);
    }

    public override string ToString() => Name;
}
