using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Import;

namespace Lstm.CodeFixes.Tests.Harness;

/// <summary>The weights files of the golden tests, most of which contain no declaration.</summary>
internal static class GoldenFiles
{
    public static IEnumerable<string> All => Directory
        .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "golden"), "*.safetensors", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal);

    /// <summary>Reads a file without its self-test: some files do not show their activations, which do not matter here.</summary>
    public static ModelDescription Import(string path) => ModelFile.Read(path, new ModelReadOptions { RunSelfTest = false });

    /// <summary>Returns the JSON header of a file.</summary>
    public static string HeaderOf(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        return Encoding.UTF8.GetString(bytes, sizeof(long), (int)BinaryPrimitives.ReadInt64LittleEndian(bytes));
    }
}
