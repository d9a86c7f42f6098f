using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Networks;

namespace Lstm.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Quick">Few rounds: to see that everything works, not to quote.</param>
/// <param name="Sizes">Only these sizes, and no sweep; null for the usual ones.</param>
/// <param name="SweepOnly">Nothing but the sweep.</param>
/// <param name="VariantsOnly">Nothing but the cell family.</param>
/// <param name="WithOnnx">Whether ONNX Runtime takes part.</param>
/// <param name="JsonPath">Where to write all numbers as JSON; null for nowhere.</param>
/// <param name="Help">Print the usage and do nothing.</param>
internal sealed record BenchmarkOptions(
    bool Quick = false, IReadOnlyList<NetworkSize>? Sizes = null, bool SweepOnly = false, bool VariantsOnly = false, bool WithOnnx = true, string? JsonPath = null, bool Help = false)
{
    public const string Usage = """
        Measures generated networks against the machine's own limits and against ONNX Runtime.

        dotnet run -c Release --project tests/Lstm.Benchmarks [-- options]

          --quick          fewer rounds, and a sweep over one input size only: a check, not numbers to quote
          --sizes 1x8,5x20 only these sizes (input x hidden, each 1 to 1024), and no sweep
          --sweep          only the sweep over every hidden size from 1 to 256
          --variants       only the cell family: what each variant costs beside the plain cell
          --no-onnx        without ONNX Runtime
          --json FILE      also write every number to FILE
          --help           this text
        """;

    /// <summary>Rounds of every contest of the table.</summary>
    public int SizeRounds => Quick ? 10 : 60;

    /// <summary>Rounds of the sweep, and of its second look at conspicuous sizes.</summary>
    public int SweepRounds => Quick ? 8 : 40;

    /// <summary>Input sizes of the sweep.</summary>
    public IReadOnlyList<int> SweepInputs => Quick ? [1] : [1, 8, 64];

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
                "--quick" => options with { Quick = true },
                "--sweep" => options with { SweepOnly = true },
                "--variants" => options with { VariantsOnly = true },
                "--no-onnx" => options with { WithOnnx = false },
                "--sizes" => options with { Sizes = ParseSizes(Value()) },
                "--json" => options with { JsonPath = Value() },
                "--help" or "-h" => options with { Help = true },
                string other => throw new UsageException($"Unknown argument '{other}'."),
            };
        }

        int selections = (options.SweepOnly ? 1 : 0) + (options.VariantsOnly ? 1 : 0) + (options.Sizes is null ? 0 : 1);
        return selections > 1 ? throw new UsageException("--sizes, --sweep and --variants exclude each other.") : options;
    }

    private static NetworkSize[] ParseSizes(string text) =>
        [.. text.Split(',').Select(static part =>
            NetworkSize.Parse(part) ?? throw new UsageException($"'{part}' is no size: write input x hidden, each from 1 to 1024, such as 8x64.")).Distinct()];
}
