using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Lstm.Generator.Emission;
using Lstm.Generator.Model;
using Lstm.Generator.Tests.Harness;
using Lstm.TestKit;
using Lstm.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Lstm.Generator.Tests;

/// <summary>Properties of the generated text that hold for every network: its order, its attributes and its options.</summary>
public sealed partial class GeneratedCodeTests
{
    /// <summary>Networks with every kind of generated member and kernel.</summary>
    private static readonly string[] s_attributes =
    [
        "Lstm(3, 3)",
        "Lstm(3, 3, Trace = true)",
        "Lstm(2, 20, Output = 1)",
        "Lstm(2, 40, Layers = 2)",
        "Lstm(3, 5, StochasticForget = true)",
        "Lstm(3, 5, Bidirectional = true, Layers = 2, Output = 2)",
        "Lstm(3, 12, Projection = 4, Peephole = true)",
        "Lstm(3, 24, LayerNorm = true)",
        "Lstm(3, 20, Precision = LstmPrecision.Int16)",
        "Lstm(3, 20, Arithmetic = LstmArithmetic.Fast)",
        "Gru(3, 5, Weights = \"amp.safetensors\")",
        "Gru(3, 30, ResetAfter = false)",
    ];

    public static TheoryData<string> Attributes => [.. s_attributes];

    /// <summary>A coverage report of the user's project has the user's lines and no others.</summary>
    [Theory]
    [MemberData(nameof(Attributes))]
    public async Task Every_generated_member_with_code_is_excluded_from_coverage_and_the_users_class_is_not(string attribute)
    {
        GeneratorRun run = await GeneratorHarness.RunAsync(
            $"using Lstm; [{attribute}] public partial class Amp {{ public int Own => 3; }}");
        SyntaxTree tree = Generated(run);
        SemanticModel model = run.Output.GetSemanticModel(tree);
        ISymbol[] members =
        [
            .. (await tree.GetRootAsync()).DescendantNodes()
                .Where(static node => node is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax)
                .Select(node => model.GetDeclaredSymbol(node)!),
        ];

        Assert.True(members.Length > 20);
        Assert.All(members, static member => Assert.True(IsExcluded(member), member.ToDisplayString()));
        Assert.False(IsExcluded(run.Output.GetTypeByMetadataName("Amp")!.GetMembers("Own").Single()));
    }

    /// <summary>The user's class and its members are not marked: the user's own members are not generated.</summary>
    [Theory]
    [MemberData(nameof(Attributes))]
    public async Task Every_generated_type_is_marked_once(string attribute)
    {
        GeneratorRun run = await GeneratorHarness.RunAsync($"using Lstm; [{attribute}] public partial class Amp;");
        SyntaxNode root = await Generated(run).GetRootAsync();
        TypeDeclarationSyntax[] types =
        [
            .. root.DescendantNodes().OfType<TypeDeclarationSyntax>().Where(static type =>
                type.Modifiers.Any(SyntaxKind.FileKeyword) || type.Identifier.Text is "State" or "Trace"),
        ];

        Assert.True(types.Length > 3);
        Assert.Equal(types.Length, GeneratedCode.Count(run.Text));
        Assert.All(types, static type => Assert.Single(GeneratedCode.Matches(type.AttributeLists.ToString())));
    }

    /// <summary>The version has one source: a generator as users have it writes that of the build.</summary>
    [Fact]
    public void The_version_is_that_of_the_build()
    {
        string version = Version.Match(Repository.Read("Directory.Build.props")).Groups["version"].Value;
        Assert.NotEmpty(version);
        Assert.Equal(version, EmissionOptions.Default.Version);
        Assert.Contains($"GeneratedCode(\"LstmGen\", \"{version}\")", Emit(Shapes.Plain(3, 3), EmissionOptions.Default));
    }

    [Theory]
    [MemberData(nameof(Attributes))]
    public async Task The_gate_code_comes_first_and_the_header_says_where(string attribute)
    {
        GeneratorRun run = await GeneratorHarness.RunAsync($"using Lstm; [{attribute}] public partial class Amp;");
        TypeDeclarationSyntax kernel = (await Generated(run).GetRootAsync()).DescendantNodes().OfType<TypeDeclarationSyntax>().First();
        Match named = GateCode.Match(run.Text);

        Assert.Equal("AmpKernel", kernel.Identifier.Text);
        string[] methods = [.. kernel.Members.OfType<MethodDeclarationSyntax>().Select(static method => method.Identifier.Text)];
        Assert.True(named.Success);
        Assert.All(named.Groups["method"].Captures, capture => Assert.Contains(capture.Value, methods));
    }

    [Theory]
    [MemberData(nameof(Attributes))]
    public Task An_assembly_that_is_marked_as_CLS_compliant_gets_no_warnings(string attribute) => GeneratorHarness.RunAsync(
        $"using Lstm; [assembly: System.CLSCompliant(true)] namespace Demo {{ [{attribute}] public partial class Amp; }}");

    /// <summary>Aliases of the whole project reach into generated files.</summary>
    [Theory]
    [InlineData("__Lstm")]
    [InlineData("Vector256")]
    [InlineData("Unsafe")]
    [InlineData("Amp")]
    [InlineData("AmpKernel")]
    [InlineData("State")]
    [InlineData("MethodImpl")]
    [InlineData("Activations")]
    [InlineData("Span")]
    public Task A_project_may_have_aliases_of_any_name(string name) => GeneratorHarness.RunAsync(
        $$"""
        global using {{name}} = Other.Type;
        namespace Other { public class Type { } }
        namespace Demo { [global::Lstm.LstmAttribute(2, 40, Output = 1)] partial class Amp; }
        """);

    /// <summary>Tests choose kernels by options. What the options leave out is not there.</summary>
    [Theory]
    [InlineData(KernelWidths.All, "512.256.128")]
    [InlineData(KernelWidths.Narrow, "128")]
    [InlineData(KernelWidths.Wide, "256")]
    [InlineData(KernelWidths.Widest, "512")]
    [InlineData(KernelWidths.Wide | KernelWidths.Narrow, "256.128")]
    [InlineData(KernelWidths.Widest | KernelWidths.Wide, "512.256")]
    internal void A_class_takes_the_kernels_that_the_options_allow(KernelWidths widths, string expected)
    {
        // This network has all three.
        string dispatch = DispatchOf(Emit(Shapes.Plain(1, 40), EmissionOptions.Default with { Widths = widths }));
        string[] kernels = ["512", "256", "128"];
        string run = dispatch[..dispatch.IndexOf(" StepMany(", StringComparison.Ordinal)];

        IEnumerable<string> taken = kernels.Where(
            bits => run.Contains(bits == "256" ? "<AmpKernel>" : $"<AmpKernel{bits}>", StringComparison.Ordinal));
        Assert.Equal(expected, string.Join('.', taken));
        Assert.Equal(expected.Split('.').Length - 1, IsAccelerated.Count(run));
    }

    [Fact]
    public void A_network_without_a_kernel_for_the_widest_vectors_takes_the_wide_one()
    {
        string text = Emit(Shapes.Plain(1, 8), EmissionOptions.Default with { Widths = KernelWidths.Widest });
        Assert.Contains("AmpKernel.Run(ref weights", DispatchOf(text), StringComparison.Ordinal);
        Assert.Empty(IsAccelerated.Matches(text));
    }

    [Fact]
    public void Without_skipping_tiers_nothing_asks_for_optimisation_at_once()
    {
        NetworkShape shape = Shapes.Plain(2, 40, 2, 3);
        string text = Emit(shape, EmissionOptions.Default with { SkipsTiers = false });
        Assert.DoesNotContain("AggressiveOptimization", text, StringComparison.Ordinal);
        Assert.Contains("[MethodImpl(MethodImplOptions.NoInlining)]", text, StringComparison.Ordinal);
        Assert.Equal(WithoutOptions(text), WithoutOptions(Emit(shape, EmissionOptions.Default)));
    }

    private static string WithoutOptions(string text) =>
        string.Join('\n', text.Split('\n').Where(static line => !line.Contains("[MethodImpl", StringComparison.Ordinal)));

    private static string DispatchOf(string text)
    {
        TypeDeclarationSyntax dispatch = CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>()
            .Single(static type => type.Identifier.Text == "AmpDispatch");
        return dispatch.ToString();
    }

    private static string Emit(NetworkShape shape, EmissionOptions options) =>
        ModelEmitter.Emit(new LstmModel(new ModelType(Namespace: null, Container: null, "Amp"), shape), options);

    private static SyntaxTree Generated(GeneratorRun run) =>
        run.Output.SyntaxTrees.Single(static tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal));

    private static bool IsExcluded(ISymbol member)
    {
        for (ISymbol? symbol = member; symbol is not null; symbol = symbol.ContainingType)
        {
            if (symbol.GetAttributes().Any(static attribute => attribute.AttributeClass!.Name == "ExcludeFromCodeCoverageAttribute"))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"GeneratedCode\(")]
    private static partial Regex GeneratedCode { get; }

    [GeneratedRegex("<Version>(?<version>[^<]+)</Version>")]
    private static partial Regex Version { get; }

    [GeneratedRegex(@"The equations are computed in AmpKernel\.(?<method>\w+)( and (?<method>\w+))?,")]
    private static partial Regex GateCode { get; }

    [GeneratedRegex("IsHardwareAccelerated")]
    private static partial Regex IsAccelerated { get; }
}
