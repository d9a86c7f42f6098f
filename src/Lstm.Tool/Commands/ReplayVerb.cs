using System;
using System.CommandLine;
using System.IO;
using Lstm.Import;
using Lstm.Tool.Compilation;
using Lstm.Tool.Output;
using Spectre.Console;

namespace Lstm.Tool.Commands;

/// <summary>replay: whether a recorded stream gives the same bits here.</summary>
internal sealed class ReplayVerb : Verb
{
    private const string Help =
        """
        Replays a recorded stream, and says whether every bit is the same, or at which step the first is not.

        Example: lstmgen replay amp.safetensors night.lstmrec

        A recording holds a start state, inputs and outputs, and knows the declaration and the weights that it was made with: others are refused. 'lstmgen run --record' writes one, and so does
        StreamRecorder in a program. It is replayed in the precision it was recorded in. One that was cut off is replayed up to its last whole step.

        Exit codes: 0 every bit is the same; 1 a step differs; 4 the recording is damaged, and more of it follows.
        """;

    private readonly Argument<string> _file = ModelOptions.File();
    private readonly Argument<string> _recording = new("RECORDING") { Description = "What was recorded." };
    private readonly ModelOptions _model;

    public ReplayVerb(ToolConsole console)
        : base(console, "replay", Help)
    {
        Command.Arguments.Add(_file);
        Command.Arguments.Add(_recording);
        _model = new ModelOptions(Command);
    }

    protected override Answer Execute(ParseResult line)
    {
        ModelDescription description = _model.Read(line, line.GetRequiredValue(_file));
        string path = line.GetRequiredValue(_recording);
        using FileStream stream = File.OpenRead(path);
        var recording = StreamRecording.Open(stream);
        using CompiledModel model = CompiledModel.Create(description, recording.Precision);
        if (!model.CanStep)
        {
            throw new ToolException(ExitCode.WrongUsage, $"{description.Source}: a network with a backward direction has no steps to replay.");
        }

        ReplayReport report = WithProgress(IsJson(line), model, recording, stream);
        ReplayDifference? difference = report.Difference;
        var document = new ReplayDocument(
            description.Source, path, recording.Declaration, recording.WeightsChecksum.ToString("X8"), report.Steps, report.Same, report.End,
            difference?.Step, difference?.Output, difference?.Recorded, difference?.Replayed);
        return new Answer(CodeOf(report), document, text => Print(text, report));
    }

    private static ExitCode CodeOf(ReplayReport report) =>
        !report.Same ? ExitCode.No : report.End == RecordingEnd.Damaged ? ExitCode.FileTrouble : ExitCode.Good;

    private static void Print(TextOutput text, ReplayReport report)
    {
        text.Line(report.Difference is { } difference
            ? Numbers.Text($"{Numbers.Of(report.Steps - 1, "step")} gave the same bits, then {difference}.")
            : Numbers.Text($"{Numbers.Of(report.Steps, "step")}: every bit is the same."));
        switch (report.End)
        {
            case RecordingEnd.Torn:
                text.Line("The recording is torn after that: its writer was stopped.");
                break;
            case RecordingEnd.Damaged:
                text.Line("The recording is damaged after that, and more follows that was not replayed.");
                break;
        }
    }

    private ReplayReport WithProgress(bool json, CompiledModel model, StreamRecording recording, FileStream stream)
    {
        if (json || !Console.IsInteractive)
        {
            return model.Replay(recording, progress: null);
        }

        ReplayReport report = default;
        Console.Progress.Progress().AutoClear(true).Start(context =>
        {
            ProgressTask task = context.AddTask("replaying", maxValue: Math.Max(1, stream.Length));
            report = model.Replay(recording, new ReadPosition(task, stream));
        });
        return report;
    }

    // How far the file has been read, told on the thread that reads it.
    private sealed class ReadPosition(ProgressTask task, FileStream stream) : IProgress<long>
    {
        public void Report(long value) => task.Value = stream.Position;
    }
}
