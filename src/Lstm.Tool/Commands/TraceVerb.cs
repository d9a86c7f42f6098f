using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using Lstm.Import;
using Lstm.Import.Sequences;
using Lstm.Shared;
using Lstm.Tool.Audio;
using Lstm.Tool.Output;
using Lstm.Tool.Tracing;

namespace Lstm.Tool.Commands;

/// <summary>The verb trace: writes a page that shows the gates and states of a network in every step.</summary>
internal sealed class TraceVerb : Verb
{
    private const int DefaultSteps = 100_000;

    // At four bytes per value this is 270 MB of base64 text. Browsers do not load much larger pages.
    private const int MostValues = 50_000_000;

    private const string Help =
        """
        Runs a network over a sequence and writes a page that shows its gates and states in every step.

        Example: lstmgen trace amp.safetensors --input guitar.wav -o trace.html
        Example: lstmgen trace forecast.onnx --input series.csv -o trace.html --json

        The page is one HTML file that works offline. For each recurrent layer, it shows heat maps of the gates, the candidate
        and the hidden state, and lines of the other states, such as the cell state. A table lists for each unit the mean of
        each gate and how often the gate is saturated (below 0.1 or above 0.9; the candidate below -0.9 or above 0.9).
        Networks with a backward direction are not supported.
        """;

    private readonly Argument<string> _file = ModelOptions.File();
    private readonly Option<string> _out = new("--out", "-o")
    {
        Description = "The page, .html, or '-' for standard output.",
        HelpName = "page",
        Required = true,
    };

    private readonly Option<int?> _steps = new("--steps")
    {
        Description = "The maximum number of steps to show, from the start of the sequence. "
            + Numbers.Text($"The default is {Numbers.Count(DefaultSteps)}, or fewer for a large network."),
        HelpName = "steps",
    };

    private readonly InputOptions _input;
    private readonly ModelOptions _model;

    public TraceVerb(ToolConsole console)
        : base(console, "trace", Help)
    {
        Command.Arguments.Add(_file);
        Files.Read(_file);
        _input = new InputOptions(Command, Files, Console);
        Files.Write(_out);
        Command.Options.Add(_out);
        Command.Options.Add(_steps);
        _model = new ModelOptions(Command, Console, Files);
    }

    protected override Answer Execute(ParseResult line)
    {
        ModelDescription model = _model.Read(line, line.GetRequiredValue(_file));
        CheckDirection(model);
        int most = MostSteps(line.GetValue(_steps), model);
        List<string> warnings = [];
        using SequenceReader reader = _input.Open(line, model);
        Preprocessing signal = _input.SignalOf(line, model, reader, warnings);
        float[] inputs = ReadFirst(reader, most, out bool isCut);
        if (inputs.Length == 0)
        {
            throw new SequenceFormatException(_input.Name(line), null, "at least one step", "none");
        }

        TraceRecord trace = Run(line, model, inputs, signal);
        if (isCut)
        {
            warnings.Add(
                $"the page shows only the first {Numbers.Of(trace.Steps, "step")} of a longer sequence. To show more, change --steps.");
        }

        foreach (string warning in warnings)
        {
            Console.Warn(warning);
        }

        string output = line.GetRequiredValue(_out);
        using (OutputFile file = Console.Standard.Create(output))
        {
            TracePage.Write(file, trace);
            file.Complete();
        }

        IReadOnlyList<UnitSummary>[] layers = [.. trace.Layers.Select(static layer => layer.Units)];
        var document = new TraceDocument(model.Source, _input.Path(line), output, trace.Steps, layers, warnings);
        return new Answer(ExitCode.Good, document, text => Print(text, document));
    }

    private static void CheckDirection(ModelDescription model)
    {
        if (!model.Shape.IsCausal)
        {
            throw WrongUsage($"trace: expected a forward direction only, but {model.Source} has a backward direction.");
        }
    }

    private static int MostSteps(int? asked, ModelDescription model)
    {
        int cells = model.Shape.Cells.Sum(static cell => TraceVector.Of(cell.Shape).Sum(static vector => vector.Length));
        int fit = MostValues / (model.Shape.Input + model.Shape.Output + cells);
        return asked is < 1 || asked > fit
            ? throw WrongUsage($"--steps: expected 1 to {Numbers.Count(fit)} steps, the maximum for a page of this network.")
            : asked ?? Math.Min(DefaultSteps, fit);
    }

    private static float[] ReadFirst(SequenceReader reader, int most, out bool isCut)
    {
        const int stepsAtOnce = 4096;
        List<float> all = [];
        float[] piece = new float[stepsAtOnce * reader.Width];
        isCut = false;
        for (int steps = reader.Read(piece); steps > 0 && !isCut; steps = isCut ? 0 : reader.Read(piece))
        {
            int room = most - (all.Count / reader.Width);
            isCut = steps > room;
            all.AddRange(piece.AsSpan(0, Math.Min(steps, room) * reader.Width));
        }

        return [.. all];
    }

    private TraceRecord Run(ParseResult line, ModelDescription model, float[] inputs, Preprocessing signal)
    {
        int steps = inputs.Length / model.Weights.InputSize;
        float[] outputs = new float[steps * model.Weights.OutputSize];
        LayerRecorder[] layers = [.. model.Shape.Cells.Select(cell => new LayerRecorder(cell, steps))];
        Gain.Apply(inputs, signal.InputGain);
        using NetworkTracer tracer = Working(line, $"Compiling the class of {model.Source}", () => NetworkTracer.Create(model));
        TraceSummary summary = Working(
            line, $"Running {Numbers.Of(steps, "step")}", () => tracer.Run(inputs, outputs, layers));
        Gain.Apply(outputs, signal.OutputGain);
        string file = Path.GetFileName(model.Source);
        return new TraceRecord
        {
            Title = $"{Path.GetFileName(_input.Name(line))} through {file}",
            Declaration = model.Declaration,
            SourceFile = file,
            Steps = steps,
            InputSize = model.Weights.InputSize,
            OutputSize = model.Weights.OutputSize,
            Inputs = inputs,
            Outputs = outputs,
            Layers = [.. layers.Select(layer => layer.ToTrace(summary))],
        };
    }

    private static void Print(TextOutput text, TraceDocument document)
    {
        string size = $"{Numbers.Of(document.Steps, "step")} of {Numbers.Of(document.Layers.Count, "layer")}";
        string wrote = $"Wrote {StandardStreams.NameOfOutput(document.Output)}: {size}.";
        IReadOnlyList<string>[] rows = [.. document.Layers.SelectMany(static (units, layer) => Rows(layer, units))];
        if (rows.Length == 0)
        {
            text.Line($"{wrote} The network has no gates.");
            return;
        }

        text.Line($"{wrote} Means over all steps and units:");
        text.Table(["layer", "gate:", "mean", "saturated left", "saturated right"], rows);
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(int layer, IReadOnlyList<UnitSummary> units) => units[0].Keys.Select(gate =>
    {
        GateSummary[] all = [.. units.Select(unit => unit[gate])];
        return (IReadOnlyList<string>)
        [
            Numbers.Count(layer),
            gate.Replace("Gate", "", StringComparison.Ordinal),
            Numbers.Text($"{all.Average(static unit => unit.Mean):0.000}"),
            Numbers.Text($"{all.Average(static unit => unit.LeftSaturated) * 100:0.0} %"),
            Numbers.Text($"{all.Average(static unit => unit.RightSaturated) * 100:0.0} %"),
        ];
    });
}
