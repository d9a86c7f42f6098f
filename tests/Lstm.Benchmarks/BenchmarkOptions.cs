using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Networks;

namespace Lstm.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchmarkOptions
{
    /// <summary>The command that measures everything and writes it down.</summary>
    public const string Report = "report";

    public const string Usage = """
        Measures generated networks against the machine's own limits and against other libraries.

        dotnet run -c Release --project tests/Lstm.Benchmarks -- report          everything, written to docs/benchmarks.md
        dotnet run -c Release --project tests/Lstm.Benchmarks -- [parts]         some parts, or all of them, on the terminal only

        Parts:
          sizes      a step at each size: Step, Run, StepMany, the machine's limits, ONNX Runtime, rivals
          rivals     the same in a process without AVX-512; only with --rival-avx2
          sweep      Step at every hidden size from 1 to 256
          variants   what each member of the cell family costs beside the plain cell
          threads    a step of many streams, on one thread and on several
          silence    a step of a stream that has died away
          memory     bytes of weights and states, and bytes allocated
          latency    how long single steps take over a minute, beside a thread that allocates
          start      from the start of a process to its first output, JIT and NativeAOT
          generator  time of the generator, and how much text and machine code it makes

        Options:
          --quick             a smoke run in about a minute: shows that everything works, not numbers to quote
          --sizes 1x8,1x8x2   other sizes: input x hidden (each 1 to 1024), and x layers; alone, it asks for the part sizes
          --no-onnx           without ONNX Runtime
          --rival FILE        another library takes part, behind the C interface of tests/Lstm.Benchmarks/Rivals/rival.h; repeat it for several
          --rival-avx2 FILE   the same, in a process of its own in which nobody uses AVX-512
          --output FILE       where the report goes, plots beside it; with --quick not docs/benchmarks.md, unless this says so
          --json FILE         also write every number to FILE
          --help              this text
        """;

    /// <summary>Every part, in the order of the report.</summary>
    public static IReadOnlyList<string> AllParts { get; } = ["sizes", "rivals", "sweep", "variants", "threads", "silence", "memory", "latency", "start", "generator"];

    /// <summary>Few rounds: to see that everything works, not to quote.</summary>
    public bool Quick { get; init; }

    /// <summary>Whether the report is written.</summary>
    public bool WritesReport { get; init; }

    /// <summary>Which parts, in any order; empty for all.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>Other sizes than the usual ones; null for those.</summary>
    public IReadOnlyList<NetworkSize>? Sizes { get; init; }

    /// <summary>Whether ONNX Runtime takes part.</summary>
    public bool WithOnnx { get; init; } = true;

    /// <summary>Libraries that take part in this process.</summary>
    public IReadOnlyList<string> Rivals { get; init; } = [];

    /// <summary>Libraries that take part in a process without AVX-512.</summary>
    public IReadOnlyList<string> RivalsAvx2 { get; init; } = [];

    /// <summary>Where the report goes; null for the usual place.</summary>
    public string? OutputPath { get; init; }

    /// <summary>Where to write all numbers as JSON; null for nowhere.</summary>
    public string? JsonPath { get; init; }

    /// <summary>Print the usage and do nothing.</summary>
    public bool Help { get; init; }

    /// <exception cref="UsageException">The arguments make no sense.</exception>
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
            throw new UsageException($"'{Report}' takes no parts: a report is complete.");
        }

        if (options is { WritesReport: false, Sizes: not null, Parts.Count: 0 })
        {
            options = options with { Parts = ["sizes"] };
        }

        return options.OutputPath is not null && !options.WritesReport ? throw new UsageException($"--output is for '{Report}'.") : options;
    }

    private static NetworkSize[] ParseSizes(string text) =>
        [.. text.Split(',').Select(static part => NetworkSize.Parse(part) ??
            throw new UsageException($"'{part}' is no size: write input x hidden, each from 1 to 1024, such as 8x64, and x layers, from 1 to 8, where there are several.")).Distinct()];
}
