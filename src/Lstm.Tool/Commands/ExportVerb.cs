using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using Lstm.Import;
using Lstm.Shared;
using Lstm.Tool.Output;

namespace Lstm.Tool.Commands;

/// <summary>The verb export: writes a network in a format of other programs.</summary>
internal sealed class ExportVerb : Verb
{
    private const string Help =
        """
        Writes a model file as an ONNX model, or as a state dict of PyTorch.

        Example: lstmgen export amp.safetensors --to onnx -o amp.onnx
        Example: lstmgen export amp.safetensors --to torch -o amp-torch.safetensors

        The input of the ONNX model is x [steps, 1, inputs], its output y [steps, 1, outputs]. A state dict stores neither
        activations nor pooling; the output lists what it left out. A layer that the format does not have is refused.
        """;

    private readonly Argument<string> _file = ModelOptions.File();
    private readonly Option<string> _to = new("--to")
    {
        Description = "The format: onnx or torch.",
        HelpName = "format",
        Required = true,
    };

    private readonly Option<string> _out = new("--out", "-o")
    {
        Description = "The file to write, or '-' for standard output.",
        HelpName = "file",
        Required = true,
    };

    private readonly ModelOptions _model;

    public ExportVerb(ToolConsole console)
        : base(console, "export", Help)
    {
        Command.Arguments.Add(_file);
        Files.Read(_file);
        Files.Write(_out);
        Command.Options.Add(_to);
        Command.Options.Add(_out);
        _model = new ModelOptions(Command, Console, Files);
    }

    protected override Answer Execute(ParseResult line)
    {
        ExportFormat format = Parsed(line.GetRequiredValue(_to));
        string target = line.GetRequiredValue(_out);
        ModelDescription model = _model.Read(line, line.GetRequiredValue(_file));
        using (OutputFile file = Console.Standard.Create(target))
        {
            if (format == ExportFormat.Onnx)
            {
                ModelExport.WriteOnnx(model, file);
            }
            else
            {
                ModelExport.WritePyTorch(model, file);
            }

            file.Complete();
        }

        IReadOnlyList<string> notStored = format == ExportFormat.Onnx ? [] : NotStored(model);
        var document = new ExportDocument(model.Source, target, format.ToString(), notStored);
        return new Answer(ExitCode.Good, document, text => Print(text, document));
    }

    private static ExportFormat Parsed(string text) => NamedValue.Parse<ExportFormat>(
        "--to", text, [.. Enum.GetNames<ExportFormat>().Select(static name => name.ToLowerInvariant())]);

    // The parts of the declaration that a state dict does not have.
    private static IReadOnlyList<string> NotStored(ModelDescription model)
    {
        NetworkShape network = model.Shape;
        List<string> left = model.Weights.InitialHidden.Length > 0 ? ["the initial states"] : [];
        for (int layer = 0; layer < network.Layers.Count; layer++)
        {
            string name = $"layers.{network.WeightsOf(layer)}";
            left.AddRange(network.Layers[layer] switch
            {
                PoolShape pool => [$"the pooling {pool.Pooling} before '{name}'"],
                MergeShape merge => [$"the merge of two directions ({merge.Merging}) before '{name}'"],
                ResidualShape residual => [$"the sum before '{name}' with the input of {residual.Layers} layers"],
                PointwiseShape { HasWeights: false } function => [$"the activation {function.Activation.Function} before '{name}'"],
                DenseShape dense when dense.Activation != Activation.Linear =>
                    [$"the activation {dense.Activation.Function} of '{name}'"],
                RecurrentShape { Cell: { Kind: CellKind.Rnn } cell } when cell.CellActivation != Activation.Tanh =>
                    [$"the activation {cell.CellActivation.Function} of '{name}'"],
                _ => (string[])[],
            });
        }

        return network.Residual ? [.. left, "the sum of the output and the input"] : left;
    }

    private static void Print(TextOutput text, ExportDocument document)
    {
        text.Line($"Wrote {StandardStreams.NameOfOutput(document.Output)} ({document.Format}).");
        foreach (string part in document.NotStored)
        {
            text.Line($"Not stored: {part}.");
        }
    }
}
