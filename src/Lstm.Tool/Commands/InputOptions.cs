using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using Lstm.Import;
using Lstm.Import.Sequences;
using Lstm.Tool.Audio;
using Lstm.Tool.Output;

namespace Lstm.Tool.Commands;

/// <summary>The input options that all verbs share that run a sequence.</summary>
internal sealed class InputOptions
{
    private readonly Option<string> _input = new("--input")
    {
        Description = "The inputs, .csv, .npy or .wav, one row or frame per step; '-' for standard input.",
        HelpName = "x",
        Required = true,
    };

    private readonly Option<bool> _applyGain = new("--apply-gain")
    {
        Description = "Apply the model file's input gain and output gain. For wave files only.",
    };

    private readonly ToolConsole _console;

    public InputOptions(Command command, FileArguments files, ToolConsole console)
    {
        _console = console;
        command.Options.Add(_input);
        command.Options.Add(_applyGain);
        files.Read(_input);
    }

    /// <summary>Returns the path of the input file.</summary>
    public string Path(ParseResult line) => line.GetRequiredValue(_input);

    /// <summary>Returns the name of the input file in messages.</summary>
    public string Name(ParseResult line) => StandardStreams.NameOfInput(Path(line));

    /// <summary>Opens the input file of a network.</summary>
    public SequenceReader Open(ParseResult line, ModelDescription model)
    {
        string name = Name(line);
        Span<byte> start = stackalloc byte[WaveSequenceReader.HeaderBytes];
        Stream stream = PeekedStream.Peek(InputFile.Open(_console, Path(line)), start, out int length);
        if (!WaveSequenceReader.Recognises(start[..length]))
        {
            return SequenceFile.Open(stream, name, model.Weights.InputSize);
        }

        WaveSequenceReader wave = WaveSequenceReader.Open(stream, name);
        if (wave.Width == model.Weights.InputSize)
        {
            return wave;
        }

        wave.Dispose();
        string expected = Numbers.Of(model.Weights.InputSize, "channel") + ", one per input of the network";
        throw new SequenceFormatException(name, null, expected, Numbers.Count(wave.Width));
    }

    /// <summary>Returns the gains to apply: those of the model with --apply-gain, otherwise none. Adds warnings about the signal.</summary>
    public Preprocessing SignalOf(ParseResult line, ModelDescription model, SequenceReader reader, List<string> warnings)
    {
        bool apply = line.GetValue(_applyGain);
        if (reader is not WaveSequenceReader wave)
        {
            return apply
                ? throw new ToolException(ExitCode.WrongUsage, "--apply-gain: expected a wave file as --input.")
                : Preprocessing.None;
        }

        Preprocessing signal = model.Preprocessing;
        if (signal.SampleRate is { } rate && rate != wave.SampleRate)
        {
            warnings.Add(Numbers.Text(
                $"the network was trained at {rate} Hz and the input has {wave.SampleRate} Hz, so it will sound different. ")
                + "The input is not resampled.");
        }

        if (!apply && (signal.InputGain != 0 || signal.OutputGain != 0))
        {
            warnings.Add(Numbers.Text(
                $"the model file has an input gain of {signal.InputGain} dB and an output gain of {signal.OutputGain} dB, ")
                + "which are not applied. To apply them, add --apply-gain.");
        }

        return apply ? signal : Preprocessing.None;
    }
}
