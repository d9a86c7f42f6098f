using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lstm.Benchmarks.Machine;

namespace Lstm.Benchmarks.Output;

/// <summary>A JSON file with every number of a run.</summary>
internal sealed class JsonFile
{
    private readonly string _path;

    private JsonFile(string path) => _path = path;

    /// <summary>The format in which numbers are written, and read back from child processes.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Creates the file, so that a failure is reported before the measurements.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
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

    /// <summary>Writes the numbers.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="parts">The numbers, by the name of their part.</param>
    public void Write(MachineInfo machine, IReadOnlyDictionary<string, object> parts) =>
        File.WriteAllText(_path, JsonSerializer.Serialize(new { Machine = machine, Parts = parts }, Options) + "\n");
}
