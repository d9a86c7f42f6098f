using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Lstm.TestKit;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Lstm.Generator.Tests.Architecture;

/// <summary>The generator's types name each other only as <c>docs/architecture.md</c> allows.</summary>
public sealed partial class LayeringTests
{
    private const string Document = "docs/architecture.md";
    private const string Shared = "src/Shared";
    private const string Planning = "src/Lstm.Generator/Planning";
    private const string Emission = "src/Lstm.Generator/Emission";

    [Fact]
    public void Nothing_in_Emission_calls_upwards()
    {
        string[][] layers = ReadLayers();
        int RankOf(INamedTypeSymbol type) => Array.FindIndex(layers, layer => layer.Any(folder => IsIn(type, $"{Emission}/{folder}")));

        // The document has every folder.
        Assert.Empty(In(Emission).Where(type => RankOf(type) < 0).Select(static type => type.Name));
        Assert.Empty(In(Emission).SelectMany(type => TypeGraph.OfGenerator.NamedBy(type)
            .Where(other => RankOf(other) > RankOf(type))
            .Select(other => Display(type, other))));
    }

    [Fact]
    public void Planning_names_only_plans_and_what_the_runtime_shares() => AssertNamesOnly(Planning, Planning, Shared);

    [Fact]
    public void Shared_sources_name_nothing_else() => AssertNamesOnly(Shared, Shared);

    [Fact]
    public void No_types_of_Emission_depend_on_each_other()
    {
        // A step of a cycle leads to a type from which there is a way back.
        Assert.Empty(In(Emission).SelectMany(type => TypeGraph.OfGenerator.NamedBy(type)
            .Where(other => ReachedFrom(other).Contains(type))
            .Select(other => Display(type, other))));
    }

    /// <summary>
    /// Checks that the types of a folder name no other types of the generator than those of some folders, and no compiler.
    /// </summary>
    private static void AssertNamesOnly(string folder, params IReadOnlyList<string> allowed)
    {
        Assert.NotEmpty(In(folder));
        Assert.Empty(In(folder).SelectMany(type => TypeGraph.OfGenerator.NamedBy(type)
            .Where(other => IsOfCompiler(other) || TypeGraph.FolderOf(other).Length > 0 && !allowed.Any(place => IsIn(other, place)))
            .Select(other => Display(type, other))));
    }

    private static IEnumerable<INamedTypeSymbol> In(string folder) => TypeGraph.OfGenerator.Types.Where(type => IsIn(type, folder));

    private static bool IsIn(INamedTypeSymbol type, string folder) =>
        $"{TypeGraph.FolderOf(type)}/".Replace('\\', '/').StartsWith(folder + "/", StringComparison.Ordinal);

    private static bool IsOfCompiler(INamedTypeSymbol type) =>
        type.ContainingAssembly.Name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal);

    /// <summary>Returns the types that a type needs, directly or by others.</summary>
    private static HashSet<INamedTypeSymbol> ReachedFrom(INamedTypeSymbol type)
    {
        HashSet<INamedTypeSymbol> reached = new(SymbolEqualityComparer.Default);
        Stack<INamedTypeSymbol> next = new([type]);
        while (next.TryPop(out INamedTypeSymbol? from))
        {
            foreach (INamedTypeSymbol other in TypeGraph.OfGenerator.NamedBy(from).Where(reached.Add))
            {
                next.Push(other);
            }
        }

        return reached;
    }

    private static string Display(INamedTypeSymbol from, INamedTypeSymbol to) => $"{from.Name} names {to.Name}";

    /// <summary>
    /// Returns the folders of Emission as the document lists them, the lowest first. Folders of one layer stand together.
    /// </summary>
    private static string[][] ReadLayers()
    {
        Match rule = Rule().Match(Repository.Read(Document));
        Assert.True(rule.Success, $"{Document} does not say in which order the folders of Emission call each other.");
        return [.. rule.Groups[1].Value.Split(", then ").Select(static layer =>
            Quoted().Matches(layer).Select(static folder => folder.Groups[1].Value).ToArray())];
    }

    [GeneratedRegex(@"Nothing in `Emission` calls upwards: ([^.]*)\.")]
    private static partial Regex Rule();

    [GeneratedRegex("`(.*?)`")]
    private static partial Regex Quoted();
}
