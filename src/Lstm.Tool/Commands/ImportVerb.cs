using System;
using System.CommandLine;
using System.Text;
using Lstm.Import;
using Lstm.Import.Sequences;
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
        Description = "The canonical file to write.",
        HelpName = "model.safetensors",
        Required = true,
    };

    private readonly Option<string> _class = new("--class")
    {
        Description = "The name of the class. The default is derived from the name of the written file.",
        HelpName = "name",
    };

    private readonly Option<string> _namespace = new("--namespace") { Description = "The namespace of the class.", HelpName = "name" };

    private readonly Option<string> _cs = new("--cs")
    {
        Description = "The source file to write the class to. Without it, the class is printed.",
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
    private readonly ModelOptions _model;

    public ImportVerb(ToolConsole console)
        : base(console, "import", Help)
    {
        Command.Arguments.Add(_file);
        foreach (Option option in new Option[] { _out, _class, _namespace, _cs, _input, _output })
        {
            Command.Options.Add(option);
        }

        _strict = new StrictOption(Command, "Write nothing and exit with 1 when something about the network is suspicious (see inspect).");
        _model = new ModelOptions(Command);
    }

    protected override Answer Execute(ParseResult line)
    {
        bool hasSelfTest = HasBoth(line, _input, _output);
        string target = line.GetRequiredValue(_out);
        ModelDescription model = _model.Read(line, line.GetRequiredValue(_file));
        if (hasSelfTest)
        {
            model = Proved(model, line.GetRequiredValue(_input), line.GetRequiredValue(_output));
        }

        if (_strict.IsGiven(line) && StrictOption.Findings(model) is { Count: > 0 } findings)
        {
            throw new ToolException(ExitCode.No, $"Nothing was written, because of --strict: {StrictOption.Text(findings)}");
        }

        // The name comes from the written file, because the class loads that file.
        string name = line.GetValue(_class) ?? ClassName.Of(target);
        string source = SourceOf(model, name, line.GetValue(_namespace));
        model.Save(target);
        string? sourceFile = line.GetValue(_cs);
        if (sourceFile is not null)
        {
            using var file = new PendingFile(sourceFile);
            file.Stream.Write(Encoding.UTF8.GetBytes(source));
            file.Complete();
        }

        var document = new ImportDocument(model.Source, target, name, source, sourceFile, model.Weights.SelfTest?.Steps ?? 0, model.Notes);
        return new Answer(ExitCode.Good, document, text => Print(text, document));
    }

    private static ModelDescription Proved(ModelDescription model, string input, string output)
    {
        ModelDescription tested = model.WithSelfTest(SequenceFile.ReadSelfTest(input, output, model));
        OutputCheck check = OutputCheck.Run(tested, tolerance: null);
        return check.Passes ? tested : throw new ToolException(ExitCode.No, $"Nothing was written: {check.Message}");
    }

    private static string SourceOf(ModelDescription model, string name, string? namespaceName)
    {
        try
        {
            return model.ToSource(name, namespaceName);
        }
        catch (ArgumentException exception)
        {
            throw WrongUsage(exception.Message);
        }
    }

    private static void Print(TextOutput text, ImportDocument document)
    {
        text.Line(document.SelfTestSteps > 0
            ? $"Wrote {document.Output}. Its self-test of {Numbers.Of(document.SelfTestSteps, "step")} passed."
            : $"Wrote {document.Output}, without a self-test.");
        foreach (string note in document.Notes)
        {
            text.Line("Note: " + note);
        }

        if (document.SourceFile is not null)
        {
            text.Line($"Wrote {document.SourceFile}: {document.Class} model = {document.Class}.Load(\"{document.Output}\");");
            return;
        }

        text.Line("Paste this class into your program:");
        text.Line();
        text.Block(document.Source);
    }
}
