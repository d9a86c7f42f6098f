using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.Generator.Tests.Architecture;

/// <summary>
/// The types of the generator's sources, each with the types that it names. A nested type is a part of the type around it.
/// </summary>
internal sealed class TypeGraph
{
    /// <summary>The generator's sources, which include those that it shares with the runtime.</summary>
    public static TypeGraph OfGenerator { get; } = Read("src/Shared", "src/Lstm.Generator");

    private readonly Dictionary<INamedTypeSymbol, HashSet<INamedTypeSymbol>> _named = new(SymbolEqualityComparer.Default);

    private TypeGraph(CSharpCompilation compilation)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            Add(compilation.GetSemanticModel(tree), tree);
        }
    }

    /// <summary>All types of the sources.</summary>
    public IReadOnlyCollection<INamedTypeSymbol> Types => _named.Keys;

    /// <summary>Returns the types that a type names, itself or by one of their members, those of other assemblies included.</summary>
    public IEnumerable<INamedTypeSymbol> NamedBy(INamedTypeSymbol type) => _named.GetValueOrDefault(type) ?? [];

    /// <summary>
    /// Returns the folder of a type's source, as <c>src/Lstm.Generator/Planning</c>; empty for a type of another assembly.
    /// </summary>
    public static string FolderOf(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.FirstOrDefault() is { } source
        ? Path.GetDirectoryName(source.SyntaxTree.FilePath)!
        : "";

    private static TypeGraph Read(params IReadOnlyList<string> folders)
    {
        // The build writes this file.
        const string written = "namespace Lstm.Generator; internal static class DocumentationLinks { public const string Folder = \"\"; }";
        IEnumerable<SyntaxTree> trees = folders
            .SelectMany(static folder => Directory.EnumerateFiles(Repository.File(folder), "*.cs", SearchOption.AllDirectories))
            .Select(static path => (Path: path, Name: Path.GetRelativePath(Repository.Root, path)))
            .Where(static file => !file.Name.Split('/', '\\').Any(static folder => folder is "bin" or "obj"))
            .Select(static file => Parse(File.ReadAllText(file.Path), file.Name))
            .Append(Parse(written, "DocumentationLinks.g.cs"));
        CSharpCompilation compilation = CSharpCompilation.Create("Generator", trees, References, UserProject.Options);

        // A name that the compiler cannot find would be missing in the graph.
        Diagnostic[] errors = [.. compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        return errors.Length == 0 ? new TypeGraph(compilation) : throw new InvalidOperationException(string.Join('\n', errors.Take(5)));
    }

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, UserProject.ParseOptions, path);

    private static IEnumerable<MetadataReference> References =>
    [
        .. UserProject.References.Where(static reference => Path.GetFileName(reference.Display) != "Lstm.Runtime.dll"),
        MetadataReference.CreateFromFile(typeof(SyntaxNode).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(CSharpSyntaxNode).Assembly.Location),
    ];

    private void Add(SemanticModel model, SyntaxTree tree)
    {
        foreach (BaseTypeDeclarationSyntax declaration in tree.GetRoot().DescendantNodes(NotInTypes).OfType<BaseTypeDeclarationSyntax>())
        {
            INamedTypeSymbol type = model.GetDeclaredSymbol(declaration)!;
            if (!_named.TryGetValue(type, out HashSet<INamedTypeSymbol>? named))
            {
                _named.Add(type, named = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default));
            }

            named.UnionWith(declaration.DescendantNodes()
                .Where(static node => node is SimpleNameSyntax or BaseObjectCreationExpressionSyntax)
                .Select(node => TypeOf(model.GetSymbolInfo(node).Symbol))
                .OfType<INamedTypeSymbol>()
                .Where(other => !SymbolEqualityComparer.Default.Equals(other, type)));
        }
    }

    private static bool NotInTypes(SyntaxNode node) => node is not BaseTypeDeclarationSyntax;

    /// <summary>Returns the outermost type of a type, or of the type that has a member.</summary>
    private static INamedTypeSymbol? TypeOf(ISymbol? symbol)
    {
        INamedTypeSymbol? type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
        while (type?.ContainingType is { } outer)
        {
            type = outer;
        }

        return type?.OriginalDefinition;
    }
}
