using System;
using System.Collections.Generic;
using System.CommandLine;
using Lstm.Import;

namespace Lstm.Tool.Commands;

/// <summary>The file of a network, and the options that choose in it: the same for every verb.</summary>
internal sealed class ModelOptions
{
    private readonly Option<string> _module = new("--module")
    {
        Description = "Read this recurrent module (\"decoder.lstm\"), in a file that holds several.",
        HelpName = "name",
    };

    private readonly Option<string> _firstLayer = new("--first-layer") { Description = "Start with this layer of the file.", HelpName = "name" };

    private readonly Option<string> _lastLayer = new("--last-layer") { Description = "End with this layer of the file.", HelpName = "name" };

    private readonly Option<string[]> _activation = new("--activation")
    {
        Description = "Give a dense layer its activation, for files that store none: --activation head.0=Relu. May be repeated.",
        HelpName = "layer=function",
    };

    public ModelOptions(Command command)
    {
        command.Options.Add(_module);
        command.Options.Add(_firstLayer);
        command.Options.Add(_lastLayer);
        command.Options.Add(_activation);
    }

    /// <summary>An argument that is a model file.</summary>
    public static Argument<string> File(string name = "FILE") => new(name)
    {
        Description = "A model file. Its format is told by its content, not by its name.",
    };

    /// <summary>Reads a network.</summary>
    /// <param name="line">The parsed line.</param>
    /// <param name="path">The file.</param>
    /// <param name="runSelfTest">Whether a self-test that is missed refuses the file.</param>
    public ModelDescription Read(ParseResult line, string path, bool runSelfTest = true) => ModelFile.Read(path, new ModelReadOptions
    {
        Module = line.GetValue(_module),
        FirstLayer = line.GetValue(_firstLayer),
        LastLayer = line.GetValue(_lastLayer),
        Activations = Activations(line.GetValue(_activation) ?? []),
        RunSelfTest = runSelfTest,
    });

    private static Dictionary<string, Activation> Activations(string[] texts)
    {
        Dictionary<string, Activation> activations = new(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            int equals = text.LastIndexOf('=');
            string function = text[(equals + 1)..];
            if (equals < 1 || !char.IsAsciiLetter(text[^1]) && !char.IsAsciiDigit(text[^1]) || char.IsAsciiDigit(function[0]) || function.Contains(',')
                || !Enum.TryParse(function, ignoreCase: true, out Activation activation))
            {
                throw new ToolException(
                    ExitCode.WrongUsage, $"--activation {text}: expected LAYER=FUNCTION, with one of the functions {string.Join(", ", Enum.GetNames<Activation>())}.");
            }

            activations[text[..equals]] = activation;
        }

        return activations;
    }
}
