using System;
using System.CommandLine;
using System.Text;
using Lstm.Import;
using Lstm.Import.Sequences;
using Lstm.Tool.Output;

namespace Lstm.Tool.Commands;

/// <summary>import: a file of a training framework becomes the canonical one and a class.</summary>
internal sealed class ImportVerb : Verb
{
    private const string Help =
        """
        Writes the canonical file of a network, and the C# that declares its class.

        Example: lstmgen import amp.onnx -o amp.safetensors --cs Amp.cs --namespace My.App
        Example: lstmgen import amp.pt -o amp.safetensors --input x.npy --output y.npy

        With --input and --output, what the training framework computed from the inputs, the file gets a self-test that every program runs when it loads it. It is run here
        first: when it is missed nothing is written, the message says what may be the cause, and the exit code is 1.
        """;

    private readonly Argument<string> _file = ModelOptions.File();
    private readonly Option<string> _out = new("--out", "-o") { Description = "The canonical file to write.", HelpName = "model.safetensors", Required = true };
    private readonly Option<string> _class = new("--class") { Description = "The name of the class; made from the file's name unless given.", HelpName = "name" };
    private readonly Option<string> _namespace = new("--namespace") { Description = "The namespace of the class.", HelpName = "name" };
    private readonly Option<string> _cs = new("--cs") { Description = "A source file to write the class to, instead of printing it.", HelpName = "file.cs" };
    private readonly Option<string> _input = new("--input") { Description = "The inputs of a self-test, .csv or .npy: a row a step.", HelpName = "x" };
    private readonly Option<string> _output = new("--output") { Description = "The outputs of a self-test, .csv or .npy: a row a step.", HelpName = "y" };
    private readonly ModelOptions _model;

    public ImportVerb(ToolConsole console)
        : base(console, "import", Help)
    {
        Command.Arguments.Add(_file);
        foreach (Option option in new Option[] { _out, _class, _namespace, _cs, _input, _output })
        {
            Command.Options.Add(option);
        }

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

        // Named after the file that is written: that is the one the class will load.
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
        string proof = document.SelfTestSteps > 0 ? $"with a self-test of {Numbers.Of(document.SelfTestSteps, "step")}, met" : "without a self-test";
        text.Line($"Wrote {document.Output}, {proof}.");
        foreach (string note in document.Notes)
        {
            text.Line("Note: " + note);
        }

        if (document.SourceFile is not null)
        {
            text.Line($"Wrote {document.SourceFile}: {document.Class} model = {document.Class}.Load(\"{document.Output}\");");
            return;
        }

        text.Line("The class to paste:");
        text.Line();
        text.Block(document.Source);
    }
}
