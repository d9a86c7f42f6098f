using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lstm.Benchmarks.Machine;
using Lstm.Benchmarks.Sizes;
using Lstm.Benchmarks.Sweep;
using Lstm.Benchmarks.Variants;

namespace Lstm.Benchmarks.Output;

/// <summary>Every number of a run, as it goes into the JSON file.</summary>
/// <param name="Machine">What they were made on.</param>
/// <param name="Sizes">The table of sizes; empty when only the sweep was asked for.</param>
/// <param name="Variants">The cell family; empty when it was left out.</param>
/// <param name="Sweeps">The sweeps; empty when there was none.</param>
internal sealed record BenchmarkReport(MachineInfo Machine, IReadOnlyList<SizeResult> Sizes, IReadOnlyList<VariantResult> Variants, IReadOnlyList<SweepResult> Sweeps)
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Finds out before minutes of measuring whether the file can be written.</summary>
    /// <exception cref="UsageException">It cannot.</exception>
    public static void CheckPath(string path)
    {
        try
        {
            File.WriteAllText(path, "");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"Cannot write {path}: {exception.Message}");
        }
    }

    public void Save(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, s_options) + "\n");
}
