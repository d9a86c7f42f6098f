using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Lstm.Generator.Tests.Harness;
using Lstm.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Xunit;
using Xunit.Sdk;

namespace Lstm.Generator.Tests.Planning;

/// <summary>
/// The emitted kernels read the packed buffer as the layout says: each weight exactly once a step. They are compiled with their loads replaced
/// by counting ones, and run. The table of constants is not theirs to read but the activations', as often as those like.
/// </summary>
public sealed class PackedLoadsTests
{
    private const int Steps = 3;

    private static readonly int[] s_hidden =
        [1, 2, 3, 7, 8, 9, 15, 16, 17, 20, 23, 24, 25, 31, 32, 33, 40, 47, 48, 49, 55, 56, 57, 63, 64, 65, 72, 80, 88, 96, 97, 127, 128, 129, 200];

    private static readonly int[] s_inputs = [1, 2, 3, 7, 8, 9, 10, 11, 12, 13, 40];
    private static readonly int[] s_outputs = [0, 1, 2, 3, 4, 5, 7, 8, 9, 12, 17];

    private static IReadOnlyList<NetworkShape> Shapes { get; } =
    [
        // Every hidden size with one and with several layers; inputs and outputs taken in turn, so that each meets many.
        .. s_hidden.Select(static (hidden, i) => NetworkShape.Plain(s_inputs[i % s_inputs.Length], hidden, 1, s_outputs[i % s_outputs.Length])),
        .. s_hidden.Select(static (hidden, i) => NetworkShape.Plain(s_inputs[(i + 5) % s_inputs.Length], hidden, 2 + i % 3, s_outputs[(i + 3) % s_outputs.Length])),
        .. s_inputs.Select(static input => NetworkShape.Plain(input, 5)),
        .. s_inputs.Select(static input => NetworkShape.Plain(input, 19)),
        .. s_outputs.Select(static output => NetworkShape.Plain(1, 8, 1, output, output == 0 ? Activation.Linear : Activation.Sigmoid)),
        .. s_outputs.Select(static output => NetworkShape.Plain(1, 21, 2, output, output == 0 ? Activation.Linear : Activation.Relu)),
        NetworkShape.Plain(2, 512), NetworkShape.Plain(300, 24, 8, 33),
    ];

    [Fact]
    public void Every_packed_weight_is_read_once_a_step()
    {
        Assembly probed = Compile(Shapes, damage: -1);
        for (int i = 0; i < Shapes.Count; i++)
        {
            NetworkShape shape = Shapes[i];
            PackedLayout layout = PackedLayout.For(shape);
            int[] counts = Measure(probed, i, shape);
            Assert.Equal(layout.Length, counts.Length - 1);
            // The cell state at least is read by vectors too: the probe sees more than the buffer, and can tell it apart.
            Assert.True(counts[^1] > 0);
            for (int at = PackedLayout.ConstantsLength; at < layout.Length; at++)
            {
                // The padding of the head's bias fills up the buffer, not a vector: nobody has to read it.
                bool padding = layout.Sections[^1] is { Kind: PackedKind.DenseBias } bias && at >= bias.Offset + shape.HeadUnits();
                if (counts[at] != Steps && !(padding && counts[at] == 0))
                {
                    PackedSection section = layout.Sections.Last(section => section.Offset <= at);
                    Assert.Fail($"{shape}: float {at}, in {section}, was read {counts[at]} times in {Steps} steps.");
                }
            }
        }
    }

    /// <summary>One load moved by one vector, anywhere, is seen: the test above can fail.</summary>
    [Fact]
    public void A_load_from_the_wrong_place_is_seen()
    {
        NetworkShape shape = NetworkShape.Plain(2, 17, 1, 1);
        int[] sound = Measure(Compile([shape], damage: -1), 0, shape);
        Assert.All(sound[PackedLayout.ConstantsLength..(PackedLayout.For(shape).Sections[^1].Offset + 1)], static count => Assert.Equal(Steps, count));
        foreach (int damage in (int[])[0, 5, 11, 20, 30])
        {
            int[] counts = Measure(Compile([shape], damage), 0, shape);
            Assert.NotEqual(sound, counts);
        }
    }

    private static int[] Measure(Assembly probed, int index, NetworkShape shape) =>
        (int[])probed.GetType("Measures")!.GetMethod("Net" + index)!.Invoke(null, [shape.HeadUnits(), Steps])!;

    private static Assembly Compile(IReadOnlyList<NetworkShape> shapes, int damage)
    {
        TestCompilation project = TestCompilation.Default;
        IEnumerable<string> classes = shapes.Select(static (shape, i) => $$"""
            [Lstm.Lstm({{shape.Input}}, {{shape.Hidden}}, Layers = {{shape.Layers}}, Output = {{shape.HeadUnits()}}, OutputActivation = (Lstm.Activation){{(int)(shape.Head?.Activation.Function ?? Activation.Linear)}})]
            public sealed partial class Net{{i}} : IProbed { public ref float First => ref _weights.First; public int Length => _weights.Length; }
            """);
        IEnumerable<string> measures = shapes.Select(static (_, i) =>
            $"public static int[] Net{i}(int output, int steps) => Probe.Measure<Net{i}, Net{i}.State>(weights => new Net{i}(weights), output, steps);");
        CSharpCompilation compilation = project.Create(
            LoadProbe.Source, LoadProbe.Interface, string.Join("\n", classes), $"public static class Measures {{ {string.Join("\n", measures)} }}");
        compilation = compilation.WithOptions(compilation.Options.WithAllowUnsafe(true));

        GeneratorDriver driver = Pipeline.Start(project.ParseOptions).RunGenerators(compilation);
        Pipeline.AssertSilent(driver);
        ImmutableArray<GeneratedSourceResult> sources = Pipeline.Sources(driver);
        Assert.Equal(shapes.Count, sources.Length);
        foreach (GeneratedSourceResult source in sources)
        {
            LoadRewriter rewriter = new(damage);
            SyntaxNode root = rewriter.Visit(source.SyntaxTree.GetRoot());
            Assert.True(rewriter.Loads > 8);
            compilation = compilation.AddSyntaxTrees(CSharpSyntaxTree.Create((CSharpSyntaxNode)root, project.ParseOptions, source.HintName, System.Text.Encoding.UTF8));
        }

        using MemoryStream image = new();
        EmitResult result = compilation.Emit(image);
        if (!result.Success)
        {
            throw new XunitException(string.Join("\n", result.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(10)));
        }

        image.Position = 0;
        return new AssemblyLoadContext(name: null, isCollectible: true).LoadFromStream(image);
    }
}
