extern alias generator;

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text;
using Lstm.Benchmarks.Contest;
using Lstm.Benchmarks.Networks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using LstmGenerator = generator::Lstm.Generator.LstmGenerator;

namespace Lstm.Benchmarks.Generation;

/// <summary>Times the generator in a warm driver, as in an editor after each keystroke.</summary>
/// <param name="rounds">Edits of each kind.</param>
internal sealed class GenerationBenchmark(int rounds)
{
    private const int WarmUps = 30;
    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.CSharp14);

    /// <summary>Measures all sizes.</summary>
    /// <param name="sizes">The networks.</param>
    /// <param name="codeBytes">The bytes of machine code of each class, if known.</param>
    /// <param name="progress">Receives progress messages.</param>
    public IReadOnlyList<GenerationResult> Measure(
        IReadOnlyList<NetworkSize> sizes,
        IReadOnlyDictionary<string, int> codeBytes,
        Action<string> progress)
    {
        for (int warmUp = 0; warmUp < WarmUps; warmUp++)
        {
            progress($"warm-up {warmUp + 1} of {WarmUps}");
            _ = Edit(sizes[warmUp % sizes.Count], 2);
        }

        List<GenerationResult> results = [];
        foreach (NetworkSize size in sizes)
        {
            progress(size.ToString());
            (Timing declaration, Timing elsewhere, int text) = Edit(size, rounds);
            int? code = codeBytes.TryGetValue(new NetworkDeclaration(size).ClassName, out int bytes) ? bytes : null;
            results.Add(new GenerationResult(size, declaration, elsewhere, text, code));
        }

        return results;
    }

    /// <summary>Declares a class, then edits its declaration and another file in turn, so that no edit repeats an earlier one.</summary>
    private static (Timing Declaration, Timing Elsewhere, int TextBytes) Edit(NetworkSize size, int rounds)
    {
        SyntaxTree declaration = Parse("using Lstm;\n" + new NetworkDeclaration(size).Source);
        SyntaxTree other = Parse("internal static class Other;\n");
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Edited",
            [declaration, other],
            GeneratedAssembly.PlatformReferences(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        GeneratorDriver driver = CSharpGeneratorDriver
            .Create([new LstmGenerator().AsSourceGenerator()], parseOptions: s_parse)
            .RunGenerators(compilation);
        int text = driver.GetRunResult().Results.Single().GeneratedSources
            .Sum(static source => Encoding.UTF8.GetByteCount(source.SourceText.ToString()));

        double[] declarations = new double[rounds];
        double[] elsewhere = new double[rounds];
        for (int round = 0; round < rounds; round++)
        {
            // A new name is a new class, which cannot come from a cache.
            string source = new NetworkDeclaration(size).Source.Replace("class Net", $"class Edit{round}Net", StringComparison.Ordinal);
            SyntaxTree edited = Parse("using Lstm;\n" + source);
            compilation = compilation.ReplaceSyntaxTree(declaration, edited);
            declaration = edited;
            declarations[round] = Time(ref driver, compilation);

            edited = Parse($"internal static class Other{round};\n");
            compilation = compilation.ReplaceSyntaxTree(other, edited);
            other = edited;
            elsewhere[round] = Time(ref driver, compilation);
        }

        return (Timing.Of(declarations, 0), Timing.Of(elsewhere, 0), text);
    }

    /// <summary>Returns the nanoseconds of the driver's whole run, including the search for declarations.</summary>
    private static double Time(ref GeneratorDriver driver, Compilation compilation)
    {
        long start = Stopwatch.GetTimestamp();
        driver = driver.RunGenerators(compilation);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    private static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, s_parse);
}
