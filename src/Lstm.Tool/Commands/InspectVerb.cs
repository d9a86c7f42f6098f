using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using Lstm.Import;
using Lstm.Tool.Output;
using Lstm.Tool.Statistics;

namespace Lstm.Tool.Commands;

/// <summary>The verb inspect: shows the content of a model file.</summary>
internal sealed class InspectVerb : Verb
{
    private const string Help =
        """
        Shows the content of a model file: layers, cost, weights, and suspicious values.

        Example: lstmgen inspect amp.safetensors --tensors

        Suspicious values are found by rules of thumb. Each finding states its rule. With --strict, a finding or a failed
        self-test gives the exit code 1.
        """;

    private readonly Argument<string> _file = ModelOptions.File();
    private readonly Option<bool> _tensors = new("--tensors") { Description = "Also show the origin of each tensor." };
    private readonly StrictOption _strict;
    private readonly PrecisionOption _precision;
    private readonly ModelOptions _model;

    public InspectVerb(ToolConsole console)
        : base(console, "inspect", Help)
    {
        Command.Arguments.Add(_file);
        Files.Read(_file);
        Command.Options.Add(_tensors);
        _strict = new StrictOption(Command, "Exit with 1 when something is suspicious or the file's self-test fails.");
        _precision = new PrecisionOption(Command);
        _model = new ModelOptions(Command, Console, Files);
    }

    protected override Answer Execute(ParseResult line)
    {
        try
        {
            // A failed self-test is reported as a finding, so it must not reject the file.
            return Inspected(line, _model.Read(line, line.GetRequiredValue(_file), runSelfTest: false));
        }
        catch (WeightFormatException refusal) when (refusal.Layers.Count > 0)
        {
            // The names of the layers are needed now, to choose others.
            var document = new RefusedDocument(refusal.Message, refusal.Layers);
            return new Answer(ExitCode.ModelRefused, document, text => PrintRefusal(text, document));
        }
    }

    private Answer Inspected(ParseResult line, ModelDescription model)
    {
        IReadOnlyList<CanonicalTensor> tensors = CanonicalTensor.Of(model.Weights);
        var document = new InspectDocument(
            model.Source,
            model.Format,
            model.FormatDetail,
            model.Declaration,
            model.Layers,
            NetworkCost.Of(model),
            [.. tensors.Where(static tensor => !tensor.IsSelfTest).Select(TensorStatistics.Of)],
            model.Preprocessing,
            model.Notes,
            SelfTestFinding.Of(model),
            _precision.Measure(line, model),
            Suspicions.Of(model, tensors));
        bool isWrong = document.Suspicions.Count > 0 || document.SelfTest.Passes == false;
        bool withOrigins = line.GetValue(_tensors);
        ExitCode code = _strict.IsGiven(line) && isWrong ? ExitCode.No : ExitCode.Good;
        return new Answer(code, document, text => Print(text, document, withOrigins));
    }

    private void PrintRefusal(TextOutput text, RefusedDocument document)
    {
        Console.Error.WriteLine("error: " + document.Error);
        text.Line("The layers of the file, for the options --layers, --first-layer, --last-layer and --module:");
        text.Table(
            ["layer:", "kind:", "in", "out", "refused because:"],
            document.Layers.Select(static layer => (IReadOnlyList<string>)
            [
                layer.Name,
                layer.Kind,
                layer.InputSize is { } inputs ? Numbers.Count(inputs) : "",
                layer.OutputSize is { } outputs ? Numbers.Count(outputs) : "",
                layer.Refusal ?? "",
            ]));
    }

    private static void Print(TextOutput text, InspectDocument document, bool withOrigins)
    {
        text.Line($"{document.File}: {document.FormatDetail}");
        text.Line();
        text.Block(document.Declaration);
        text.Line();
        text.Table(
            ["layer:", "kind:", "in", "out", "parameters", "attribute:"],
            document.Layers.Select(static layer => (IReadOnlyList<string>)
            [
                layer.Name,
                layer.Kind,
                Numbers.Count(layer.InputSize),
                Numbers.Count(layer.OutputSize),
                Numbers.Count(layer.Parameters),
                layer.Attribute,
            ]));
        NetworkCost totals = document.Totals;
        string parameters = Numbers.Of(totals.Parameters, "parameter");
        string multiplyAdds = Numbers.Of(totals.MultiplyAddsPerStep, "multiply-add");
        text.Line($"{parameters}, {multiplyAdds} per step, {Numbers.Of(totals.StateBytes, "byte")} of state.");
        PrintTensors(text, document);
        if (withOrigins)
        {
            PrintOrigins(text, document);
        }

        if (document.Precisions.Count > 0)
        {
            PrintPrecisions(text, document);
        }

        PrintFindings(text, document);
    }

    private static void PrintPrecisions(TextOutput text, InspectDocument document) => text.Table(
        ["precision:", "steps", "largest error", "largest output", "relative error", "weight error", "weight bytes", "Single bytes"],
        document.Precisions.Select(static report => (IReadOnlyList<string>)
        [
            report.Precision.ToString(),
            Numbers.Count(report.Steps),
            Numbers.Error(report.LargestError),
            Numbers.Error(report.LargestOutput),
            Numbers.Error(report.RelativeError),
            Numbers.Error(report.LargestWeightError),
            Numbers.Count(report.WeightBytes),
            Numbers.Count(report.SingleWeightBytes),
        ]));

    private static void PrintTensors(TextOutput text, InspectDocument document) => text.Table(
        ["tensor:", "shape:", "min", "max", "mean", "std"],
        document.Tensors.Select(static tensor => (IReadOnlyList<string>)
        [
            tensor.Name,
            Shape(tensor.Shape),
            Numbers.Weight(tensor.Min),
            Numbers.Weight(tensor.Max),
            Numbers.Weight(tensor.Mean),
            Numbers.Weight(tensor.StandardDeviation),
        ]));

    private static void PrintOrigins(TextOutput text, InspectDocument document) => text.Table(
        ["tensor:", "source:", "source shape:", "conversion:"],
        document.Layers.SelectMany(static layer => layer.Tensors).Select(static origin => (IReadOnlyList<string>)
        [
            origin.Tensor, origin.Source, Shape(origin.Shape.Select(static size => (long)size)), origin.Conversion,
        ]));

    private static void PrintFindings(TextOutput text, InspectDocument document)
    {
        Preprocessing signal = document.Preprocessing;
        if (signal != Preprocessing.None)
        {
            string rate = signal.SampleRate is { } value ? Numbers.Text($"{value} Hz") : "any sample rate";
            text.Line(Numbers.Text($"Signal: {rate}, input gain {signal.InputGain} dB, output gain {signal.OutputGain} dB."));
        }

        foreach (string note in document.Notes)
        {
            text.Line("Note: " + note);
        }

        SelfTestFinding test = document.SelfTest;
        text.Line(test switch
        {
            { Exists: false } => "Self-test: none. The weights are not verified.",
            { Passes: true } => $"Self-test: passed, {Numbers.Of(test.Steps, "step")}.",
            { Passes: false } => $"Self-test: FAILED. {test.Message}",
            _ => $"Self-test: {Numbers.Of(test.Steps, "step")}, not run. {test.Message}",
        });
        foreach (string gap in test.Gaps)
        {
            text.Line("  " + gap);
        }

        text.Line(document.Suspicions.Count == 0 ? "Suspicious: nothing." : "Suspicious:");
        foreach (Suspicion suspicion in document.Suspicions)
        {
            text.Line($"  {suspicion.Place}: {suspicion.Message.TrimEnd('.')}.");
        }
    }

    private static string Shape(IEnumerable<long> sizes) => $"[{string.Join(", ", sizes)}]";
}
