using Lstm.Generator.Editor;
using Lstm.Shared;
using Lstm.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lstm.CodeFixes.Tests.Harness;

/// <summary>Networks from attributes.</summary>
internal static class Declared
{
    /// <summary>Returns the network of a class with these attributes.</summary>
    public static DeclaredNetwork Network(string attributes)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText($"using Lstm; {attributes} partial class Amp;", UserProject.ParseOptions);
        CSharpCompilation compilation = CSharpCompilation.Create("Demo", [tree], UserProject.References, UserProject.Options);
        return DeclaredNetwork.Of(compilation.GetTypeByMetadataName("Amp")!)!;
    }

    /// <summary>Returns the declaration that these attributes mean.</summary>
    public static string Text(string attributes) => DeclarationText.Of(Network(attributes).Shape);
}
