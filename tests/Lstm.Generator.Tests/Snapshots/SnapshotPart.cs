using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.Generator.Tests.Snapshots;

/// <summary>Parts of a generated file, for snapshots of what a variant changes.</summary>
internal static class SnapshotPart
{
    /// <summary>The header and the kernel for vectors of eight floats, with which a file begins.</summary>
    public static string Kernel(string text)
    {
        const string endOfNamespace = "\n}\n";
        return text[..(text.IndexOf(endOfNamespace, StringComparison.Ordinal) + endOfNamespace.Length)];
    }

    /// <summary>The header, the methods of the kernel, the constructor, the description of the network and that of stored states.</summary>
    public static string Variant(string text)
    {
        const string endOfHeader = "// </auto-generated>\n";
        string header = text[..(text.IndexOf(endOfHeader, StringComparison.Ordinal) + endOfHeader.Length)];
        IEnumerable<string> methods = CSharpSyntaxTree.ParseText(Kernel(text)).GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>()
            .First().Members.OfType<MethodDeclarationSyntax>()
            .Select(static method => method.ToFullString().TrimStart('\n'));
        return string.Join("\n", (string[])[header, .. methods, Members(".ctor", "Network", "Layout")(text)]);
    }

    /// <summary>Returns a function that selects members and types by name, in the order of the file, with their documentation.</summary>
    public static Func<string, string> Members(params string[] names) => text =>
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(text).GetRoot();
        IEnumerable<string> members = root.DescendantNodes().OfType<MemberDeclarationSyntax>()
            .Where(member => names.Contains(NameOf(member)))
            .Where(member => !member.Ancestors().OfType<MemberDeclarationSyntax>().Any(outer => names.Contains(NameOf(outer))))
            .Select(static member => member is ConstructorDeclarationSyntax
                ? $"        {member}\n"
                : member.ToFullString().TrimStart('\n'));
        return string.Join("\n", members);
    };

    private static string NameOf(MemberDeclarationSyntax member) => member switch
    {
        ConstructorDeclarationSyntax => ".ctor",
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        MethodDeclarationSyntax method => method.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        _ => "",
    };
}
