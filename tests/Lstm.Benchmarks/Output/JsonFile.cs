using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lstm.Benchmarks.Machine;

namespace Lstm.Benchmarks.Output;

/// <summary>Every number of a run, in a file.</summary>
internal sealed class JsonFile
{
    private readonly string _path;

    private JsonFile(string path) => _path = path;

    /// <summary>How numbers are written, and read by whoever started this program for them.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Finds out before minutes of measuring whether the file can be written.</summary>
    /// <exception cref="UsageException">It cannot.</exception>
    public static JsonFile Create(string path)
    {
        try
        {
            File.WriteAllText(path, "");
            return new JsonFile(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"Cannot write {path}: {exception.Message}");
        }
    }

    /// <param name="machine">What the numbers were made on.</param>
    /// <param name="parts">The numbers, by the name of their part.</param>
    public void Write(MachineInfo machine, IReadOnlyDictionary<string, object> parts) =>
        File.WriteAllText(_path, JsonSerializer.Serialize(new { Machine = machine, Parts = parts }, Options) + "\n");
}
