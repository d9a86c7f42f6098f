using System.Collections.Generic;
using System.CommandLine;
using Lstm.Import;
using Lstm.Import.Sequences;
using Lstm.Tool.Audio;
using Lstm.Tool.Output;

namespace Lstm.Tool.Commands;

/// <summary>The sequence that goes into a network, and what is to be done to its signal: the same for every verb that runs one.</summary>
internal sealed class InputOptions
{
    private readonly Option<string> _input = new("--input") { Description = "The inputs: .csv, .npy or .wav, a row or a frame a step.", HelpName = "x", Required = true };

    private readonly Option<bool> _applyGain = new("--apply-gain")
    {
        Description = "Apply the gains that the model file asks for, before and after the network; of wave files only.",
    };

    public InputOptions(Command command)
    {
        command.Options.Add(_input);
        command.Options.Add(_applyGain);
    }

    /// <summary>The inputs' file.</summary>
    public string Path(ParseResult line) => line.GetRequiredValue(_input);

    /// <summary>Opens the inputs of a network.</summary>
    public SequenceReader Open(ParseResult line, ModelDescription model)
    {
        string path = Path(line);
        if (!WaveSequenceReader.Recognises(path))
        {
            return SequenceFile.Open(path, model.Weights.InputSize);
        }

        WaveSequenceReader wave = WaveSequenceReader.Open(path);
        if (wave.Width == model.Weights.InputSize)
        {
            return wave;
        }

        wave.Dispose();
        throw new SequenceFormatException(path, null, Numbers.Of(model.Weights.InputSize, "channel") + ", an input of the network each", Numbers.Count(wave.Width));
    }

    /// <summary>The gains to apply, none unless they are asked for; what should be known of them is added to the warnings.</summary>
    public Preprocessing SignalOf(ParseResult line, ModelDescription model, SequenceReader reader, List<string> warnings)
    {
        bool apply = line.GetValue(_applyGain);
        if (reader is not WaveSequenceReader wave)
        {
            return apply ? throw new ToolException(ExitCode.WrongUsage, "--apply-gain: expected a wave file as --input.") : Preprocessing.None;
        }

        Preprocessing signal = model.Preprocessing;
        if (signal.SampleRate is { } rate && rate != wave.SampleRate)
        {
            warnings.Add(Numbers.Text($"the network was trained at {rate} Hz and the input has {wave.SampleRate} Hz: it will sound different. Nothing was resampled."));
        }

        if (!apply && (signal.InputGain != 0 || signal.OutputGain != 0))
        {
            warnings.Add(Numbers.Text(
                $"the model asks for {signal.InputGain} dB before and {signal.OutputGain} dB after the network, which were not applied: --apply-gain does it."));
        }

        return apply ? signal : Preprocessing.None;
    }
}
