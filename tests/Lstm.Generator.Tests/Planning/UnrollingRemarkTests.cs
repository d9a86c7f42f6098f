using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Generator.Emission;
using Lstm.Generator.Model;
using Lstm.Generator.Planning;
using Lstm.Generator.Tests.Harness;
using Lstm.Shared;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Lstm.Generator.Tests.Planning;

/// <summary>What the header says about unrolling is what the kernel does.</summary>
public sealed class UnrollingRemarkTests
{
    private static readonly Dictionary<string, int> s_words = new(StringComparer.Ordinal)
    {
        ["two"] = 2, ["four"] = 4, ["eight"] = 8,
    };

    private static readonly int[] s_hidden = [1, 3, 8, 9, 12, 16, 17, 20, 24, 31, 40, 64, 70, 128];
    private static readonly int[] s_inputs = [1, 5, 9, 40];

    [Fact]
    public void Of_plain_networks() => AssertTrue(
        from hidden in s_hidden
        from input in s_inputs
        from layers in (int[])[1, 2]
        select Shapes.Plain(input, hidden, layers));

    [Fact]
    public void Of_variants() => AssertTrue(ShapeSamples.Variants());

    [Fact]
    public void Of_lists() => AssertTrue(ShapeSamples.Lists().SelectMany(static shape => shape.InPrecisions()));

    [Fact]
    public void Of_quantized_networks() => AssertTrue(
        from hidden in s_hidden
        from layers in (int[])[1, 2]
        from precision in (LstmPrecision[])[LstmPrecision.Int16, LstmPrecision.Int8]
        select Shapes.Plain(5, hidden, layers) with { Precision = precision });

    private static void AssertTrue(IEnumerable<NetworkShape> shapes)
    {
        foreach (NetworkShape shape in shapes)
        {
            string remark = UnrollingRemark.Of(KernelPlan.For(shape));
            Assert.Contains("unrolled", remark, StringComparison.Ordinal);
            string[] words = remark.Split("iteration")[0].Split(' ', ',', ':');
            IEnumerable<int> rows = words.Where(s_words.ContainsKey).Select(static word => s_words[word]);
            IEnumerable<int> multiplyAdds = words
                .Where(static word => word.Length > 0 && word.All(char.IsAsciiDigit))
                .Select(static word => int.Parse(word, CultureInfo.InvariantCulture));
            (int Rows, int MultiplyAdds)[] loops = [.. LoopsOf(shape).Distinct()];
            if (loops.Length == 0)
            {
                Assert.True(remark.StartsWith("All rows of weights are unrolled", StringComparison.Ordinal), $"{shape}: {remark}");
                continue;
            }

            Assert.True(
                loops.Select(static loop => loop.Rows).ToHashSet().SetEquals(rows) &&
                loops.Select(static loop => loop.MultiplyAdds).ToHashSet().SetEquals(multiplyAdds),
                $"{shape}: {remark} The loops have, in rows and multiply-adds, {string.Join(", ", loops)}.");
        }
    }

    /// <summary>The loops over rows of weights in the text of the kernel.</summary>
    private static IEnumerable<(int Rows, int MultiplyAdds)> LoopsOf(NetworkShape shape)
    {
        string text = ModelEmitter.Emit(new LstmModel(new ModelType(Namespace: null, Container: null, "Amp"), shape));
        TypeDeclarationSyntax kernel = CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>()
            .Single(static type => type.Identifier.Text == "AmpKernel");
        foreach (ForStatementSyntax loop in kernel.Members.OfType<MethodDeclarationSyntax>()
            .SelectMany(static method => method.DescendantNodes().OfType<ForStatementSyntax>())
            .Where(static loop => loop.Declaration?.Variables[0].Identifier.Text == "k"))
        {
            string body = loop.Statement.ToString();
            bool pairs = body.Contains("QuantizedSums.Add(", StringComparison.Ordinal);
            int values = body.Split("v = Create(").Length - 1;
            int multiplyAdds = body.Split(pairs ? "QuantizedSums.Add(" : "FusedMultiplyAdd(").Length - 1;
            yield return (pairs ? 2 * values : values, multiplyAdds);
        }
    }
}
