using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Lstm.Benchmarks.Contest;
using Lstm.Benchmarks.Networks;
using Lstm.Benchmarks.Output;
using Lstm.TestKit;

namespace Lstm.Benchmarks.Modes;

/// <summary>Times <c>Step</c> and <c>Run</c> in a process of its own, one of several, and prints the fastest rounds.</summary>
internal static class ModesProbe
{
    public const string Command = "probe-modes";

    private const int Steps = 1024;

    /// <summary>Measures in this process.</summary>
    /// <param name="sizes">The networks.</param>
    /// <param name="rounds">Rounds of all networks.</param>
    /// <param name="output">Receives a list of <see cref="ModesPoint"/>.</param>
    public static void Run(IReadOnlyList<NetworkSize> sizes, int rounds, TextWriter output)
    {
        NetworkContestant[] contestants =
        [
            .. CompiledNetworks
                .Compile([.. sizes.Select(static size => new NetworkDeclaration(size))])
                .SelectMany(Contestants),
        ];
        static void Ignore(string progress)
        {
        }

        Rounds.WarmUp(contestants, Ignore);
        IReadOnlyList<Timing> timings = Rounds.Measure(contestants, rounds, Ignore);
        ModesPoint[] points =
        [
            .. contestants.Zip(
                timings, static (contestant, timing) => new ModesPoint(contestant.Size, contestant.Name, timing.Minimum)),
        ];
        output.WriteLine(JsonSerializer.Serialize(points, JsonFile.Options));
    }

    /// <summary>Returns the arguments of a measuring process.</summary>
    public static string[] Arguments(IReadOnlyList<NetworkSize> sizes, int rounds) =>
        [Command, string.Join(',', sizes), rounds.ToString(CultureInfo.InvariantCulture)];

    private static NetworkContestant[] Contestants(Network network)
    {
        NetworkSize size = network.Size;
        LstmWeights weights = RandomWeights.Create(size.Input, size.Hidden, size.Layers);
        float[] inputs = RandomWeights.Inputs(Steps, size.Input);
        return [network.CreateStep(weights, inputs), network.CreateRun(weights, inputs)];
    }
}
