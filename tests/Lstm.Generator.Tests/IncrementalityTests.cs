using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace Lstm.Generator.Tests;

/// <summary>What an edit makes the generator do again: a pair of sources, and the reason at each step.</summary>
public sealed class IncrementalityTests
{
    private const string Amp = """
        using Lstm;

        namespace Demo;

        [Lstm(input: 1, hidden: 16, Output = 1)]
        public sealed partial class Amp
        {
            // A comment.
            public int Twice(int value) => 2 * value;
        }
        """;

    private const string Detector = """
        using Lstm;

        namespace Demo;

        [Dense(8, Activation.Tanh)] [Gru(3, 8)] [Dense(1)]
        public sealed partial class Detector
        {
            public const int Loud = 2;
        }
        """;

    private const string List = """
        using Lstm;

        namespace Demo;

        [Lstm(1, 16)] [Dense(4)] [Gru(8)] [Lstm(4)]
        public sealed partial class Deep;
        """;

    private const string Pooled = """
        using Lstm;

        namespace Demo;

        [Affine] [Lstm(3, 8)] [LayerNorm] [PRelu] [Pool(Pooling.Mean)] [Activation(Activation.Softmax)]
        public sealed partial class Sorter;
        """;

    private const string Embedded = """
        using Lstm;

        namespace Demo;

        [Lstm(input: 1, hidden: 16, Weights = "amp.safetensors")]
        public sealed partial class Amp;
        """;

    private const string Other = "namespace Demo; public static class Other { public const int Size = 16; }";

    [Fact]
    public void The_first_run_is_new()
    {
        GeneratorDriver driver = Pipeline.Start(TestCompilation.Default.ParseOptions).RunGenerators(TestCompilation.Default.Create(Amp));
        AssertReasons(driver, models: [New], clashes: [New], output: [New]);
    }

    [Fact]
    public void An_edit_in_another_file_costs_nothing() =>
        AssertEdit([Amp, Other], [Amp, Other.Replace("16", "17")], models: [Cached], clashes: [Cached], output: [Cached]);

    [Fact]
    public void An_edit_in_a_method_of_the_class_costs_nothing() =>
        AssertEdit([Amp], [Amp.Replace("2 * value", "value + value")], models: [Cached], clashes: [Cached], output: [Cached]);

    [Fact]
    public void An_edit_of_a_comment_costs_nothing() =>
        AssertEdit(
            [Amp],
            [Amp.Replace("A comment.", "Another comment,\n    // and the rest one line further down.")],
            models: [Cached],
            clashes: [Cached],
            output: [Cached]);

    [Fact]
    public void A_new_member_of_the_class_costs_nothing() =>
        AssertEdit(
            [Amp],
            [Amp.Replace("public int", "public string Name => nameof(Amp);\n\n    public int")],
            models: [Cached],
            clashes: [Cached],
            output: [Cached]);

    [Fact]
    public void Other_modifiers_and_an_unrelated_attribute_cost_nothing() =>
        AssertEdit(
            [Amp], [Amp.Replace("public sealed", "[System.Obsolete(\"Sounds thin.\")]\ninternal")],
            models: [Cached], clashes: [Cached], output: [Cached]);

    [Fact]
    public void The_same_number_in_another_notation_costs_nothing() =>
        AssertEdit(
            [Amp, Other], [Amp.Replace("hidden: 16", "hidden: Other.Size"), Other], models: [Cached], clashes: [Cached], output: [Cached]);

    [Fact]
    public void Another_number_is_another_text() =>
        AssertEdit([Amp], [Amp.Replace("hidden: 16", "hidden: 17")], models: [Modified], clashes: [Cached], output: [Modified]);

    [Fact]
    public void A_number_that_changes_in_another_file_is_another_text()
    {
        string named = Amp.Replace("hidden: 16", "hidden: Other.Size");
        AssertEdit([named, Other], [named, Other.Replace("16", "17")], models: [Modified], clashes: [Cached], output: [Modified]);
    }

    [Fact]
    public void A_class_with_several_attributes_is_read_once()
    {
        GeneratorDriver driver = Pipeline.Start(TestCompilation.Default.ParseOptions).RunGenerators(TestCompilation.Default.Create(List));
        AssertReasons(driver, models: [New], clashes: [New], output: [New]);
    }

    [Fact]
    public void A_later_attribute_belongs_to_the_text() =>
        AssertEdit([List], [List.Replace("Gru(8)", "Gru(9)")], models: [Modified], clashes: [Cached], output: [Modified]);

    [Fact]
    public void The_same_list_in_another_notation_costs_nothing() =>
        AssertEdit(
            [List], [List.Replace("[Dense(4)] [Gru(8)]", "[Dense(units: 4), Gru(hidden: 8, Layers = 1)]")],
            models: [Cached], clashes: [Cached], output: [Cached]);

    [Fact]
    public void A_second_class_leaves_the_first_alone() =>
        AssertEdit(
            [Amp, Other], [Amp, "namespace Demo; [Lstm.Lstm(2, 2)] partial class Pre;"],
            models: [Cached, New], clashes: [Unchanged], output: [Cached, New]);

    [Fact]
    public void Removing_a_class_removes_its_source()
    {
        GeneratorDriver driver = AssertEdit(
            [Amp, "[Lstm.Lstm(2, 2)] partial class Pre;"], [Amp, "partial class Pre;"],
            models: [Cached, Removed], clashes: [Unchanged], output: [Cached, Removed]);
        Assert.Equal(["Demo.Amp.g.cs"], Pipeline.Sources(driver).Select(static source => source.HintName));
    }

    [Fact]
    public void A_class_that_becomes_invalid_loses_its_text()
    {
        GeneratorDriver driver = AssertEdit(
            [Amp], [Amp.Replace("partial", "")], models: [Removed], clashes: [Unchanged], output: [Removed]);
        Assert.Empty(Pipeline.Networks(driver));
    }

    [Fact]
    public void A_class_whose_name_differs_in_case_renames_the_file_of_the_first()
    {
        string shout = Amp.Replace("class Amp", "class AMP");
        GeneratorDriver driver = AssertEdit([Amp], [Amp, shout], models: [Cached, New], clashes: [Modified], output: [Modified, New]);

        string[] names = [.. Pipeline.Sources(driver).Select(static source => source.HintName)];
        Assert.Equal(2, names.Distinct(System.StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, static name => Assert.Matches(@"^Demo\.(Amp|AMP)\.[12]\.g\.cs$", name));
    }

    [Theory]
    [InlineData("[Dense(8, Activation.Tanh)]", "[Dense(8, Activation.Relu)]")]
    [InlineData("[Dense(8, Activation.Tanh)]", "[Dense(7, Activation.Tanh)]")]
    [InlineData("[Dense(8, Activation.Tanh)]", "")]
    [InlineData("[Dense(1)]", "[Dense(2)]")]
    [InlineData("[Dense(1)]", "[Dense(1)] [Dense(1)]")]
    [InlineData("[Dense(8, Activation.Tanh)] [Gru(3, 8)]", "[Gru(3, 8)] [Dense(8, Activation.Tanh)]")]
    [InlineData("Gru(3, 8)", "Gru(3, 8, ResetAfter = false)")]
    public void Another_layer_is_another_text(string before, string after) =>
        AssertEdit(
            [Detector, Other], [Detector.Replace(before, after), Other], models: [Modified], clashes: [Cached], output: [Modified]);

    [Theory]
    [InlineData("[Affine] ", "")]
    [InlineData("[Affine]", "[PRelu]")]
    [InlineData("[LayerNorm]", "[LayerNorm(Epsilon = 0.001f)]")]
    [InlineData("[LayerNorm] [PRelu]", "[PRelu] [LayerNorm]")]
    [InlineData("Mean", "Max")]
    [InlineData("[Pool(Pooling.Mean)] ", "")]
    [InlineData("[PRelu] [Pool(Pooling.Mean)]", "[Pool(Pooling.Mean)] [PRelu]")]
    [InlineData("Softmax", "LogSoftmax")]
    public void Another_layer_without_a_size_is_another_text(string before, string after) =>
        AssertEdit([Pooled], [Pooled.Replace(before, after)], models: [Modified], clashes: [Cached], output: [Modified]);

    [Theory]
    [InlineData("[Affine]", "[AffineAttribute()]")]
    [InlineData("[LayerNorm] [PRelu]", "[LayerNorm(Epsilon = 1e-5f), PRelu]")]
    [InlineData("Pool(Pooling.Mean)", "Pool(pooling: (Pooling)2)")]
    public void The_same_layer_without_a_size_in_another_notation_costs_nothing(string before, string after) =>
        AssertEdit([Pooled], [Pooled.Replace(before, after)], models: [Cached], clashes: [Cached], output: [Cached]);

    [Theory]
    [InlineData("Loud = 2", "Loud = 3")]
    [InlineData("[Dense(1)]", "[Dense(units: 1, Activation.Linear)]")]
    [InlineData("[Dense(8, Activation.Tanh)]", "[System.Serializable] [Dense(8, Activation.Tanh)]\n")]
    public void An_edit_that_leaves_the_layers_unchanged_costs_nothing(string before, string after) =>
        AssertEdit(
            [Detector, Amp], [Detector.Replace(before, after), Amp], models: [Cached, Cached], clashes: [Cached], output: [Cached, Cached]);

    [Theory]
    [InlineData("\"amp.safetensors\"", "\"Amp.safetensors\"")]
    [InlineData("\"amp.safetensors\"", "null")]
    [InlineData(", Weights = \"amp.safetensors\"", "")]
    public void Another_resource_is_another_text(string before, string after)
    {
        AssertEdit([Embedded], [Embedded.Replace(before, after)], models: [Modified], clashes: [Cached], output: [Modified]);
        AssertEdit([Embedded.Replace(before, after)], [Embedded], models: [Modified], clashes: [Cached], output: [Modified]);
    }

    [Theory]
    [InlineData("\"amp.safetensors\"", "\"amp\" + \".safetensors\"")]
    [InlineData("\"amp.safetensors\"", "@\"amp.safetensors\"")]
    [InlineData("class Amp;", "class Amp { public string Text = \"amp.safetensors\"; }")]
    public void The_same_resource_in_another_notation_costs_nothing(string before, string after) =>
        AssertEdit([Embedded], [Embedded.Replace(before, after)], models: [Cached], clashes: [Cached], output: [Cached]);

    [Fact]
    public void A_blank_resource_removes_the_source()
    {
        GeneratorDriver driver = AssertEdit(
            [Embedded], [Embedded.Replace("amp.safetensors", " ")], models: [Removed], clashes: [Unchanged], output: [Removed, New]);
        Assert.Empty(Pipeline.Networks(driver));
    }

    [Fact]
    public void An_edit_elsewhere_costs_nothing_with_both_kinds_of_network() => AssertEdit(
        [Amp, Detector, Other], [Amp, Detector, Other.Replace("16", "17")],
        models: [Cached, Cached], clashes: [Cached], output: [Cached, Cached]);

    /// <summary>The two kinds have a pipeline each: whatever comes and goes in one moves nothing in the other.</summary>
    [Fact]
    public void A_network_of_the_other_kind_leaves_the_first_alone()
    {
        AssertEdit([Amp], [Amp, Detector], models: [Cached, New], clashes: [Unchanged], output: [Cached, New]);
        AssertEdit(
            [Amp, Detector],
            [Amp, Detector.Replace("Gru(3", "Gru(4")],
            models: [Cached, Modified],
            clashes: [Cached],
            output: [Cached, Modified]);
        AssertEdit(
            [Amp, Detector],
            [Amp.Replace("hidden: 16", "hidden: 17"), Detector],
            models: [Modified, Cached],
            clashes: [Cached],
            output: [Modified, Cached]);
        AssertEdit(
            [Amp, Detector],
            [Amp.Replace("[Lstm(input: 1, hidden: 16, Output = 1)]", "[System.Serializable]"), Detector],
            models: [Removed, Cached],
            clashes: [Unchanged],
            output: [Removed, Cached]);
    }

    [Fact]
    public void A_network_that_changes_its_kind_changes_its_source()
    {
        GeneratorDriver driver = AssertEdit(
            [Detector], [Detector.Replace("Gru", "Lstm")], models: [New, Removed], clashes: [Unchanged], output: [New, Removed]);
        Assert.Equal(["Demo.Detector.g.cs"], Pipeline.Sources(driver).Select(static source => source.HintName));
    }

    [Fact]
    public void A_class_with_both_attributes_is_emitted_by_neither()
    {
        GeneratorDriver driver = AssertEdit(
            [Detector], [Detector.Replace("[Gru(3, 8)]", "[Gru(3, 8)] [Lstm(3, 8)]")], models: [Removed], clashes: [Unchanged],
            output: [Removed, New]);
        Assert.Empty(Pipeline.Networks(driver));
    }

    [Fact]
    public void A_layer_in_another_file_removes_the_source()
    {
        GeneratorDriver driver = AssertEdit(
            [Detector, Other], [Detector, "namespace Demo; [Lstm.Dense(1)] public sealed partial class Detector;"],
            models: [Removed], clashes: [Unchanged], output: [Removed, New]);
        Assert.Empty(Pipeline.Networks(driver));
    }

    [Fact]
    public void Classes_of_different_kinds_whose_names_differ_in_case_get_different_files()
    {
        GeneratorDriver driver = AssertEdit(
            [Amp], [Amp, Detector.Replace("class Detector", "class AMP")], models: [Cached, New], clashes: [Modified],
            output: [Modified, New]);
        Assert.Equal(
            2,
            Pipeline.Sources(driver).Select(static source => source.HintName).Distinct(System.StringComparer.OrdinalIgnoreCase).Count());
    }

    /// <summary>Two names that clash are emitted again with other names. No other class is.</summary>
    [Fact]
    public void A_clash_concerns_only_the_classes_that_clash()
    {
        string shout = Amp.Replace("class Amp", "class AMP");
        GeneratorDriver driver = AssertEdit(
            [Amp, Detector, Embedded.Replace("class Amp", "class Pre")],
            [Amp, Detector, Embedded.Replace("class Amp", "class Pre"), shout],
            models: [Cached, Cached, New, Cached], clashes: [Modified], output: [Modified, Cached, New, Cached]);
        Assert.Equal(
            ["Demo.AMP.1.g.cs", "Demo.Amp.2.g.cs", "Demo.Detector.g.cs", "Demo.Pre.g.cs"],
            Pipeline.Sources(driver).Select(static source => source.HintName).Order(System.StringComparer.Ordinal));
    }

    /// <summary>These two names have the same 32-bit hash.</summary>
    [Fact]
    public void Names_are_made_distinct_without_hashes()
    {
        TestCompilation project = TestCompilation.Default;
        GeneratorDriver driver = Pipeline.Start(project.ParseOptions).RunGenerators(project.Create(
            "using Lstm; namespace D; [Lstm(1, 4)] partial class @aBCdeFghIJKlMNopqrstuvwx; "
                + "[Lstm(1, 4)] partial class @abCdeFGhijklMNOpqrstuvwx;"));
        Pipeline.AssertSilent(driver);
        Assert.Equal(2, Pipeline.Networks(driver).Count());
    }

    [Fact]
    public void A_stub_is_as_incremental_as_a_network()
    {
        string refused = Amp.Replace("hidden: 16", "hidden: 0");
        string moved = refused.Replace("using Lstm;", "using Lstm;\n\n// A remark.\n");

        // The message has moved, the members have not.
        GeneratorDriver driver = AssertEdit(
            [refused, Detector], [moved, Detector], models: [Cached], clashes: [Cached], output: [Cached, Cached]);
        Assert.Equal([Cached], Pipeline.Reasons(driver, LstmGenerator.Steps.Stubs));
        Assert.Equal([Modified], Pipeline.Reasons(driver, LstmGenerator.Steps.Faults));
        Assert.Equal([Modified], Pipeline.Reasons(driver, Pipeline.Reports));

        driver = AssertEdit(
            [refused, Detector], [refused, Detector.Replace("Gru(3", "Gru(4")], models: [Modified], clashes: [Cached],
            output: [Cached, Modified]);
        Assert.Equal([Cached], Pipeline.Reasons(driver, Pipeline.Reports));
    }

    /// <summary>Runs the generator on one project and then on the other.</summary>
    private static GeneratorDriver AssertEdit(
        string[] before, string[] after,
        IncrementalStepRunReason[] models, IncrementalStepRunReason[] clashes, IncrementalStepRunReason[] output)
    {
        TestCompilation project = TestCompilation.Default;
        CSharpCompilation compilation = project.Create(before);
        GeneratorDriver driver = Pipeline.Start(project.ParseOptions).RunGenerators(compilation);
        for (int i = 0; i < after.Length; i++)
        {
            // As an editor does it: only what was edited is another tree.
            if (i >= before.Length)
            {
                compilation = compilation.AddSyntaxTrees(project.Parse(after[i], i));
            }
            else if (before[i] != after[i])
            {
                SyntaxTree old =
                    compilation.SyntaxTrees.Single(tree => tree.FilePath == $"Source{i.ToString(CultureInfo.InvariantCulture)}.cs");
                compilation = compilation.ReplaceSyntaxTree(old, project.Parse(after[i], i));
            }
        }

        Assert.NotEqual(before, after);
        driver = driver.RunGenerators(compilation);
        Pipeline.AssertWhole(driver);
        AssertReasons(driver, models, clashes, output);
        return driver;
    }

    private static void AssertReasons(
        GeneratorDriver driver,
        IEnumerable<IncrementalStepRunReason> models,
        IEnumerable<IncrementalStepRunReason> clashes,
        IEnumerable<IncrementalStepRunReason> output)
    {
        Assert.Equal(
            (Join(models), Join(clashes), Join(output)),
            (Join(Pipeline.Reasons(driver, LstmGenerator.Steps.Models)),
                Join(Pipeline.Reasons(driver, LstmGenerator.Steps.Names)),
                Join(Pipeline.Reasons(driver, Pipeline.Output))));

        static string Join(IEnumerable<IncrementalStepRunReason> reasons) => string.Join(", ", reasons);
    }
}
