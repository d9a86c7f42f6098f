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
/// The words that people read: in README.md and docs, C# after the comment <c>compiled</c> compiles, and after <c>compiled and run</c> it
/// is a program that runs. A block is whole: it declares what it uses. It may show a class before the statements that use it, as a reader
/// would, though C# wants them the other way round.
/// </summary>
public sealed class ReadmeTests(ITestOutputHelper output)
{
    // What a new console project imports by itself.
    private const string ImplicitUsings =
        "global using System;\nglobal using System.Collections.Generic;\nglobal using System.IO;\nglobal using System.Linq;\nglobal "
            + "using System.Threading;\nglobal using System.Threading.Tasks;\n";

    public static TheoryData<string> Documents => new(
        Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(Directory.Exists(Repository.File("docs"))
                ? Directory.EnumerateFiles(Repository.File("docs"), "*.md", SearchOption.AllDirectories)
                : [])
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
            bool program = CSharpSyntaxTree.ParseText(source)
                .GetCompilationUnitRoot().Members
                .Any(static member => member is GlobalStatementSyntax);
            ModelCompiler.Compile("Block", source, program ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary);
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Markers_are_spelled_right(string document) =>
        Assert.All(
            CodeBlock.ReadAll(File.ReadAllText(Repository.File(document))),
            static block => Assert.Contains(block.Marker, (string[])["", CodeBlock.Compiled, CodeBlock.CompiledAndRun]));

    [Fact]
    public void The_first_example_of_the_readme_runs()
    {
        IReadOnlyList<CodeBlock> blocks = [.. BlocksOf("README.md", CodeBlock.CompiledAndRun)];

        // What a reader tries first is what is tested, and not some block further down.
        Assert.Equal(CodeBlock.ReadAll(File.ReadAllText(Repository.File("README.md")))[0], blocks.FirstOrDefault());
        foreach (CodeBlock block in blocks)
        {
            output.WriteLine($"README.md, line {block.Line}, prints:\n{Run(block)}");
        }
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
        WriteWeights(source, program, folder);

        string printed = ChildProcess.Dotnet(
            ["exec", folder.File("Example.dll")],
            TimeSpan.FromSeconds(120),
            workingDirectory: folder.Path);
        Assert.NotEmpty(printed);
        return printed;
    }

    /// <summary>
    /// For each <c>Model.Load("name.safetensors")</c> a file of that name, with weights of the sizes that the model was generated for.
    /// </summary>
    private static void WriteWeights(string source, byte[] program, TemporaryFolder folder)
    {
        AssemblyLoadContext context = new("example", isCollectible: true);
        Assembly assembly = context.LoadFromStream(new MemoryStream(program));
        foreach (InvocationExpressionSyntax call in CSharpSyntaxTree.ParseText(source)
            .GetRoot()
            .DescendantNodes()
            .OfType<InvocationExpressionSyntax>())
        {
            if (call is
                {
                    Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Load", Expression: IdentifierNameSyntax model },
                    ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax path }],
                })
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

    /// <summary>The block in the order that C# wants: usings, statements, types.</summary>
    private static string SourceOf(CodeBlock block)
    {
        CompilationUnitSyntax unit = CSharpSyntaxTree.ParseText(block.Text).GetCompilationUnitRoot();
        SyntaxList<MemberDeclarationSyntax> members =
        [
            .. unit.Members.Where(static member => member is GlobalStatementSyntax),
            .. unit.Members.Where(static member => member is not GlobalStatementSyntax),
        ];
        return "#pragma warning disable CS1591\n" + ImplicitUsings + unit.WithMembers(members).ToFullString();
    }
}
