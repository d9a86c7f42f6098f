using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Lstm.Benchmarks.Children;
using Lstm.Benchmarks.Networks;
using Lstm.Benchmarks.Sizes;
using Lstm.TestKit;

namespace Lstm.Benchmarks.Generation;

/// <summary>Measures the machine code of the kernels, in a process of its own whose JIT writes a summary.</summary>
internal static partial class CodeProbe
{
    public const string Command = "probe-code";

    private const int Steps = Entrants.Streams;

    /// <summary>Calls every method of every network once, in that process.</summary>
    public static void Run(IReadOnlyList<NetworkSize> sizes)
    {
        foreach (Network network in CompiledNetworks.Compile([.. sizes.Select(static size => new NetworkDeclaration(size))]))
        {
            NetworkSize size = network.Size;
            LstmWeights weights = RandomWeights.Create(size.Input, size.Hidden, size.Layers);
            float[] inputs = RandomWeights.Inputs(Steps, size.Input);
            _ = network.CreateStep(weights, inputs).Call();
            _ = network.CreateRun(weights, inputs).Call();
            _ = network.CreateStepMany(weights, inputs, Entrants.Streams).Call();
        }
    }

    /// <summary>Returns the bytes of machine code of each class's kernels, by the name of the class.</summary>
    /// <exception cref="ChildFailedException">The process failed.</exception>
    public static IReadOnlyDictionary<string, int> Measure(IReadOnlyList<NetworkSize> sizes)
    {
        string summary = Path.GetTempFileName();
        try
        {
            Child.Self(
                [Command, string.Join(',', sizes)],
                new Dictionary<string, string> { ["DOTNET_JitStdOutFile"] = summary, ["DOTNET_JitDisasmSummary"] = "1" });
            return File.ReadLines(summary)
                .Select(static line => Line.Match(line))
                .Where(static match => match.Success)
                .GroupBy(static match => match.Groups["class"].Value, StringComparer.Ordinal)
                .ToDictionary(
                    static group => group.Key,
                    static group => group.Sum(static match => int.Parse(match.Groups["size"].Value, CultureInfo.InvariantCulture)));
        }
        finally
        {
            File.Delete(summary);
        }
    }

    // "9: JIT compiled Lstm.Generated.<Net1x8_g>F0123__Net1x8Kernel:Run(byref):int [FullOpts, IL size=120, code size=300]": the name of
    // a file-scoped type.
    [GeneratedRegex(@"JIT compiled Lstm\.Generated\.<[^>]*>F[0-9A-F]+__(?<class>Net[0-9x]+)\w*:.*code size=(?<size>\d+)")]
    private static partial Regex Line { get; }
}
