using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.IO;
using Lstm.Import;
using Lstm.Import.Sequences;
using Lstm.Tool.Audio;
using Lstm.Tool.Compilation;
using Lstm.Tool.Output;
using Spectre.Console;

namespace Lstm.Tool.Commands;

/// <summary>The verb run: runs a network over a sequence and writes its outputs.</summary>
internal sealed class RunVerb : Verb
{
    private const int DefaultChunk = 4096;
    private const int LargestChunk = 1 << 16;
    private const string Help =
        """
        Runs a network over a sequence with the generated class and writes the outputs.

        Example: lstmgen run amp.safetensors --input guitar.wav -o amped.wav
        Example: lstmgen run forecast.onnx --input series.csv -o forecast.npy

        Files are .csv, .npy or .wav. The sequence is processed in chunks, so its length is not limited by memory. A network
        with a backward direction needs the whole sequence in memory. Each channel of a wave file is an input of the network.
        Wave files are written as 32-bit floats and are not clipped.
        """;

    private readonly Argument<string> _file = ModelOptions.File();
    private readonly Option<string> _out = new("--out", "-o")
    {
        Description = "The file for the outputs, or '-' for standard output. Its extension, .csv, .npy or .wav, selects the format.",
        HelpName = "y",
        Required = true,
    };

    private readonly Option<string?> _format = new("--format")
    {
        Description = "The format of the outputs, csv, npy or wav, for a file without such an extension. "
            + "The default for standard output, devices and pipes is csv.",
        HelpName = "format",
    };

    private readonly Option<int?> _sampleRate = new("--sample-rate")
    {
        Description = "The sample rate of a wave file to write, when neither the input nor the model has one.",
        HelpName = "hertz",
    };

    private readonly Option<int> _chunk = new("--chunk")
    {
        Description = "The number of steps in memory at once.",
        HelpName = "steps",
        DefaultValueFactory = static _ => DefaultChunk,
    };

    private readonly Option<string> _record = new("--record")
    {
        Description = "A file to record the stream to. 'lstmgen replay' checks whether another machine reproduces it bit for bit.",
        HelpName = "recording",
    };

    private readonly InputOptions _input;
    private readonly ModelOptions _model;

    public RunVerb(ToolConsole console)
        : base(console, "run", Help)
    {
        Command.Arguments.Add(_file);
        Files.Read(_file);
        _input = new InputOptions(Command, Files, Console);
        Files.Write(_out);
        Files.Write(_record);
        foreach (Option option in new Option[] { _out, _format, _record, _sampleRate, _chunk })
        {
            Command.Options.Add(option);
        }

        _model = new ModelOptions(Command, Console, Files);
    }

    protected override Answer Execute(ParseResult line)
    {
        int chunk = line.GetValue(_chunk);
        if (chunk is < 1 or > LargestChunk)
        {
            throw WrongUsage(Numbers.Text($"--chunk: expected 1 to {LargestChunk} steps."));
        }

        string input = _input.Path(line);
        string output = line.GetRequiredValue(_out);
        ModelDescription model = _model.Read(line, line.GetRequiredValue(_file));
        List<string> warnings = [];
        using SequenceReader reader = _input.Open(line, model);
        Preprocessing signal = _input.SignalOf(line, model, reader, warnings);
        using SequenceWriter writer = OutputFormatOf(line, output) switch
        {
            OutputFormat.Wav => CreateWave(line, output, model, reader as WaveSequenceReader),
            OutputFormat.Npy => new NpySequenceWriter(Console.Standard.Create(output, seekable: true), model.Weights.OutputSize),
            _ => new CsvSequenceWriter(Console.Standard.Create(output), model.Weights.OutputSize),
        };
        foreach (string warning in warnings)
        {
            Console.Warn(warning);
        }

        var clock = Stopwatch.StartNew();
        using CompiledModel compiled = Working(line, $"Compiling the class of {model.Source}", () => CompiledModel.Create(model));
        string? record = line.GetValue(_record);
        if (record is not null && !compiled.CanStep)
        {
            throw WrongUsage("--record: a network that needs whole sequences cannot step, so it cannot be recorded.");
        }

        long steps;
        using OutputFile? recording = record is null ? null : Console.Standard.Create(record);
        using (recording is null ? null : compiled.Record(recording))
        {
            steps = WithProgress(IsJson(line), reader.Steps, new SequenceRun(compiled, reader, writer, signal), chunk);
        }

        // Both files are written before either replaces one.
        recording?.Flush();
        writer.Complete();
        recording?.Complete();
        var document = new RunDocument(
            model.Source, input, output, steps, compiled.InputSize, compiled.OutputSize, clock.Elapsed.TotalSeconds, warnings);
        return new Answer(ExitCode.Good, document, text => Print(text, document));
    }

    private static void Print(TextOutput text, RunDocument document)
    {
        string size = $"{Numbers.Of(document.Steps, "step")} of {Numbers.Of(document.OutputSize, "value")}";
        string output = StandardStreams.NameOfOutput(document.Output);
        text.Line(Numbers.Text($"Wrote {output}: {size}, in {document.Seconds:0.00} s, including the compilation of the class."));
    }

    private OutputFormat OutputFormatOf(ParseResult line, string path)
    {
        string extension = Path.GetExtension(path);
        string given = line.GetValue(_format) ?? extension.TrimStart('.');
        string[] formats = Enum.GetNames<OutputFormat>();
        int index = Array.FindIndex(formats, format => format.Equals(given, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            return Enum.Parse<OutputFormat>(formats[index]);
        }

        if (line.GetValue(_format) is not null)
        {
            throw WrongUsage($"--format: expected csv, npy or wav, found '{given}'.");
        }

        return StandardStreams.IsMeant(path) || FileTarget.Of(path).Kind == FileKind.Stream
            ? OutputFormat.Csv
            : throw WrongUsage(
                $"-o: expected the extension .csv, .txt, .npy or .wav, found '{extension}'."
                    + Spelling.Hint(extension, [".csv", ".txt", ".npy", ".wav"])
                    + " Or give the format with --format.");
    }

    private WaveSequenceWriter CreateWave(ParseResult line, string path, ModelDescription model, WaveSequenceReader? input)
    {
        double rate = input?.SampleRate ?? line.GetValue(_sampleRate) ?? model.Preprocessing.SampleRate
            ?? throw WrongUsage("-o: a wave file needs a sample rate, and neither the input nor the model has one. Add --sample-rate.");
        return rate is >= 1 and <= int.MaxValue
            ? new WaveSequenceWriter(Console.Standard.Create(path, seekable: true), model.Weights.OutputSize, (int)Math.Round(rate))
            : throw WrongUsage("--sample-rate: expected 1 Hz or more.");
    }

    private long WithProgress(bool json, long? all, SequenceRun run, int chunk)
    {
        if (json || !Console.ShowsProgress)
        {
            return run.Run(chunk, static _ => { });
        }

        long steps = 0;
        Console.Progress.Progress().AutoClear(true).Start(context =>
        {
            ProgressTask task = context.AddTask("running", maxValue: Math.Max(1, all ?? 1));
            task.IsIndeterminate = all is null;
            steps = run.Run(chunk, done => task.Increment(done));
        });
        return steps;
    }
}
