using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using Lstm.Import;
using Lstm.Tool.Output;

namespace Lstm.Tool.Commands;

/// <summary>The model file argument and the options that select a part of the file. All verbs share them.</summary>
internal sealed class ModelOptions
{
    private readonly Option<string> _module = new("--module")
    {
        Description = "The recurrent module to read (\"decoder.lstm\") from a file that contains several.",
        HelpName = "name",
    };

    private readonly Option<string> _layers = new("--layers")
    {
        Description = "The modules of a PyTorch state dict to read, in the order of the data: --layers lstm,fc1,fc2.",
        HelpName = "names",
    };

    private readonly Option<string> _pool = new("--pool")
    {
        Description = "How the network of a PyTorch state dict makes one output of all steps: last, final, mean or max.",
        HelpName = "pooling",
    };

    private readonly Option<string> _firstLayer = new("--first-layer")
    {
        Description = "The first layer of the file to read.",
        HelpName = "name",
    };

    private readonly Option<string> _lastLayer = new("--last-layer")
    {
        Description = "The last layer of the file to read.",
        HelpName = "name",
    };

    private readonly Option<string> _outputName = new("--output-name")
    {
        Description = "The output to compute, for an ONNX file with several outputs.",
        HelpName = "name",
    };

    private readonly Option<string[]> _activation = new("--activation")
    {
        Description = "The activation of a dense layer, for files that store none: --activation head.0=Relu. May be repeated.",
        HelpName = "layer=function",
    };

    private readonly Option<string[]> _dilation = new("--dilation")
    {
        Description = "The dilation of a convolution of a PyTorch state dict, which stores none: --dilation front.conv=2. May be repeated.",
        HelpName = "layer=steps",
    };

    private readonly ToolConsole _console;
    private readonly FileArguments _files;

    public ModelOptions(Command command, ToolConsole console, FileArguments files)
    {
        _console = console;
        _files = files;
        command.Options.Add(_module);
        command.Options.Add(_layers);
        command.Options.Add(_pool);
        command.Options.Add(_firstLayer);
        command.Options.Add(_lastLayer);
        command.Options.Add(_outputName);
        command.Options.Add(_activation);
        command.Options.Add(_dilation);
    }

    /// <summary>Creates an argument for a model file.</summary>
    public static Argument<string> File(string name = "FILE") => new(name)
    {
        Description = "A model file, or '-' for standard input. The format is detected from the content, not from the name.",
    };

    /// <summary>Reads a network.</summary>
    /// <param name="line">The parsed command line.</param>
    /// <param name="path">The model file.</param>
    /// <param name="runSelfTest">Whether a failed self-test rejects the file.</param>
    public ModelDescription Read(ParseResult line, string path, bool runSelfTest = true)
    {
        var options = new ModelReadOptions
        {
            Module = line.GetValue(_module),
            Layers = Layers(line.GetValue(_layers)),
            Pooling = Pool(line.GetValue(_pool)),
            FirstLayer = line.GetValue(_firstLayer),
            LastLayer = line.GetValue(_lastLayer),
            OutputName = line.GetValue(_outputName),
            Activations = Activations(line.GetValue(_activation) ?? []),
            Dilations = Dilations(line.GetValue(_dilation) ?? []),
            RunSelfTest = runSelfTest,
        };
        if (StandardStreams.IsMeant(path))
        {
            using Stream stream = _console.Standard.OpenInput();
            return ModelFile.Read(stream, StandardStreams.InputName, options);
        }

        // By its path, because a model may refer to other files in its folder.
        InputFile.Check(path);
        ModelDescription model = ModelFile.Read(path, options);
        _files.CheckParts(line, path, model.Parts);
        return model;
    }

    private static string[] Layers(string? text)
    {
        string[] names = text?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        return Array.IndexOf(names, "") < 0
            ? names
            : throw new ToolException(ExitCode.WrongUsage, $"--layers {text}: expected names with commas between them.");
    }

    private static Pooling? Pool(string? text) =>
        text is null ? null : NamedValue.Parse<Pooling>("--pool", text, Enum.GetNames<Pooling>());

    private static Dictionary<string, int> Dilations(string[] texts)
    {
        Dictionary<string, int> dilations = new(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            int equals = text.LastIndexOf('=');
            if (equals < 1
                || !int.TryParse(text[(equals + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int steps)
                || steps < 1)
            {
                throw new ToolException(
                    ExitCode.WrongUsage, $"--dilation {text}: expected LAYER=STEPS, where STEPS is a whole number from 1.");
            }

            dilations[text[..equals]] = steps;
        }

        return dilations;
    }

    private static Dictionary<string, Activation> Activations(string[] texts)
    {
        Dictionary<string, Activation> activations = new(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            int equals = text.LastIndexOf('=');
            string function = text[(equals + 1)..];
            if (equals < 1
                || !char.IsAsciiLetter(text[^1]) && !char.IsAsciiDigit(text[^1])
                || char.IsAsciiDigit(function[0])
                || function.Contains(',')
                || !Enum.TryParse(function, ignoreCase: true, out Activation activation))
            {
                string[] names = Enum.GetNames<Activation>();
                throw new ToolException(
                    ExitCode.WrongUsage,
                    $"--activation {text}: expected LAYER=FUNCTION, where FUNCTION is one of {string.Join(", ", names)}."
                        + Spelling.Hint(function, names));
            }

            activations[text[..equals]] = activation;
        }

        return activations;
    }
}
