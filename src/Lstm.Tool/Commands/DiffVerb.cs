using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using Lstm.Import;
using Lstm.Tool.Output;
using Lstm.Tool.Statistics;

namespace Lstm.Tool.Commands;

/// <summary>diff: are two files one network?</summary>
internal sealed class DiffVerb : Verb
{
    private const string Help =
        """
        Compares two model files, of any formats: the declaration, every weight, the states to start from, the self-test, and what is said about the signal.

        Example: lstmgen diff amp.onnx amp.safetensors --tolerance 1e-6

        The exit code is 0 when all bits are equal, or all differences within --tolerance, and otherwise 1.
        """;

    private readonly Argument<string> _first = ModelOptions.File("A");
    private readonly Argument<string> _second = ModelOptions.File("B");
    private readonly Option<double> _tolerance = new("--tolerance") { Description = "The largest difference that is none; 0, unless given: the bits.", HelpName = "difference" };
    private readonly ModelOptions _model;

    public DiffVerb(ToolConsole console)
        : base(console, "diff", Help)
    {
        Command.Arguments.Add(_first);
        Command.Arguments.Add(_second);
        Command.Options.Add(_tolerance);
        _model = new ModelOptions(Command);
    }

    protected override Answer Execute(ParseResult line)
    {
        double tolerance = line.GetValue(_tolerance);
        if (!(tolerance >= 0))
        {
            throw WrongUsage("--tolerance: expected 0 or more.");
        }

        // Two files are compared as they are, whether or not one of them misses its self-test.
        ModelDescription first = _model.Read(line, line.GetRequiredValue(_first), runSelfTest: false);
        ModelDescription second = _model.Read(line, line.GetRequiredValue(_second), runSelfTest: false);
        IReadOnlyList<TensorDifference> tensors = TensorDifference.Of(CanonicalTensor.Of(first.Weights), CanonicalTensor.Of(second.Weights), tolerance);
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
            text.Line("One network:");
            text.Block(document.FirstDeclaration);
        }
        else
        {
            text.Line($"Two networks. {document.First}:");
            text.Block(document.FirstDeclaration);
            text.Line($"{document.Second}:");
            text.Block(document.SecondDeclaration);
        }

        if (!document.SamePreprocessing)
        {
            text.Line("They say different things about the signal:");
            text.Line(Signal(document.First, document.FirstPreprocessing));
            text.Line(Signal(document.Second, document.SecondPreprocessing));
        }

        List<TensorDifference> different = [.. document.Tensors.Where(static tensor => tensor.Comparison != TensorComparison.Equal)];
        if (different.Count == 0)
        {
            text.Line($"All {Numbers.Of(document.Tensors.Count, "tensor")} are equal.");
            return;
        }

        text.Line($"{different.Count} of {Numbers.Of(document.Tensors.Count, "tensor")} differ:");
        text.Table(["tensor:", "values that differ", "largest difference", "first at:", "A", "B"], different.Select(Row));
    }

    private static IReadOnlyList<string> Row(TensorDifference tensor) => tensor.Comparison switch
    {
        TensorComparison.OnlyInFirst => [tensor.Name, "only in A", "", "", "", ""],
        TensorComparison.OnlyInSecond => [tensor.Name, "only in B", "", "", "", ""],
        TensorComparison.OtherShape => [tensor.Name, "other shape", "", "", "", ""],
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

    private static string Signal(string file, Preprocessing signal) => Numbers.Text(
        $"    {file}: {(signal.SampleRate is { } rate ? Numbers.Text($"{rate} Hz") : "no sample rate")}, input gain {signal.InputGain} dB, output gain {signal.OutputGain} dB");
}
