using System.CommandLine;
using Lstm.Import;
using Lstm.Import.Sequences;
using Lstm.Tool.Output;

namespace Lstm.Tool.Commands;

/// <summary>verify: does a network put out what it should?</summary>
internal sealed class VerifyVerb : Verb
{
    private const string Help =
        """
        Runs a network and compares its outputs with what the training framework computed.

        Example: lstmgen verify amp.onnx --input x.npy --output y.npy
        Example: lstmgen verify amp.safetensors

        Without --input and --output it runs the self-test that the file carries. When outputs miss, it tries the known mistakes (an order of gates, a transpose, a bias twice,
        another activation, start state or direction) and says which of them would explain it. The exit code is then 1, as it is when there is no self-test.
        """;

    private readonly Argument<string> _file = ModelOptions.File();
    private readonly Option<string> _input = new("--input") { Description = "Inputs, .csv or .npy: a row a step.", HelpName = "x" };
    private readonly Option<string> _output = new("--output") { Description = "The outputs that belong to them, .csv or .npy: a row a step.", HelpName = "y" };
    private readonly Option<double?> _tolerance = new("--tolerance")
    {
        Description = "The largest error that passes. Unless given, 0.0001 of the largest output, which is what every class applies.",
        HelpName = "error",
    };

    private readonly ModelOptions _model;

    public VerifyVerb(ToolConsole console)
        : base(console, "verify", Help)
    {
        Command.Arguments.Add(_file);
        Command.Options.Add(_input);
        Command.Options.Add(_output);
        Command.Options.Add(_tolerance);
        _model = new ModelOptions(Command);
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
            model = model.WithSelfTest(SequenceFile.ReadSelfTest(line.GetRequiredValue(_input), line.GetRequiredValue(_output), model));
        }

        OutputCheck? check = model.Weights.SelfTest is null ? null : OutputCheck.Run(model, tolerance);
        bool passes = check is { Passes: true };
        var document = new VerifyDocument(model.Source, passes, check is null ? "nothing" : hasFiles ? "files" : "selfTest", check);
        return new Answer(passes ? ExitCode.Good : ExitCode.No, document, text => Print(text, document));
    }

    private static void Print(TextOutput text, VerifyDocument document) =>
        text.Line(document.Check?.Message ?? $"{document.File} carries no self-test: give --input and --output to compare with.");
}
