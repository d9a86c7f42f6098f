using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Generator.Declaration;
using Lstm.Generator.Model;
using Lstm.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Lstm.Generator.Tests.Harness;

/// <summary>What the reader makes of a declaration, without the generator around it.</summary>
internal static class Declared
{
    /// <summary>The network of the class <c>Amp</c> that has the given attributes, which must be right.</summary>
    public static NetworkShape Shape(string attributes) => Model($"using Lstm; {attributes} partial class Amp;").Shape;

    /// <summary>The model of the class <c>Amp</c> in a source, wherever it stands there; it must be right.</summary>
    public static LstmModel Model(string source)
    {
        CSharpCompilation compilation = TestCompilation.Default.Create(source);
        Assert.Empty(compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        (LstmModel? model, IReadOnlyList<string> messages) = Read(compilation, "Amp");
        Assert.Empty(messages);
        return Assert.IsType<LstmModel>(model);
    }

    /// <summary>
    /// The model of the only class of a name, if it has one, and what there is to say about it, in the culture that rules.
    /// </summary>
    public static (LstmModel? Model, IReadOnlyList<string> Messages) Read(CSharpCompilation compilation, string name)
    {
        List<string> messages = [];
        INamedTypeSymbol type = compilation.GetSymbolsWithName(name, SymbolFilter.Type).OfType<INamedTypeSymbol>().Single();
        LstmModel? model = LstmDeclarationReader.Read(
            type,
            diagnostic => messages.Add($"{diagnostic.Id} {diagnostic.GetMessage(CultureInfo.CurrentCulture)}"));
        return (model, messages);
    }
}
