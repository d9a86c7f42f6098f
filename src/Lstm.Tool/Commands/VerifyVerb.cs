using System;
using System.CommandLine;
using Lstm.Import;
using Lstm.Tool.Output;

namespace Lstm.Tool.Commands;

/// <summary>The verb verify: compares the outputs of a network with expected outputs.</summary>
internal sealed class VerifyVerb : Verb
{
    private const string Help =
        """
        Runs a network and compares its outputs with those of the training framework.

        Example: lstmgen verify amp.onnx --input x.npy --output y.npy
        Example: lstmgen verify amp.safetensors

        Without --input and --output, runs the self-test in the file. When outputs are wrong, tries the known mistakes (another
        order of the gates, a transposed matrix, a bias added twice or left out, another activation, initial state or
        direction, a dense layer on the other side, exchanged layers) and reports which one explains the errors. The exit code
        is then 1. It is also 1 when there is no self-test. When outputs are correct, reports what they do not prove.
        """;

    private readonly Argument<string> _file = ModelOptions.File();
    private readonly Option<string> _input = new("--input")
    {
        Description = "The inputs, .csv or .npy, one row per step.",
        HelpName = "x",
    };

    private readonly Option<string> _output = new("--output")
    {
        Description = "The expected outputs, .csv or .npy, one row per step.",
        HelpName = "y",
    };

    private readonly Option<double?> _tolerance = new("--tolerance")
    {
        Description = "The largest error that passes. The default is the tolerance of every class: 0.0001 of the largest output.",
        HelpName = "error",
    };

    private readonly Option<string?> _arithmetic = new("--arithmetic")
    {
        Description = "The arithmetic of the class, Exact or Fast. The tolerance of Fast is 0.001 of the largest output.",
        HelpName = "arithmetic",
    };

    private readonly StrictOption _strict;
    private readonly ModelOptions _model;

    public VerifyVerb(ToolConsole console)
        : base(console, "verify", Help)
    {
        Command.Arguments.Add(_file);
        Files.Read(_file);
        Files.Read(_input);
        Files.Read(_output);
        Command.Options.Add(_input);
        Command.Options.Add(_output);
        Command.Options.Add(_tolerance);
        Command.Options.Add(_arithmetic);
        _strict = new StrictOption(Command, "Exit with 1 also when something about the network is suspicious (see inspect).");
        _model = new ModelOptions(Command, Console, Files);
    }

    protected override Answer Execute(ParseResult line)
    {
        bool hasFiles = HasBoth(line, _input, _output);
        double? tolerance = line.GetValue(_tolerance);
        if (tolerance is < 0 or double.NaN)
        {
            throw WrongUsage("--tolerance: expected 0 or more.");
        }

        ModelDescription model = _model.Read(line, line.GetRequiredValue(_file), runSelfTest: false);
        if (hasFiles)
        {
            model = model.WithSelfTest(ReadSelfTest(line.GetRequiredValue(_input), line.GetRequiredValue(_output), model));
        }

        LstmArithmetic arithmetic = ArithmeticOf(line.GetValue(_arithmetic), model);
        OutputCheck? check = model.Weights.SelfTest is null
            ? null
            : Working(line, ClassCheck, () => OutputCheck.Run(model, tolerance, arithmetic));
        bool passes = check is { Passes: true };
        var document = new VerifyDocument(
            model.Source,
            passes,
            check is null ? "nothing" : hasFiles ? "files" : "selfTest",
            check,
            passes && !model.Shape.IsRandom ? SelfTestFinding.GapsOf(model) : [],
            StrictOption.Findings(model));
        bool isStrictlyWrong = _strict.IsGiven(line) && document.Suspicions.Count > 0;
        return new Answer(passes && !isStrictlyWrong ? ExitCode.Good : ExitCode.No, document, text => Print(text, document));
    }

    private static LstmArithmetic ArithmeticOf(string? text, ModelDescription model)
    {
        LstmArithmetic arithmetic = text is null
            ? LstmArithmetic.Exact
            : NamedValue.Parse<LstmArithmetic>("--arithmetic", text, Enum.GetNames<LstmArithmetic>());
        return arithmetic == LstmArithmetic.Exact || !model.Shape.IsRandom
            ? arithmetic
            : throw WrongUsage($"--arithmetic {arithmetic}: {model.Source} has a stochastic forget gate, which is exact only.");
    }

    private static void Print(TextOutput text, VerifyDocument document)
    {
        text.Line(document.Check?.Message
            ?? $"{document.File} contains no self-test. Add --input and --output to compare with expected outputs.");
        foreach (string gap in document.Gaps)
        {
            text.Line(gap);
        }

        StrictOption.Print(text, document.Suspicions);
    }
}
