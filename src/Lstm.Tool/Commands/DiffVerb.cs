using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using Lstm.Import;
using Lstm.Tool.Output;
using Lstm.Tool.Statistics;

namespace Lstm.Tool.Commands;

/// <summary>The verb diff: compares two model files.</summary>
internal sealed class DiffVerb : Verb
{
    private const string Help =
        """
        Compares two model files of any formats.

        Example: lstmgen diff amp.onnx amp.safetensors --tolerance 1e-6

        Compares the declaration, every weight, the initial states, the self-test, and the sample rate and gains.
        The exit code is 0 when all values are bit-identical or all differences are within --tolerance, and otherwise 1.
        """;

    private readonly Argument<string> _first = ModelOptions.File("A");
    private readonly Argument<string> _second = ModelOptions.File("B");
    private readonly Option<double> _tolerance = new("--tolerance")
    {
        Description = "The largest difference that counts as equal. The default is 0: all bits must be equal.",
        HelpName = "difference",
    };

    private readonly ModelOptions _model;

    public DiffVerb(ToolConsole console)
        : base(console, "diff", Help)
    {
        Command.Arguments.Add(_first);
        Command.Arguments.Add(_second);
        Files.Read(_first);
        Files.Read(_second);
        Command.Options.Add(_tolerance);
        _model = new ModelOptions(Command, Console, Files);
    }

    protected override Answer Execute(ParseResult line)
    {
        double tolerance = line.GetValue(_tolerance);
        if (!(tolerance >= 0))
        {
            throw WrongUsage("--tolerance: expected 0 or more.");
        }

        // Files are compared even when one of them fails its self-test.
        ModelDescription first = _model.Read(line, line.GetRequiredValue(_first), runSelfTest: false);
        ModelDescription second = _model.Read(line, line.GetRequiredValue(_second), runSelfTest: false);
        IReadOnlyList<TensorDifference> tensors = TensorDifference.Of(
            CanonicalTensor.Of(first.Weights), CanonicalTensor.Of(second.Weights), tolerance);
        bool sameDeclaration = first.Declaration == second.Declaration;
        bool samePreprocessing = first.Preprocessing == second.Preprocessing;
        bool equal = sameDeclaration && samePreprocessing && tensors.All(static tensor => tensor.Comparison == TensorComparison.Equal);
        var document = new DiffDocument(
            first.Source,
            second.Source,
            equal,
            sameDeclaration,
            first.Declaration,
            second.Declaration,
            samePreprocessing,
            first.Preprocessing,
            second.Preprocessing,
            tensors);
        return new Answer(equal ? ExitCode.Good : ExitCode.No, document, text => Print(text, document));
    }

    private static void Print(TextOutput text, DiffDocument document)
    {
        if (document.SameDeclaration)
        {
            text.Line("The declarations are equal:");
            text.Block(document.FirstDeclaration);
        }
        else
        {
            text.Line($"The declarations differ. {document.First}:");
            text.Block(document.FirstDeclaration);
            text.Line($"{document.Second}:");
            text.Block(document.SecondDeclaration);
        }

        if (!document.SamePreprocessing)
        {
            text.Line("The sample rates or gains differ:");
            text.Line(Signal(document.First, document.FirstPreprocessing));
            text.Line(Signal(document.Second, document.SecondPreprocessing));
        }

        List<TensorDifference> different = [.. document.Tensors.Where(static tensor => tensor.Comparison != TensorComparison.Equal)];
        if (different.Count == 0)
        {
            text.Line($"All {Numbers.Of(document.Tensors.Count, "tensor")} are equal.");
            return;
        }

        string differ = different.Count == 1 ? "differs" : "differ";
        text.Line($"{different.Count} of {Numbers.Of(document.Tensors.Count, "tensor")} {differ}:");
        text.Table(["tensor:", "different values", "largest difference", "first at:", "A", "B"], different.Select(Row));
    }

    private static IReadOnlyList<string> Row(TensorDifference tensor) => tensor.Comparison switch
    {
        TensorComparison.OnlyInFirst => [tensor.Name, "only in A", "", "", "", ""],
        TensorComparison.OnlyInSecond => [tensor.Name, "only in B", "", "", "", ""],
        TensorComparison.OtherShape => [tensor.Name, "different shape", "", "", "", ""],
        _ =>
        [
            tensor.Name,
            $"{Numbers.Count(tensor.Differing)} of {Numbers.Count(tensor.Count)}",
            Numbers.Error(tensor.LargestDifference),
            $"[{string.Join(", ", tensor.FirstPlace!)}]",
            tensor.First!.Value.ToString(CultureInfo.InvariantCulture),
            tensor.Second!.Value.ToString(CultureInfo.InvariantCulture),
        ],
    };

    private static string Signal(string file, Preprocessing signal)
    {
        string rate = signal.SampleRate is { } value ? Numbers.Text($"{value} Hz") : "no sample rate";
        return Numbers.Text($"    {file}: {rate}, input gain {signal.InputGain} dB, output gain {signal.OutputGain} dB");
    }
}
