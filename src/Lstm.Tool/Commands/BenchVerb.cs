using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Lstm.Import;
using Lstm.Tool.Compilation;
using Lstm.Tool.Output;
using Lstm.Tool.Statistics;

namespace Lstm.Tool.Commands;

/// <summary>The verb bench: measures the time of a step on this machine.</summary>
internal sealed class BenchVerb : Verb
{
    private const double DefaultSeconds = 2;
    private const double MostSeconds = 600;

    // Short enough that most rounds are not interrupted, long enough that the clock's resolution does not matter.
    private const double RoundSeconds = 0.0005;
    private const int MostSteps = 4096;
    private const double ShareOfWarmUp = 0.25;

    // The first round includes the work of the JIT, and so tells nothing about the number of steps of a round.
    private const int LeastWarmUpRounds = 4;
    private const string Help =
        """
        Measures the time of a step of a network on this machine, with the generated class.

        Example: lstmgen bench amp.safetensors --seconds 5

        Reports the median and the minimum of many short rounds. The times depend on the machine and its load:
        compare networks on the same machine at about the same time.
        """;

    private readonly Argument<string> _file = ModelOptions.File();
    private readonly Option<double> _seconds = new("--seconds")
    {
        Description = "How long to measure.",
        HelpName = "seconds",
        DefaultValueFactory = static _ => DefaultSeconds,
    };

    private readonly ModelOptions _model;

    public BenchVerb(ToolConsole console)
        : base(console, "bench", Help)
    {
        Command.Arguments.Add(_file);
        Files.Read(_file);
        Command.Options.Add(_seconds);
        _model = new ModelOptions(Command, Console, Files);
    }

    private delegate void Pass(ReadOnlySpan<float> inputs, Span<float> outputs);

    protected override Answer Execute(ParseResult line)
    {
        double seconds = line.GetValue(_seconds);
        if (!(seconds is > 0 and <= MostSeconds))
        {
            throw WrongUsage(Numbers.Text($"--seconds: expected more than 0 and at most {MostSeconds}."));
        }

        ModelDescription model = _model.Read(line, line.GetRequiredValue(_file));
        using CompiledModel compiled = Working(line, $"Compiling the class of {model.Source}", () => CompiledModel.Create(model));
        BenchDocument document = Working(
            line, Numbers.Text($"Measuring for {seconds} s"), () => Measure(model, compiled, seconds));
        return new Answer(ExitCode.Good, document, text => Print(text, document));
    }

    private static BenchDocument Measure(ModelDescription model, CompiledModel compiled, double seconds)
    {
        // Random inputs within ±1, the same in every run. Their values do not change the time.
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, MostSteps * compiled.InputSize).Select(_ => random.NextSingle() * 2 - 1)];
        float[] outputs = new float[MostSteps * compiled.OutputSize];
        int steps = WarmUp(compiled, inputs, outputs, seconds * ShareOfWarmUp);
        List<double> stepTimes = [];
        List<double> runTimes = [];
        double checksum = 0;
        var clock = Stopwatch.StartNew();

        // Step and Run alternate, so that an interruption affects both.
        do
        {
            if (compiled.CanStep)
            {
                stepTimes.Add(Time(compiled.Step, compiled, inputs, outputs, steps));
            }

            runTimes.Add(Time(compiled.Run, compiled, inputs, outputs, steps));
            checksum = outputs.AsSpan(0, compiled.OutputSteps(steps) * compiled.OutputSize).ToArray().Sum(static value => (double)value);
        }
        while (clock.Elapsed.TotalSeconds < seconds);

        return new BenchDocument(
            model.Source,
            model.Declaration,
            Machine(),
            RuntimeInformation.FrameworkDescription,
            WidestVectors(),
            steps,
            compiled.CanStep ? Timing.Of(stepTimes) : null,
            Timing.Of(runTimes),
            checksum);
    }

    private static string WidestVectors() =>
        Vector512.IsHardwareAccelerated ? "512 bits"
        : Vector256.IsHardwareAccelerated ? "256 bits"
        : Vector128.IsHardwareAccelerated ? "128 bits"
        : "none";

    // Runs until the JIT has compiled the final code. Returns the number of steps of a round.
    private static int WarmUp(CompiledModel compiled, float[] inputs, float[] outputs, double seconds)
    {
        int steps = 1;
        int rounds = 0;
        double fastest = double.MaxValue;
        var clock = Stopwatch.StartNew();
        do
        {
            // The fastest round, because an interruption only makes a round slower.
            fastest = Math.Min(fastest, Time(compiled.Run, compiled, inputs, outputs, steps));
            if (compiled.CanStep)
            {
                Time(compiled.Step, compiled, inputs, outputs, steps);
            }

            steps = (int)Math.Clamp(RoundSeconds * 1e9 / Math.Max(fastest, 1), 1, MostSteps);
        }
        while (++rounds < LeastWarmUpRounds || clock.Elapsed.TotalSeconds < seconds);
        return steps;
    }

    private static double Time(Pass pass, CompiledModel compiled, float[] inputs, float[] outputs, int steps)
    {
        compiled.Restart();
        ReadOnlySpan<float> x = inputs.AsSpan(0, steps * compiled.InputSize);
        Span<float> y = outputs.AsSpan(0, compiled.OutputSteps(steps) * compiled.OutputSize);
        long start = Stopwatch.GetTimestamp();
        pass(x, y);

        // A TimeSpan counts in steps of 100 ns, which may be longer than the round.
        return (Stopwatch.GetTimestamp() - start) * (1e9 / Stopwatch.Frequency) / steps;
    }

    private static string Machine()
    {
        const string cpuInfo = "/proc/cpuinfo";
        string? name = OperatingSystem.IsLinux() && File.Exists(cpuInfo)
            ? File.ReadLines(cpuInfo)
                .FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal))?
                .Split(':', 2)[1].Trim()
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        return $"{name ?? "unknown processor"}, {RuntimeInformation.ProcessArchitecture}, {RuntimeInformation.OSDescription}";
    }

    private static void Print(TextOutput text, BenchDocument document)
    {
        text.Line($"{document.Machine}; {document.Runtime}; vector width: {document.Vectors}");
        text.Block(document.Declaration);
        List<IReadOnlyList<string>> rows = [];
        if (document.Step is { } step)
        {
            rows.Add(Row("Step", step));
        }

        rows.Add(Row("Run", document.Run));
        text.Table(["method:", "median ns per step", "minimum ns per step", "rounds"], rows);
        text.Line(Numbers.Text(
            $"Steps per round: {Numbers.Count(document.StepsPerRound)}. Sum of the last round's outputs: {document.Checksum:G9}."));
        text.Line("The times are valid for this machine and its current load: compare networks on one machine only.");
    }

    private static string[] Row(string name, Timing timing) =>
        [name, Numbers.Nanoseconds(timing.MedianNanoseconds), Numbers.Nanoseconds(timing.MinimumNanoseconds), Numbers.Count(timing.Rounds)];
}
