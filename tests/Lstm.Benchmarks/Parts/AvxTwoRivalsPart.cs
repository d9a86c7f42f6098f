using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Lstm.Benchmarks.Children;
using Lstm.Benchmarks.Networks;
using Lstm.Benchmarks.Output;
using Lstm.Benchmarks.Sizes;
using Lstm.Benchmarks.Targets;

namespace Lstm.Benchmarks.Parts;

/// <summary>Rivals that were built without AVX-512, in a process in which the runtime does not use it either.</summary>
internal sealed class AvxTwoRivalsPart(IReadOnlyList<NetworkSize> sizes, IReadOnlyList<string> rivals, bool quick, TimeSpan expected)
    : Part("rivals", expected)
{
    public override Chapter Measure(Action<string> progress)
    {
        progress("in a process without AVX-512");
        string json = Path.GetTempFileName();
        try
        {
            List<string> arguments = ["sizes", "--no-onnx", "--json", json, "--sizes", string.Join(',', sizes)];
            arguments.AddRange(rivals.SelectMany(static rival => (string[])["--rival", rival]));
            if (quick)
            {
                arguments.Add("--quick");
            }

            Child.Self(arguments, new Dictionary<string, string> { ["DOTNET_EnableAVX512"] = "0" }, allowFailure: true);
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(json));
            JsonElement measured = document.RootElement.GetProperty("parts").GetProperty("sizes");
            SizeResult[] results = measured.Deserialize<SizeResult[]>(JsonFile.Options)!;
            return new Chapter(
                $"""
                ## Other libraries, without AVX-512

                As above, in a process of its own without AVX-512, as on the many processors that do not have it.

                {RivalReport.Of(results)}
                """)
            {
                Targets = [.. SizeTargets.Of(results).Select(static target => target with { What = target.What + ", AVX2" })],
                Failures = SizeChecks.Failures(results),
                Numbers = results,
            };
        }
        finally
        {
            File.Delete(json);
        }
    }
}
