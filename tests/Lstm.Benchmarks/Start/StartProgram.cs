using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Xml.Linq;
using Lstm.Benchmarks.Children;

namespace Lstm.Benchmarks.Start;

/// <summary>A small program with two networks, published into a temporary folder.</summary>
internal sealed class StartProgram : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstm-start-").FullName;

    /// <summary>Publishes it.</summary>
    /// <param name="native">Whether to publish with NativeAOT instead of for the JIT.</param>
    /// <exception cref="ChildFailedException">The program cannot be published, because a package or the linker is missing.</exception>
    public StartProgram(bool native)
    {
        try
        {
            Write("Directory.Build.props", "<Project />");
            Write("Directory.Build.targets", "<Project />");
            Write("Directory.Packages.props", "<Project />");
            Write("Start.csproj", Project(native));
            Write("Program.cs", Source);
            string project = Path.Combine(_folder, "Start.csproj");
            string target = Path.Combine(_folder, "out");
            Child.Run(Child.DotnetHost, ["publish", project, "-c", "Release", "-o", target, "-nologo", "-v", "quiet"], folder: _folder);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The path of the program.</summary>
    public string Executable => Path.Combine(_folder, "out", OperatingSystem.IsWindows() ? "Start.exe" : "Start");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Project(bool native)
    {
        string here = AppContext.BaseDirectory;
        List<XElement> properties =
        [
            new("OutputType", "Exe"),
            new("TargetFramework", "net10.0"),
            new("Nullable", "enable"),
            new("InvariantGlobalization", "true"),
            new("SatelliteResourceLanguages", "en"),
        ];
        if (native)
        {
            properties.AddRange([new("PublishAot", "true"), new("OptimizationPreference", "Speed")]);
            if (RuntimeInformation.ProcessArchitecture == Architecture.X64)
            {
                // Without it, NativeAOT for x64 targets processors without AVX.
                properties.Add(new XElement("IlcInstructionSet", "x86-64-v3"));
            }
        }

        return new XElement(
            "Project",
            new XAttribute("Sdk", "Microsoft.NET.Sdk"),
            new XElement("PropertyGroup", properties),
            new XElement(
                "ItemGroup",
                new XElement("Reference", new XAttribute("Include", Path.Combine(here, "Lstm.Runtime.dll"))),
                new XElement("Analyzer", new XAttribute("Include", Path.Combine(here, "Lstm.Generator.dll"))))).ToString();
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    // Prints one line: the nanoseconds of the constructor and of the first step, and a value of its output.
    private const string Source = """
        using System;
        using System.Diagnostics;
        using Lstm;

        switch (args)
        {
            case ["64x128"]:
                Measure<Large, Large.State>(64, 128, static weights => new Large(weights));
                break;
            case ["1x16"]:
                Measure<Small, Small.State>(1, 16, static weights => new Small(weights));
                break;
            default:
                Console.WriteLine("0 0 0");
                break;
        }

        static void Measure<TModel, TState>(int input, int hidden, Func<LstmWeights, TModel> create)
            where TModel : ILstm<TState>
            where TState : unmanaged, ILstmState
        {
            static float[] Values(int count)
            {
                float[] values = new float[count];
                for (int i = 0; i < count; i++)
                {
                    values[i] = (i % 7 - 3) * 0.03f;
                }

                return values;
            }

            LstmLayerWeights layer = new(input, hidden, Values(4 * hidden * input), Values(4 * hidden * hidden), Values(4 * hidden));
            LstmWeights weights = new([layer]);
            float[] x = Values(input);
            float[] y = new float[hidden];
            TState state = default;
            long start = Stopwatch.GetTimestamp();
            TModel model = create(weights);
            long constructed = Stopwatch.GetTimestamp();
            model.Step(ref state, x, y);
            long stepped = Stopwatch.GetTimestamp();
            double tick = 1e9 / Stopwatch.Frequency;
            Console.WriteLine($"{(long)((constructed - start) * tick)} {(long)((stepped - constructed) * tick)} {y[0]}");
        }

        [Lstm(input: 64, hidden: 128)]
        internal sealed partial class Large;

        [Lstm(input: 1, hidden: 16)]
        internal sealed partial class Small;
        """;
}
