using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Lstm.Import.Tests;

/// <summary>The project's own model files, made by the scripts beside them.</summary>
internal static class Fixtures
{
    private static readonly Lazy<IReadOnlyList<(string Path, ModelFormat Format)>> s_models = new(static () =>
    [
        .. Directory.EnumerateFiles(File(), "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(static path => (path, FormatOf(path)))
            .Where(static model => model.Item2 is not null)
            .Select(static model => (model.path, model.Item2!.Value)),
    ]);

    /// <summary>All files that the import reads.</summary>
    public static IReadOnlyList<(string Path, ModelFormat Format)> Models => s_models.Value;

    /// <summary>A file of the folder fixtures, which the build copies beside the tests.</summary>
    public static string File(params string[] parts) => Path.Combine([AppContext.BaseDirectory, "fixtures", .. parts]);

    // What is no model, or there to be refused, has none.
    private static ModelFormat? FormatOf(string path)
    {
        try
        {
            return ModelFile.Read(path).Format;
        }
        catch (WeightFormatException)
        {
            return null;
        }
    }
}
