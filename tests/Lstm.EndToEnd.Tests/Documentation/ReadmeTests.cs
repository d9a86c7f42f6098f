using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Lstm.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.EndToEnd.Tests.Documentation;

/// <summary>
/// The examples of README.md and docs: C# after the comment <c>compiled</c> compiles, and after <c>compiled and run</c> it is a program
/// that runs; a block of text after the comment <c>printed</c> is what the program before it prints. A block declares everything that it
/// uses. It may show a class before the statements that use it, which C# does not allow.
/// </summary>
public sealed class ReadmeTests(ITestOutputHelper output)
{
    // What a new console project imports by itself.
    private const string ImplicitUsings =
        "global using System;\nglobal using System.Collections.Generic;\nglobal using System.IO;\nglobal using System.Linq;\n"
        + "global using System.Threading;\nglobal using System.Threading.Tasks;\n";

    public static TheoryData<string> Documents => new(
        Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(Directory.EnumerateFiles(Repository.File("docs"), "*.md", SearchOption.AllDirectories))
            .Select(static file => Path.GetRelativePath(Repository.Root, file))
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Marked_blocks_compile(string document)
    {
        foreach (CodeBlock block in BlocksOf(document, CodeBlock.Compiled))
        {
            output.WriteLine($"{document}, line {block.Line}");
            string source = SourceOf(block);
            bool program = CSharpSyntaxTree.ParseText(source).GetCompilationUnitRoot().Members
                .Any(static member => member is GlobalStatementSyntax);
            ModelCompiler.Compile(
                "Block",
                source,
                program ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                references: ExampleReferences.All);
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Markers_are_spelled_right(string document) =>
        Assert.All(
            CodeBlock.ReadAll(File.ReadAllText(Repository.File(document))),
            static block => Assert.Contains(
                block.Marker,
                block.IsCSharp ? (string[])["", CodeBlock.Compiled, CodeBlock.CompiledAndRun] : ["", CodeBlock.Printed]));

    [Fact]
    public void The_first_example_of_the_readme_runs()
    {
        IReadOnlyList<CodeBlock> blocks = [.. BlocksOf("README.md", CodeBlock.CompiledAndRun)];

        // The block that a reader tries first is the one that is run.
        Assert.Equal(CodeBlock.ReadAll(File.ReadAllText(Repository.File("README.md")))[0], blocks.FirstOrDefault());
        foreach (CodeBlock block in blocks)
        {
            output.WriteLine($"README.md, line {block.Line}, prints:\n{Run(block)}");
        }
    }

    [Fact]
    public void The_programs_of_the_first_steps_print_what_the_page_shows()
    {
        const string Document = "docs/getting-started.md";
        IReadOnlyList<CodeBlock> blocks = CodeBlock.ReadAll(File.ReadAllText(Repository.File(Document)));
        int compared = 0;
        foreach ((int index, CodeBlock block) in blocks.Index().Where(static pair => pair.Item.Marker == CodeBlock.CompiledAndRun))
        {
            string printed = Run(block);
            output.WriteLine($"{Document}, line {block.Line}, prints:\n{printed}");
            if (blocks.ElementAtOrDefault(index + 1) is { Marker: CodeBlock.Printed } expected)
            {
                Assert.Equal(expected.Text.Trim(), printed.ReplaceLineEndings("\n").Trim());
                compared++;
            }
        }

        Assert.NotEqual(0, compared);
    }

    private static IEnumerable<CodeBlock> BlocksOf(string document, string marker) =>
        CodeBlock.ReadAll(File.ReadAllText(Repository.File(document))).Where(block => block.Marker == marker);

    private static string Run(CodeBlock block)
    {
        string source = SourceOf(block);
        byte[] program = ModelCompiler.Compile("Example", source, OutputKind.ConsoleApplication);

        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("Example.dll"), program);
        File.Copy(typeof(LstmWeights).Assembly.Location, folder.File("Lstm.Runtime.dll"));
        File.Copy(
            Path.ChangeExtension(typeof(ReadmeTests).Assembly.Location, ".runtimeconfig.json"),
            folder.File("Example.runtimeconfig.json"));
        CopySampleData(source, folder);
        WriteWeights(source, program, folder);

        string printed = ChildProcess.Dotnet(
            ["exec", folder.File("Example.dll")],
            TimeSpan.FromSeconds(120),
            workingDirectory: folder.Path);
        Assert.NotEmpty(printed);
        return printed;
    }

    /// <summary>Copies the files of the quickstart that the program names.</summary>
    private static void CopySampleData(string source, TemporaryFolder folder)
    {
        foreach (string file in Directory.EnumerateFiles(Repository.File("samples/Quickstart/data")))
        {
            string name = Path.GetFileName(file);
            if (source.Contains($"\"{name}\"", StringComparison.Ordinal))
            {
                File.Copy(file, folder.File(name));
            }
        }
    }

    /// <summary>
    /// Writes a file with random weights for each <c>Model.Load("name.safetensors")</c> whose file is not there, of the sizes that the
    /// model was generated for.
    /// </summary>
    private static void WriteWeights(string source, byte[] program, TemporaryFolder folder)
    {
        AssemblyLoadContext context = new("example", isCollectible: true);
        Assembly assembly = context.LoadFromStream(new MemoryStream(program));
        SyntaxNode root = CSharpSyntaxTree.ParseText(source).GetRoot();
        foreach (InvocationExpressionSyntax call in root.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (call is
                {
                    Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Load", Expression: IdentifierNameSyntax model },
                    ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax path }],
                }
                && !File.Exists(folder.File(path.Token.ValueText)))
            {
                Type type = assembly.GetTypes().Single(type => type.Name == model.Identifier.ValueText);
                int SizeOf(string name) => (int)type.GetField(name)!.GetRawConstantValue()!;
                bool hasHead = type.GetCustomAttribute<LstmAttribute>()!.Output > 0;
                RandomWeights
                    .Create(SizeOf("InputSize"), SizeOf("HiddenSize"), SizeOf("LayerCount"), hasHead ? SizeOf("OutputSize") : 0)
                    .Save(folder.File(path.Token.ValueText));
            }
        }

        context.Unload();
    }

    /// <summary>Returns the block in the order of C#: usings, statements, types.</summary>
    private static string SourceOf(CodeBlock block)
    {
        // The directives of a file-based app are for the command that runs it.
        string text = string.Join('\n', block.Text.Split('\n').Where(static line => !line.StartsWith("#:", StringComparison.Ordinal)));
        CompilationUnitSyntax unit = CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot();
        SyntaxList<MemberDeclarationSyntax> members =
        [
            .. unit.Members.Where(static member => member is GlobalStatementSyntax),
            .. unit.Members.Where(static member => member is not GlobalStatementSyntax),
        ];
        return "#pragma warning disable CS1591\n" + ImplicitUsings + unit.WithMembers(members).ToFullString();
    }
}
