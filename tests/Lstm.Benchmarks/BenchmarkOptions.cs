using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Benchmarks.Networks;

namespace Lstm.Benchmarks;

/// <summary>The options of the command line.</summary>
internal sealed record BenchmarkOptions
{
    /// <summary>The command that measures everything and writes the report.</summary>
    public const string Report = "report";

    public const string Usage = """
        Measures generated networks against the machine's limits and against other libraries.

        dotnet run -c Release --project tests/Lstm.Benchmarks -- report          everything, written to docs/benchmark-tables.md
        dotnet run -c Release --project tests/Lstm.Benchmarks -- [parts]         some parts, or all of them, on the terminal only

        Parts:
          sizes      a step at each size: Step, Run, StepMany, Fast, Int16, Int8, the machine's limits, ONNX Runtime, rivals
          rivals     the same in a process without AVX-512; only with --rival-avx2
          modes      Step and Run at a few sizes in several processes, and their spread
          sweep      Step at every hidden size from 1 to 256
          variants   each variant of the cell, relative to the plain cell
          threads    a step of many streams, on one thread and on several
          silence    a step after the input has become silent
          memory     bytes of weights and states, and bytes allocated
          latency    every single step over a minute, while another thread allocates
          start      from the start of a process to its first output, with the JIT and with NativeAOT
          generator  time of the generator, and size of its text and of the machine code

        Options:
          --quick             a smoke run in about a minute; its numbers are not to be quoted
          --sizes 1x8,1x8x2   other sizes: input x hidden (each 1 to 1024), and x layers (1 to 8); without parts, selects the part sizes
          --processes 20      processes of the part modes, 2 to 100; the default is 10
          --no-onnx           without ONNX Runtime
          --rival FILE        another library, with the C interface of tests/Lstm.Benchmarks/Rivals/rival.h; may be repeated
          --rival-avx2 FILE   the same, in a process of its own without AVX-512
          --output FILE       the file of the report, with its plots beside it; the default with --quick is in artifacts
          --json FILE         also writes every number to FILE
          --help              shows this text
        """;

    /// <summary>The names of all parts, in the order of the report.</summary>
    public static IReadOnlyList<string> AllParts { get; } =
        ["sizes", "rivals", "modes", "sweep", "variants", "threads", "silence", "memory", "latency", "start", "generator"];

    /// <summary>Whether this is a smoke run, with few rounds.</summary>
    public bool Quick { get; init; }

    /// <summary>Whether the report is written.</summary>
    public bool WritesReport { get; init; }

    /// <summary>The requested parts, in any order; empty for all.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>The requested sizes; null for the default ones.</summary>
    public IReadOnlyList<NetworkSize>? Sizes { get; init; }

    /// <summary>The processes of the part modes; null for the default number.</summary>
    public int? Processes { get; init; }

    /// <summary>Whether ONNX Runtime takes part.</summary>
    public bool WithOnnx { get; init; } = true;

    /// <summary>The libraries that take part in this process.</summary>
    public IReadOnlyList<string> Rivals { get; init; } = [];

    /// <summary>The libraries that take part in a process without AVX-512.</summary>
    public IReadOnlyList<string> RivalsAvx2 { get; init; } = [];

    /// <summary>The path of the report; null for the default.</summary>
    public string? OutputPath { get; init; }

    /// <summary>The path of the JSON file; null for none.</summary>
    public string? JsonPath { get; init; }

    /// <summary>Whether to print the usage and do nothing.</summary>
    public bool Help { get; init; }

    /// <summary>Parses the arguments.</summary>
    /// <exception cref="UsageException">The arguments are wrong.</exception>
    public static BenchmarkOptions Parse(IReadOnlyList<string> arguments)
    {
        BenchmarkOptions options = new();
        for (int i = 0; i < arguments.Count; i++)
        {
            string Value() => ++i < arguments.Count && !arguments[i].StartsWith('-')
                ? arguments[i]
                : throw new UsageException($"{arguments[i - 1]} needs a value.");

            options = arguments[i] switch
            {
                Report => options with { WritesReport = true },
                string part when AllParts.Contains(part) => options with { Parts = [.. options.Parts, part] },
                "--quick" => options with { Quick = true },
                "--no-onnx" => options with { WithOnnx = false },
                "--sizes" => options with { Sizes = ParseSizes(Value()) },
                "--processes" => options with { Processes = ParseProcesses(Value()) },
                "--rival" => options with { Rivals = [.. options.Rivals, Value()] },
                "--rival-avx2" => options with { RivalsAvx2 = [.. options.RivalsAvx2, Value()] },
                "--output" => options with { OutputPath = Value() },
                "--json" => options with { JsonPath = Value() },
                "--help" or "-h" => options with { Help = true },
                string other => throw new UsageException($"Unknown argument '{other}'."),
            };
        }

        if (options is { WritesReport: true, Parts.Count: > 0 })
        {
            throw new UsageException($"'{Report}' measures all parts: remove the names of parts.");
        }

        if (options is { WritesReport: false, Sizes: not null, Parts.Count: 0 })
        {
            options = options with { Parts = ["sizes"] };
        }

        return options.OutputPath is not null && !options.WritesReport
            ? throw new UsageException($"--output needs '{Report}'.")
            : options;
    }

    private static int ParseProcesses(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int processes) && processes is >= 2 and <= 100
            ? processes
            : throw new UsageException($"'{text}' is not a number of processes from 2 to 100.");

    private static NetworkSize[] ParseSizes(string text) =>
        [.. text.Split(',').Select(ParseSize).Distinct()];

    private static NetworkSize ParseSize(string text) =>
        NetworkSize.Parse(text)
        ?? throw new UsageException(
            $"'{text}' is not a size. Write input x hidden, each from 1 to 1024, such as 8x64, or with x layers, from 1 to 8: 1x8x2.");
}
