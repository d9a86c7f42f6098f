using System;
using System.IO;
using System.Linq;
using Lstm.TestKit;
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
    public void The_page_of_the_tool_lists_and_describes_every_verb(string verb)
    {
        string page = Repository.Read("docs/tool.md");

        Assert.Matches($"(?m)^\\| `{verb} [^`]+` \\| ", page);
        Assert.Matches($"(?m)^## {verb}\\r?$", page);
        Assert.Contains($"    $ lstmgen {verb} ", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void The_readme_names_every_verb(string verb) =>
        Assert.Matches($"(`|lstmgen ){verb}\\b", Repository.Read("README.md"));
}
