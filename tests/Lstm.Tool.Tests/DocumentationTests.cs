using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Lstm.Tool.Commands;
using Lstm.Tool.Output;
using Xunit;

namespace Lstm.Tool.Tests;

/// <summary>The documents name every verb of the command line.</summary>
public sealed class DocumentationTests
{
    public static TheoryData<string> Verbs
    {
        get
        {
            var console = new ToolConsole(TextWriter.Null, TextWriter.Null, IsInteractive: false);
            return [.. ToolCommandLine.Create(console).Subcommands.Select(static verb => verb.Name)];
        }
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void The_Page_Of_The_Tool_Lists_And_Describes_Every_Verb(string verb)
    {
        string page = Read("docs", "tool.md");

        Assert.Matches($"(?m)^\\| `{verb} [^`]+` \\| ", page);
        Assert.Matches($"(?m)^## {verb}\\r?$", page);
        Assert.Contains($"    $ lstmgen {verb} ", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void The_Readme_Names_Every_Verb(string verb) =>
        Assert.True(Regex.IsMatch(Read("README.md"), $"(`|lstmgen ){verb}\\b"), $"README.md does not name the verb `{verb}` of the tool.");

    private static string Read(params string[] path)
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "LstmGen.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        return File.ReadAllText(Path.Combine([folder, .. path]));
    }
}
