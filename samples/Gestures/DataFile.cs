using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;

namespace Gestures;

/// <summary>The files beside the program. Tables are rows of integers, separated by commas; the large ones are compressed.</summary>
internal static class DataFile
{
    /// <summary>Returns the path of a file.</summary>
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "data", name);

    /// <summary>Reads the rows of a table.</summary>
    public static IEnumerable<int[]> Rows(string name)
    {
        using Stream file = File.OpenRead(PathOf(name));
        bool isCompressed = name.EndsWith(".gz", StringComparison.Ordinal);
        using StreamReader reader = new(isCompressed ? new GZipStream(file, CompressionMode.Decompress) : file);
        while (reader.ReadLine() is string line)
        {
            yield return Array.ConvertAll(line.Split(','), static number => int.Parse(number, CultureInfo.InvariantCulture));
        }
    }
}
