using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Lstm.Generator.Emission;
using Lstm.Generator.Model;
using Lstm.Generator.Planning;
using Lstm.Generator.Tests.Harness;
using Lstm.Shared;
using Lstm.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Xunit;
using Xunit.Sdk;

namespace Lstm.Generator.Tests.Planning;

/// <summary>
/// The emitted kernels read the packed buffer as the layout says: each weight exactly once a step. They are compiled with their loads
/// replaced by counting ones, and run. The table of constants does not count: the activations read it.
/// </summary>
public sealed class PackedLoadsTests
{
    private const int Steps = 3;

    private static readonly int[] s_hidden =
        [
            1, 2, 3, 7, 8, 9, 15, 16, 17, 20, 23, 24, 25, 31, 32, 33, 40, 47, 48, 49, 55, 56, 57, 63, 64, 65, 72, 80, 88, 96, 97, 127, 128,
            129, 200,
        ];

    private static readonly int[] s_inputs = [1, 2, 3, 7, 8, 9, 10, 11, 12, 13, 40];
    private static readonly int[] s_outputs = [0, 1, 2, 3, 4, 5, 7, 8, 9, 12, 17];

    private static readonly NetworkShape[] s_shapes =
    [
        // Every hidden size with one and with several layers, and inputs and outputs in rotation.
        .. s_hidden.Select(static (hidden, i) =>
            Shapes.Plain(s_inputs[i % s_inputs.Length], hidden, 1, s_outputs[i % s_outputs.Length])),
        .. s_hidden.Select(static (hidden, i) =>
            Shapes.Plain(s_inputs[(i + 5) % s_inputs.Length], hidden, 2 + i % 3, s_outputs[(i + 3) % s_outputs.Length])),
        .. s_inputs.Select(static input => Shapes.Plain(input, 5)),
        .. s_inputs.Select(static input => Shapes.Plain(input, 19)),
        .. s_outputs.Select(static output => Shapes.Plain(1, 8, 1, output, output == 0 ? Activation.Linear : Activation.Sigmoid)),
        .. s_outputs.Select(static output => Shapes.Plain(1, 21, 2, output, output == 0 ? Activation.Linear : Activation.Relu)),
        Shapes.Plain(2, 512), Shapes.Plain(300, 24, 8, 33),
    ];

    // Unequal layers in pairs of blocks: an even and an odd number of blocks, with and without padding, and dense layers between them.
    private static readonly NetworkShape[] s_widestLists =
    [
        new(2, new LayerList([Lstm(17), Lstm(32)])),
        new(3, new LayerList([Lstm(24), Lstm(24), Lstm(20), new DenseShape(3, Activation.Tanh)])),
        new(9, new LayerList([Lstm(20), new DenseShape(5, Activation.Relu), Lstm(33), new DenseShape(1, Activation.Linear)])),
    ];

    /// <summary>
    /// All of them in the full tier; in the ordinary one each hidden size, input and output once, and every number of layers with each way
    /// of cutting units into blocks.
    /// </summary>
    private static IReadOnlyList<NetworkShape> Plain { get; } = Tier.IsFull
        ? s_shapes
        : CoveringArray.Select(
            s_shapes,
            static shape =>
            [
                shape.First().Cell.Hidden, shape.Input, shape.HeadUnits(), (shape.Layers[^1] as DenseShape)?.Activation.Function ?? 0,
                (shape.Recurrent.Count() > 1, Math.Min(shape.First().Cell.Blocks, 5)),
            ],
            strength: 1);

    /// <summary>
    /// All of them in the full tier; in the ordinary one every pair of what a cell has, each with every direction and every way of cutting
    /// units into blocks.
    /// </summary>
    private static IReadOnlyList<NetworkShape> Variants { get; } = Tier.IsFull
        ? [.. ShapeSamples.Variants()]
        : CoveringArray.Select(
            [.. ShapeSamples.Variants()],
            static shape =>
            [
                shape.First().Cell.Kind, shape.First().Cell.Peephole, shape.First().Cell.CoupledGates, shape.First().Cell.Projection,
                shape.First().Cell.LayerNorm, shape.First().Cell.StochasticForget, (shape.First().Bidirectional, shape.IsCausal),
                Math.Min(shape.First().Cell.Blocks, 5), shape.Layers[0] is RecurrentShape, shape.HeadUnits(),
            ],
            strength: 2);

    /// <summary>
    /// All of them in the full tier; in the ordinary one every list of kinds of layers, and every form of a recurrent layer in each place.
    /// </summary>
    private static IReadOnlyList<NetworkShape> Lists { get; } = Tier.IsFull
        ? [.. ShapeSamples.Lists()]
        : CoveringArray.Select(
            [.. ShapeSamples.Lists()],
            static shape =>
            [
                string.Join(", ", shape.Layers.Select(static layer => layer is RecurrentShape recurrent ? KindOf(recurrent) : "dense")),
                FormOf(shape, 0), FormOf(shape, 1), FormOf(shape, 2),
            ],
            strength: 1);

    private static object KindOf(RecurrentShape layer) => (layer.Cell with { Hidden = 1 }, layer.Bidirectional, layer.Direction);

    private static object FormOf(NetworkShape shape, int recurrent) =>
        shape.Recurrent.ElementAtOrDefault(recurrent) is { } layer ? (layer.Cell.Kind, Math.Min(layer.Cell.Blocks, 5)) : "none";

    [Fact]
    public void Every_packed_weight_is_read_once_a_step() => AssertReadOnce(Plain);

    [Fact]
    public void Every_packed_weight_of_every_variant_is_read_once_a_step() => AssertReadOnce(Variants);

    [Fact]
    public void Every_packed_weight_of_every_list_is_read_once_a_step() => AssertReadOnce(Lists);

    [Fact]
    public void A_folded_layer_is_not_read() => AssertReadOnce(
        [
            .. new[]
            {
                "[Dense(4)] [Affine] [Lstm(3, 5)] [Dense(9)] [Affine] [Affine]",
                "[Affine] [Dense(4)] [Affine] [Lstm(3, 40, Bidirectional = true)] [Affine] [Affine] [Dense(2)] [Affine]",
            }.Select(Declared.Shape),
        ]);

    [Fact]
    public void A_kernel_for_the_widest_vectors_reads_every_packed_weight_once_a_step()
    {
        NetworkShape[] shapes = [.. s_shapes.Concat(s_widestLists).Where(static shape => KernelPlan.WidestFor(shape) is not null)];
        Assert.True(shapes.Count(static shape => shape.Recurrent.Distinct().Count() == 1) > 12);
        Assert.Equal(s_widestLists, shapes.Where(static shape => shape.Recurrent.Distinct().Count() > 1));
        AssertReadOnce(shapes, widest: true);
    }

    private static void AssertReadOnce(IReadOnlyList<NetworkShape> shapes, bool widest = false)
    {
        Assembly probed = Compile(shapes, damage: -1, widest);
        for (int i = 0; i < shapes.Count; i++)
        {
            KernelPlan plan = widest ? KernelPlan.WidestFor(shapes[i])! : KernelPlan.For(shapes[i]);
            AssertReadOnce(plan, Measure(probed, i, "Step"), static (_, _) => Steps);

            // In a run that looks ahead the runtime reads the input half for all these steps.
            AssertReadOnce(
                plan, Measure(probed, i, "Run"), static (plan, section) => IsReadAhead(plan, section) ? Steps % LookAhead.Steps : Steps);
        }
    }

    private static bool IsReadAhead(KernelPlan plan, PackedSection section) =>
        section.Kind is PackedKind.Input or PackedKind.RecurrentBias &&
        plan.Recurrent.Single(layer => layer.Layer == section.Layer) is TiledLayer { LooksAhead: true };

    private static void AssertReadOnce(KernelPlan plan, int[] counts, Func<KernelPlan, PackedSection, int> expected)
    {
        PackedLayout layout = plan.Layout;
        Assert.Equal(layout.Length, counts.Length - 1);
        // The state is read by vectors too: the probe sees loads outside of the buffer and can tell them apart.
        Assert.True(counts[^1] > 0);
        foreach (PackedSection section in layout.Sections.Where(static section => section.Kind != PackedKind.Constants))
        {
            for (int at = 0; at < section.Length; at++)
            {
                // The padding behind the bias of a dense layer need not be read.
                int count = counts[section.Offset + at];
                if (count != expected(plan, section) && !(count == 0 && IsPaddingOfBias(layout, section, at)))
                {
                    Assert.Fail($"{plan.Network}: float {at} of {section} was read {count} times in {Steps} steps.");
                }
            }
        }
    }

    private static bool IsPaddingOfBias(PackedLayout layout, PackedSection section, int at) =>
        section.Kind == PackedKind.DenseBias &&
        at >= layout.Sections.Single(weight => weight.Kind == PackedKind.DenseWeight && weight.Layer == section.Layer).Rows;

    /// <summary>One load that is moved by one vector is found: the test above can fail.</summary>
    [Fact]
    public void A_load_from_the_wrong_place_is_seen()
    {
        NetworkShape shape = Shapes.Plain(2, 17, 1, 1);
        int[] sound = Measure(Compile([shape], damage: -1), 0, "Run");
        int end = PackedLayout.For(shape).Sections[^1].Offset + 1;
        Assert.All(sound[PackedLayout.ConstantsLength..end], static count => Assert.Equal(Steps, count));
        foreach (int damage in (int[])[0, 5, 11, 20, 30])
        {
            int[] counts = Measure(Compile([shape], damage), 0, "Run");
            Assert.NotEqual(sound, counts);
        }
    }

    private static RecurrentShape Lstm(int hidden) => new(new CellShape(CellKind.Lstm, hidden));

    private static int[] Measure(Assembly probed, int index, string verb) =>
        (int[])probed.GetType("Measures")!.GetMethod("Measure" + verb + index)!.Invoke(null, [Steps])!;

    private static Assembly Compile(IReadOnlyList<NetworkShape> shapes, int damage, bool widest = false)
    {
        TestCompilation project = TestCompilation.Default;
        IEnumerable<string> classes = shapes.Select(static (_, i) => $$"""
            public sealed partial class Net{{i}} : IProbed
            {
                public ref float First => ref _weights.First;
                public int Length => _weights.Length;
            }
            """);
        IEnumerable<string> measures = shapes.Select(static (shape, i) => $$"""
            public static int[] MeasureRun{{i}}(int steps)
            {
                Net{{i}} model = new({{ZeroWeights.Of(shape)}});
                Net{{i}}.State state = default;
                float[] inputs = new float[steps * Net{{i}}.InputSize];
                float[] outputs = new float[steps * Net{{i}}.OutputSize];
                return Probe.Measure(model, () => model.Run(ref state, inputs, outputs));
            }

            public static int[] MeasureStep{{i}}(int steps)
            {
                Net{{i}} model = new({{ZeroWeights.Of(shape)}});
                Net{{i}}.State state = default;
                float[] input = new float[Net{{i}}.InputSize];
                float[] output = new float[Net{{i}}.OutputSize];
                return Probe.Measure(model, () =>
                {
                    for (int step = 0; step < steps; step++)
                    {
                        model.{{(shape.IsCausal ? "Step" : "Run")}}(ref state, input, output);
                    }
                });
            }
            """);
        CSharpCompilation compilation = project.Create(
            LoadProbe.Source,
            LoadProbe.Interface,
            string.Join("\n", classes),
            $"using Lstm; public static class Measures {{ {string.Join("\n", measures)} }}");
        compilation = compilation.WithOptions(compilation.Options.WithAllowUnsafe(true));

        // The framework emulates vectors that this processor does not have. The narrow kernel leaves its loads to the runtime.
        EmissionOptions options = EmissionOptions.Default with { Widths = widest ? KernelWidths.Widest : KernelWidths.Wide };
        for (int i = 0; i < shapes.Count; i++)
        {
            string text = ModelEmitter.Emit(new LstmModel(new ModelType(Namespace: null, Container: null, "Net" + i), shapes[i]), options);
            LoadRewriter rewriter = new(damage);
            SyntaxNode root = rewriter.Visit(CSharpSyntaxTree.ParseText(text, project.ParseOptions).GetRoot());
            Assert.True(rewriter.Loads > 8);
            compilation = compilation.AddSyntaxTrees(
                CSharpSyntaxTree.Create((CSharpSyntaxNode)root, project.ParseOptions, $"Net{i}.g.cs", System.Text.Encoding.UTF8));
        }

        using MemoryStream image = new();
        EmitResult result = compilation.Emit(image);
        if (!result.Success)
        {
            IEnumerable<Diagnostic> errors = result.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            throw new XunitException(string.Join("\n", errors.Take(10)));
        }

        image.Position = 0;
        return new AssemblyLoadContext(name: null, isCollectible: true).LoadFromStream(image);
    }
}
