using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using Lstm.Tool.Output;

namespace Lstm.Tool.Commands;

/// <summary>
/// The files that a verb reads and writes. The outputs are checked before anything is read, so that nothing is lost or begun in vain.
/// </summary>
internal sealed class FileArguments(Command command)
{
    private readonly List<(string Name, Func<ParseResult, string?> Path)> _inputs = [];
    private readonly List<(string Name, Func<ParseResult, string?> Path)> _outputs = [];
    private readonly Option<bool> _force = new("--force") { Description = "Replace files that exist. An input is never replaced." };

    /// <summary>Declares a file that the verb reads.</summary>
    public void Read(Argument<string> file) => _inputs.Add((file.Name, line => line.GetValue(file)));

    /// <inheritdoc cref="Read(Argument{string})"/>
    public void Read(Option<string> file) => _inputs.Add((file.Name, line => line.GetValue(file)));

    /// <summary>Declares a file that the verb writes, and the option --force.</summary>
    public void Write(Argument<string> file) => Write(file.Name, line => line.GetValue(file));

    /// <inheritdoc cref="Write(Argument{string})"/>
    public void Write(Option<string> file) => Write(file.Name, line => line.GetValue(file));

    /// <summary>Returns whether an output of the verb is standard output. Its text then goes to the error stream.</summary>
    public bool WriteStandardOutput(ParseResult line) => _outputs.Exists(file => StandardStreams.IsMeant(file.Path(line)));

    /// <summary>
    /// Checks that the outputs can be written, that no output is an input or another output, and that no output exists unless it may be
    /// replaced.
    /// </summary>
    /// <exception cref="ToolException">A path is empty, a file is used twice, or a file exists.</exception>
    /// <exception cref="IOException">An output cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">An output is read-only.</exception>
    public void Check(ParseResult line)
    {
        List<FileUse> inputs = Given(line, _inputs);
        List<FileUse> outputs = Given(line, _outputs);
        CheckStandardStream(inputs, "Standard input");
        CheckStandardStream(outputs, "Standard output");
        foreach ((int index, FileUse output) in outputs.Index())
        {
            CheckOutput(output, inputs, outputs.Take(index), line.GetValue(_force));
        }
    }

    /// <summary>Checks that no output is a file that the model refers to. These files are known when the model has been read.</summary>
    /// <param name="line">The parsed command line.</param>
    /// <param name="model">The path of the model.</param>
    /// <param name="parts">The paths of the files that it refers to.</param>
    /// <exception cref="ToolException">An output is one of these files.</exception>
    public void CheckParts(ParseResult line, string model, IReadOnlyCollection<string> parts)
    {
        foreach (FileUse output in Given(line, _outputs).Where(static output => !output.IsStandard))
        {
            if (parts.Any(part => FileTarget.Of(part).IsSameAs(output.Target)))
            {
                throw WrongUsage(
                    $"{output.Name}: '{output.Path}' contains weights of '{model}'. An input is never replaced: give another path.");
            }
        }
    }

    private static void CheckStandardStream(List<FileUse> files, string stream)
    {
        string[] names = [.. files.Where(static file => file.IsStandard).Select(static file => file.Name)];
        if (names.Length > 1)
        {
            throw WrongUsage($"{string.Join(" and ", names)}: only one of them can be '{StandardStreams.Sign}'. {stream} is one stream.");
        }
    }

    private static void CheckOutput(FileUse output, List<FileUse> inputs, IEnumerable<FileUse> outputsBefore, bool force)
    {
        if (output.IsStandard || output.Target.Kind == FileKind.Stream)
        {
            return;
        }

        if (inputs.Find(input => input.Target.IsSameAs(output.Target)) is { } same)
        {
            string inputPath = same.Path == output.Path ? "" : $" ('{same.Path}')";
            throw WrongUsage(
                $"{output.Name}: '{output.Path}' is also the input {same.Name}{inputPath}. An input is never replaced: give another path.");
        }

        if (outputsBefore.FirstOrDefault(other => other.Target.IsSameAs(output.Target)) is { } twice)
        {
            throw WrongUsage($"{twice.Name} and {output.Name} are the same file, '{output.Path}'. Give two paths.");
        }

        // A file that cannot be replaced gets no advice to replace it.
        OutputFile.Check(output.Path);
        if (output.Target.Kind == FileKind.Regular && !force)
        {
            throw WrongUsage($"{output.Name}: '{output.Path}' exists. To replace it, add --force.");
        }
    }

    private static ToolException WrongUsage(string message) => new(ExitCode.WrongUsage, message);

    private static List<FileUse> Given(ParseResult line, List<(string Name, Func<ParseResult, string?> Path)> files) =>
    [
        .. files
            .Select(file => (file.Name, Path: file.Path(line)))
            .Where(static file => file.Path is not null)
            .Select(static file => FileUse.Of(file.Name, file.Path!)),
    ];

    private void Write(string name, Func<ParseResult, string?> path)
    {
        if (_outputs.Count == 0)
        {
            command.Options.Add(_force);
        }

        _outputs.Add((name, path));
    }
}
