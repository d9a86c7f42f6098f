using System.CommandLine;
using System.IO;
using Lstm.Import;
using Lstm.Tool.Output;

namespace Lstm.Tool.Commands;

/// <summary>The verb sample: writes a small trained model, for first steps without one.</summary>
internal sealed class SampleVerb : Verb
{
    private const string Resource = "Sample/sunspots.safetensors";

    private const string Help =
        """
        Writes a small trained model, for first steps without a model of your own.

        Example: lstmgen sample amp.safetensors

        The model forecasts sunspots. Its input is (sqrt(sunspots of a year) - 6) / 2.73, its output the same for the next year.
        The file contains a self-test. samples/Quickstart shows the forecast of many years.
        """;

    private readonly Argument<string> _file = new("FILE")
    {
        Description = "The canonical file to write, such as amp.safetensors, or '-' for standard output.",
    };

    private readonly ClassOptions _class;

    public SampleVerb(ToolConsole console)
        : base(console, "sample", Help)
    {
        Command.Arguments.Add(_file);
        Files.Write(_file);
        _class = new ClassOptions(Command);
    }

    protected override Answer Execute(ParseResult line)
    {
        string path = line.GetRequiredValue(_file);
        using Stream resource = typeof(SampleVerb).Assembly.GetManifestResourceStream(Resource)!;
        ModelDescription model = ModelFile.Read(resource, "sample");
        string name = _class.NameOf(line, path);
        string source = _class.SourceOf(line, model, name);
        using (OutputFile file = Console.Standard.Create(path))
        {
            model.Save(file);
            file.Complete();
        }

        string? next = StandardStreams.IsMeant(path) ? null : $"echo 0.5 | lstmgen run {CommandText.Quoted(path)} --input - -o -";
        var document = new SampleDocument(path, name, source, next);
        return new Answer(ExitCode.Good, document, text => Print(text, document));
    }

    private static void Print(TextOutput text, SampleDocument document)
    {
        text.Line($"Wrote {StandardStreams.NameOfOutput(document.Output)}, a trained model.");
        text.Line("Paste this class into your program:");
        text.Line();
        text.Block(document.Source);
        if (document.NextCommand is not null)
        {
            text.Line();
            text.Line("Compute an output: " + document.NextCommand);
        }
    }
}
