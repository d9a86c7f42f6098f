using System;
using System.CommandLine;
using Lstm.Import;

namespace Lstm.Tool.Commands;

/// <summary>The options of the verbs that declare a class: its name and its namespace.</summary>
internal sealed class ClassOptions
{
    private readonly Option<string> _class = new("--class")
    {
        Description = "The name of the class. The default is derived from the name of the written file.",
        HelpName = "name",
    };

    private readonly Option<string> _namespace = new("--namespace") { Description = "The namespace of the class.", HelpName = "name" };

    public ClassOptions(Command command)
    {
        command.Options.Add(_class);
        command.Options.Add(_namespace);
    }

    /// <summary>Returns the name of the class. The default comes from the written file, because the class loads that file.</summary>
    public string NameOf(ParseResult line, string path) => line.GetValue(_class) ?? ClassName.Of(path);

    /// <summary>Returns the source code of the class.</summary>
    /// <exception cref="ToolException">A name is not a valid identifier.</exception>
    public string SourceOf(ParseResult line, ModelDescription model, string name)
    {
        try
        {
            return model.ToSource(name, line.GetValue(_namespace));
        }
        catch (ArgumentException exception)
        {
            // .NET appends the parameter's name to the message.
            string option = exception.ParamName == "className" ? _class.Name : _namespace.Name;
            string message = exception.Message.Replace($" (Parameter '{exception.ParamName}')", "", StringComparison.Ordinal);
            throw new ToolException(ExitCode.WrongUsage, $"{option}: {message}");
        }
    }
}
