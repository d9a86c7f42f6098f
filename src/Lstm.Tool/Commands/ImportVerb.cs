using System.CommandLine;
using System.Text;
using Lstm.Import;
using Lstm.Tool.Output;

namespace Lstm.Tool.Commands;

/// <summary>The verb import: converts the file of a training framework to a canonical file and a class declaration.</summary>
internal sealed class ImportVerb : Verb
{
    private const string Help =
        """
        Converts a model file to a canonical safetensors file and a C# class declaration.

        Example: lstmgen import amp.onnx -o amp.safetensors --cs Amp.cs --namespace My.App
        Example: lstmgen import amp.pt -o amp.safetensors --input x.npy --output y.npy

        --input and --output give inputs and the outputs that the training framework computed from them. The written file then
        contains them as a self-test, which every program runs when it loads the file. The tool runs the self-test first. When
        it fails, nothing is written, the message gives the probable cause, and the exit code is 1.
        """;

    private readonly Argument<string> _file = ModelOptions.File();
    private readonly Option<string> _out = new("--out", "-o")
    {
        Description = "The canonical file to write, or '-' for standard output.",
        HelpName = "model.safetensors",
        Required = true,
    };

    private readonly Option<string> _cs = new("--cs")
    {
        Description = "The source file to write the class to, or '-' for standard output. Without it, the class is printed.",
        HelpName = "file.cs",
    };

    private readonly Option<string> _input = new("--input")
    {
        Description = "The inputs of a self-test, .csv or .npy, one row per step.",
        HelpName = "x",
    };

    private readonly Option<string> _output = new("--output")
    {
        Description = "The outputs of a self-test, .csv or .npy, one row per step.",
        HelpName = "y",
    };

    private readonly StrictOption _strict;
    private readonly ClassOptions _class;
    private readonly ModelOptions _model;

    public ImportVerb(ToolConsole console)
        : base(console, "import", Help)
    {
        Command.Arguments.Add(_file);
        Files.Read(_file);
        Files.Read(_input);
        Files.Read(_output);
        Files.Write(_out);
        Files.Write(_cs);
        foreach (Option option in new Option[] { _out, _cs, _input, _output })
        {
            Command.Options.Add(option);
        }

        _strict = new StrictOption(Command, "Write nothing and exit with 1 when something about the network is suspicious (see inspect).");
        _class = new ClassOptions(Command);
        _model = new ModelOptions(Command, Console, Files);
    }

    protected override Answer Execute(ParseResult line)
    {
        bool hasSelfTest = HasBoth(line, _input, _output);
        string target = line.GetRequiredValue(_out);
        ModelDescription model = _model.Read(line, line.GetRequiredValue(_file));
        if (hasSelfTest)
        {
            model = Proved(line, model);
        }

        if (_strict.IsGiven(line) && StrictOption.Findings(model) is { Count: > 0 } findings)
        {
            throw new ToolException(ExitCode.No, $"Nothing was written, because of --strict: {StrictOption.Text(findings)}");
        }

        string name = _class.NameOf(line, target);
        string source = _class.SourceOf(line, model, name);
        string? sourceFile = line.GetValue(_cs);
        Write(model, target, source, sourceFile);

        var document = new ImportDocument(model.Source, target, name, source, sourceFile, model.Weights.SelfTest?.Steps ?? 0, model.Notes);
        return new Answer(ExitCode.Good, document, text => Print(text, document));
    }

    // Both files are complete before either replaces one.
    private void Write(ModelDescription model, string target, string source, string? sourceFile)
    {
        using OutputFile file = Console.Standard.Create(target);
        using OutputFile? classFile = sourceFile is null ? null : Console.Standard.Create(sourceFile);
        model.Save(file);
        classFile?.Write(Encoding.UTF8.GetBytes(source));
        classFile?.Flush();
        file.Complete();
        classFile?.Complete();
    }

    private ModelDescription Proved(ParseResult line, ModelDescription model)
    {
        ModelDescription tested = model.WithSelfTest(
            ReadSelfTest(line.GetRequiredValue(_input), line.GetRequiredValue(_output), model));
        OutputCheck check = Working(line, ClassCheck, () => OutputCheck.Run(tested, tolerance: null, LstmArithmetic.Exact));
        return check.Passes ? tested : throw new ToolException(ExitCode.No, $"Nothing was written: {check.Message}");
    }

    private static void Print(TextOutput text, ImportDocument document)
    {
        string output = StandardStreams.NameOfOutput(document.Output);
        text.Line(document.SelfTestSteps > 0
            ? $"Wrote {output}. Its self-test of {Numbers.Of(document.SelfTestSteps, "step")} passed."
            : $"Wrote {output}, without a self-test.");
        foreach (string note in document.Notes)
        {
            text.Line("Note: " + note);
        }

        if (document.SourceFile is not null)
        {
            string source = StandardStreams.NameOfOutput(document.SourceFile);
            text.Line($"Wrote {source}: {document.Class} model = {document.Class}.Load(\"{document.Output}\");");
            return;
        }

        text.Line("Paste this class into your program:");
        text.Line();
        text.Block(document.Source);
    }
}
