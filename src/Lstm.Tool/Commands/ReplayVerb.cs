using System;
using System.CommandLine;
using System.IO;
using Lstm.Import;
using Lstm.Tool.Compilation;
using Lstm.Tool.Output;
using Spectre.Console;

namespace Lstm.Tool.Commands;

/// <summary>The verb replay: checks whether this machine reproduces a recorded stream bit for bit.</summary>
internal sealed class ReplayVerb : Verb
{
    private const string Help =
        """
        Replays a recorded stream and reports the first step that is not bit-identical.

        Example: lstmgen replay amp.safetensors night.lstmrec

        A recording contains a start state, inputs, outputs, the declaration of the network and the checksum of its weights.
        A model file with another declaration or other weights is rejected. 'lstmgen run --record' writes a recording, and
        so does StreamRecorder in a program. The replay uses the recorded precision. A truncated recording is replayed up to
        its last complete step.

        Exit codes: 0 all steps are bit-identical; 1 a step differs; 4 the recording is corrupt and more data follows.
        """;

    private readonly Argument<string> _file = ModelOptions.File();
    private readonly Argument<string> _recording = new("RECORDING")
    {
        Description = "The recording of a stream, or '-' for standard input.",
    };

    private readonly ModelOptions _model;

    public ReplayVerb(ToolConsole console)
        : base(console, "replay", Help)
    {
        Command.Arguments.Add(_file);
        Command.Arguments.Add(_recording);
        Files.Read(_file);
        Files.Read(_recording);
        _model = new ModelOptions(Command, Console, Files);
    }

    protected override Answer Execute(ParseResult line)
    {
        ModelDescription description = _model.Read(line, line.GetRequiredValue(_file));
        string path = line.GetRequiredValue(_recording);
        using Stream stream = InputFile.Open(Console, path);
        var recording = StreamRecording.Open(stream, StandardStreams.NameOfInput(path));
        if (description.Shape.IsRandom && (recording.Precision, recording.Arithmetic) != default)
        {
            throw new RecordingFormatException(
                "a recording of a network with a stochastic forget gate, which is exact and has weights of floats",
                $"a recording with Precision {recording.Precision} and Arithmetic {recording.Arithmetic}",
                name: StandardStreams.NameOfInput(path));
        }

        using CompiledModel model = Working(
            line,
            $"Compiling the class of {description.Source}",
            () => CompiledModel.Create(description, recording.Precision, recording.Arithmetic));
        if (!model.CanStep)
        {
            throw new ToolException(
                ExitCode.WrongUsage, $"{description.Source}: a network that needs whole sequences cannot step, so it cannot be replayed.");
        }

        ReplayReport report = WithProgress(IsJson(line), model, recording, stream);
        ReplayDifference? difference = report.Difference;
        var document = new ReplayDocument(
            description.Source,
            path,
            recording.Declaration,
            recording.WeightsChecksum.ToString("X8"),
            report.Steps,
            report.Same,
            report.End,
            difference?.Step,
            difference?.Output,
            difference?.Recorded,
            difference?.Replayed);
        return new Answer(CodeOf(report), document, text => Print(text, report));
    }

    private static ExitCode CodeOf(ReplayReport report) =>
        !report.Same ? ExitCode.No : report.End == RecordingEnd.Damaged ? ExitCode.FileTrouble : ExitCode.Good;

    private static void Print(TextOutput text, ReplayReport report)
    {
        text.Line(report.Difference is { } difference
            ? Numbers.Text($"{Numbers.Of(report.Steps - 1, "step")}: bit-identical. Then {difference}.")
            : Numbers.Text($"{Numbers.Of(report.Steps, "step")}: bit-identical."));
        switch (report.End)
        {
            case RecordingEnd.Torn:
                text.Line("The recording is truncated after the last step: its writer was stopped.");
                break;
            case RecordingEnd.Damaged:
                text.Line("The recording is corrupt after the last step. The data that follows was not replayed.");
                break;
        }
    }

    private ReplayReport WithProgress(bool json, CompiledModel model, StreamRecording recording, Stream stream)
    {
        if (json || !Console.ShowsProgress)
        {
            return model.Replay(recording, progress: null);
        }

        ReplayReport report = default;
        Console.Progress.Progress().AutoClear(true).Start(context =>
        {
            ProgressTask task = context.AddTask("replaying", maxValue: stream.CanSeek ? Math.Max(1, stream.Length) : 1);
            task.IsIndeterminate = !stream.CanSeek;
            report = model.Replay(recording, new ReadPosition(task, stream));
        });
        return report;
    }

    // Reports the position in the file, on the thread that reads it.
    private sealed class ReadPosition(ProgressTask task, Stream stream) : IProgress<long>
    {
        public void Report(long value)
        {
            if (stream.CanSeek)
            {
                task.Value = stream.Position;
            }
        }
    }
}
