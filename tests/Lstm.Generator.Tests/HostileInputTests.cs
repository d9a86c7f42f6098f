using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Lstm.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Lstm.Generator.Tests;

/// <summary>Source as it is while somebody types, and worse: the generator and the analyzer stay calm.</summary>
public sealed class HostileInputTests
{
    private const string Everything = """
        using Lstm;

        namespace Demo.@event;

        public partial record Outer
        {
            /// <summary>Doc.</summary>
            [Lstm(input: 1 + 2, hidden: 'a' - 'Z', Layers = Sizes.Two, Output = 5, OutputActivation = Activation.Tanh)]
            internal sealed partial class Amp : System.IDisposable
            {
                public Amp(LstmWeights weights, int n) : this(weights) { }
                public void Dispose() { }
            }
        }

        static class Sizes { public const int Two = 2; }
        """;

    private const string Chain = """
        using Lstm;
        [Dense(8, Activation.ScaledTanh, Alpha = 1.5f, Beta = -0.5f), Dense(units: 2)]
        [Lstm(3, hidden: 4, Layers = 2, Bidirectional = true, Projection = 2, CoupledGates = true, LayerNorm = true,
            LayerNormEpsilon = 1e-3f, GateActivation = Activation.HardSigmoid, GateAlpha = .25f, CellClip = 9,
            Residual = true, Weights = "a.b")]
        [Dense(3)]
        partial class Amp;
        """;

    private const string List = """
        using Lstm;
        [Dense(8)] [Lstm(3, hidden: 4, Layers = 2, Trace = true)]
        [Dense(2, Activation.Relu), Gru(5, Clip = 3)] [Lstm(hidden: 4, Output = 2)]
        partial class Amp;
        """;

    [Theory]
    [InlineData(Everything)]
    [InlineData(Chain)]
    [InlineData(List)]
    public async Task Typed_character_by_character(string source)
    {
        Func<int, string> cut = length => source[..length];
        await AssertCalmAsync(source.Length + 1, cut);
    }

    [Theory]
    [InlineData(Everything)]
    [InlineData(Chain)]
    [InlineData(List)]
    public async Task Deleted_from_the_front(string source)
    {
        Func<int, string> cut = start => source[start..];
        await AssertCalmAsync(source.Length + 1, cut);
    }

    [Theory]
    [InlineData(Everything)]
    [InlineData(Chain)]
    [InlineData(List)]
    public async Task With_any_one_character_missing(string source)
    {
        Func<int, string> cut = at => source.Remove(at, 1);
        await AssertCalmAsync(source.Length, cut);
    }

    [Theory]
    [InlineData("[{|CS1729:Lstm|}]")]
    [InlineData("[{|CS1729:Lstm()|}]")]
    [InlineData("[{|CS7036:Lstm(input: 3)|}]")]
    [InlineData("[Lstm({|CS1503:\"3\"|})]")]
    [InlineData("[Lstm({|CS1503:null|})]")]
    [InlineData("[Lstm({|CS0182:System.Environment.ProcessorCount|})]")]
    [InlineData("[Lstm(3, 3)] [{|CS1729:Gru|}]")]
    [InlineData("[Lstm(3, 3)] [{|CS1729:Gru(3, 3, 3)|}]")]
    [InlineData("[Lstm(3, 3)] [Gru({|CS0103:Missing|})]")]
    [InlineData("[Lstm(3, 3)] [Gru({|CS1503:3.0|}, 3)]")]
    [InlineData("[Lstm({|CS1503:\"3\"|}, 3)] [Gru(3)] [Lstm({|CS1503:3.0|})]")]
    [InlineData("[{|CS1729:Lstm(3, 3, 3)|}]")]
    [InlineData("[Lstm({|CS1503:\"3\"|}, 3)]")]
    [InlineData("[Lstm({|CS1503:3L|}, 3)]")]
    [InlineData("[Lstm({|CS1503:3.0|}, 3)]")]
    [InlineData("[Lstm(3, {|CS1503:null|})]")]
    [InlineData("[Lstm(3, {|CS1503:typeof(int)|})]")]
    [InlineData("[Lstm(3, {|CS1503:new int[0]|})]")]
    [InlineData("[Lstm({|CS0220:int.MaxValue + 1|}, 3)]")]
    [InlineData("[Lstm({|CS0020:1 / 0|}, 3)]")]
    [InlineData("[Lstm({|CS1503:99999999999|}, 3)]")]
    [InlineData("[Lstm(3, {|CS0103:Missing|})]")]
    [InlineData("[Lstm(3, {|CS0182:System.Environment.ProcessorCount|})]")]
    [InlineData("[Lstm(3, {|CS1739:width|}: 3)]")]
    [InlineData("[{|CS7036:Gru(input: 3)|}]")]
    [InlineData("[Gru(3, {|CS1503:3.0|})]")]
    [InlineData("[{|CS7036:Dense|}] [Lstm(3, 3)]")]
    [InlineData("[Lstm(3, 3)] [{|CS7036:Dense()|}]")]
    [InlineData("[Lstm(3, 3)] [Dense({|CS1503:\"3\"|})]")]
    [InlineData("[Lstm(3, 3)] [Dense(3, {|CS1503:2|})]")]
    [InlineData("[Lstm(3, 3)] [Dense(3, Activation.{|CS0117:Swish|})]")]
    [InlineData("[Lstm(3, 3)] [Dense(3, Alpha = {|CS0029:\"1\"|})]")]
    [InlineData("[Lstm(3, 3)] [Dense(3, {|CS0103:Missing|})]")]
    [InlineData("[Lstm(3, 3)] [{|CS1729:Dense(3, Activation.Tanh, 1)|}]")]
    public async Task With_arguments_the_compiler_refuses_it_is_left_to_the_compiler(string attribute)
    {
        GeneratorRun run = await GeneratorHarness.RunAsync(
            $"using Lstm; {attribute} partial class Amp;",
            "[Lstm.Lstm(2, 2)] partial class Bystander;");
        Assert.Empty(run.Messages);
        Assert.Equal(["Bystander.g.cs"], run.HintNames);
    }

    /// <summary>The sizes that decide about code are sound, so it may be there or not; nothing but the compiler speaks.</summary>
    [Theory]
    [InlineData("Layers = {|CS0029:\"2\"|}")]
    [InlineData("Layers = {|CS0266:2L|}")]
    [InlineData("Layers = {|CS0037:null|}")]
    [InlineData("Output = {|CS0029:true|}")]
    [InlineData("OutputActivation = {|CS0266:2|}, Output = 1")]
    [InlineData("OutputActivation = Activation.{|CS0117:Swish|}, Output = 1")]
    [InlineData("Layers = 2, {|CS0643:Layers = 3|}")]
    [InlineData("{|CS0246:Depth|} = 3")]
    [InlineData("{|CS0617:Input|} = 3")]
    [InlineData("Layers = {|CS0220:int.MinValue - 1|}")]
    [InlineData("Clip = {|CS0664:0.0|}")]
    [InlineData("Clip = {|CS0266:0m|}")]
    [InlineData("GateAlpha = {|CS0037:null|}")]
    [InlineData("Peephole = {|CS0029:1|}")]
    [InlineData("Direction = {|CS0266:1|}")]
    [InlineData("Direction = Direction.{|CS0117:Both|}")]
    [InlineData("{|CS0246:ResetAfter|} = true")]
    [InlineData("Weights = {|CS0029:3|}")]
    [InlineData("Weights = {|CS0029:'a'|}")]
    [InlineData("Weights = {|CS0029:new[] { \"a\" }|}")]
    [InlineData("Weights = {|CS0182:string.Concat(\"a\")|}")]
    [InlineData("Weights = {|CS0182:$\"{1}\"|}")]
    [InlineData("Weights = {|CS0103:Missing|}")]
    [InlineData("Weights = \"a\", {|CS0643:Weights = \"b\"|}")]
    public async Task With_named_arguments_the_compiler_refuses(string argument)
    {
        GeneratorRun run = await GeneratorHarness.RunAsync(
            $"using Lstm; [Lstm(3, 3, {argument})] partial class Amp;",
            "[Lstm.Lstm(2, 2)] partial class Bystander;");
        Assert.Empty(run.Messages);
        Assert.Contains("Bystander.g.cs", run.HintNames);
    }

    [Theory]
    [InlineData("[{|CS0592:Lstm|}(3, 3)] partial struct Amp;")]
    [InlineData("[{|CS0592:Lstm|}(3, 3)] partial record struct Amp;")]
    [InlineData("[{|CS0592:Lstm|}(3, 3)] ref partial struct Amp;")]
    [InlineData("[{|CS0592:Lstm|}(3, 3)] partial interface Amp;")]
    [InlineData("[{|CS0592:Lstm|}(3, 3)] enum Amp { }")]
    [InlineData("[{|CS0592:Lstm|}(3, 3)] delegate void Amp();")]
    [InlineData("[assembly: {|CS0592:Lstm|}(3, 3)]")]
    [InlineData("class Amp { [{|CS0592:Lstm|}(3, 3)] void M() { } }")]
    [InlineData("class Amp { [{|CS0592:Lstm|}(3, 3)] int P { get; } }")]
    [InlineData("class Amp<[{|CS0592:Lstm|}(3, 3)] T>;")]
    [InlineData("[{|CS0592:Gru|}(3, 3)] partial struct Amp;")]
    [InlineData("[{|CS0592:Dense|}(3)] partial struct Amp;")]
    [InlineData("[{|CS0592:Dense|}(3)] [{|CS0592:Gru|}(3, 3)] partial interface Amp;")]
    [InlineData("class Amp { [{|CS0592:Dense|}(3)] void M() { } }")]
    public async Task On_anything_but_a_class_the_compiler_alone_speaks(string declaration)
    {
        GeneratorRun run = await GeneratorHarness.RunAsync("using Lstm; " + declaration, "[Lstm.Lstm(2, 2)] partial class Bystander;");
        Assert.Empty(run.Messages);
        Assert.Equal(["Bystander.g.cs"], run.HintNames);
    }

    [Theory]
    // Duplicates, on one part, on two, and without partial.
    [InlineData("[Lstm(3, 3), Lstm(4, 4)] partial class Amp;")]
    [InlineData("[Lstm(3, 3)] partial class Amp; [Lstm(3, 3)] partial class Amp;")]
    [InlineData("[Lstm(3, 3)] class Amp; [Lstm(3, 3)] class Amp;")]
    [InlineData("[Lstm(3, 3)] partial class Amp; class Amp;")]
    [InlineData("[Lstm(3, 3)] partial class Amp; partial struct Amp;")]
    [InlineData("[Lstm(3, 3)] partial class Amp; [Lstm(3, 3)] partial class Amp<T>;")]
    [InlineData("[Gru(3, 3), Lstm(4, 4)] [Dense(1)] partial class Amp;")]
    [InlineData("[Gru(3, 3), Gru(4, 4)] [Dense(1), Dense(1)] partial class Amp;")]
    [InlineData("[Dense(1)] [Lstm(3, 3)] partial class Amp; [Lstm(3, 3)] [Dense(1)] partial class Amp;")]
    // Lists: in the wrong order, without inputs, with too many layers, on several parts, with the same attribute again and again.
    [InlineData("[Gru(3)] [Lstm(4, 4)] partial class Amp;")]
    [InlineData("[Gru(3)] [Dense(1)] [Lstm(4)] partial class Amp;")]
    [InlineData("[Gru(3, 3), Gru(3, 3), Gru(3, 3), Gru(3), Gru(3, 3), Gru(3), Gru(3, 3), Gru(3, 3), Gru(3)] partial class Amp;")]
    [InlineData("[Lstm(3, 3, Layers = 3)] [Lstm(3, Layers = 3)] [Gru(3, Layers = 3)] partial class Amp;")]
    [InlineData("[Lstm(3, 3, Layers = int.MaxValue)] [Gru(3, Layers = int.MaxValue)] [Gru(3, Layers = int.MinValue)] partial class Amp;")]
    [InlineData("[Lstm(3, 3)] partial class Amp; [Gru(3)] partial class Amp; [Gru(3, 3)] partial class Amp;")]
    [InlineData("[Gru(3)] partial class Amp; [Lstm(3, 3)] partial class Amp;")]
    [InlineData("[Lstm(3, 3)] [Gru(, Gru(3 [Gru()] partial class Amp;")]
    [InlineData("[Lstm(3, 3), Gru(3), Dense(0), Gru(Layers = 2), Lstm(3, Trace = true, Weights = null)] class Amp<T>;")]
    [InlineData("[Lstm(int.MaxValue, int.MaxValue, Residual = true, Bidirectional = true)] [Gru(int.MaxValue)] partial class Amp;")]
    [InlineData("[Dense(1)] class Amp; [Gru(3, 3)] class Amp;")]
    [InlineData("[Dense(1), Dense(, Dense(2] [Lstm(3, 3)] partial class Amp;")]
    [InlineData("[Dense(1) Lstm(3, 3) Dense(1)] partial class Amp;")]
    [InlineData("[Dense(1)] [Lstm(3, 3)] [Dense(1)]")]
    [InlineData("[Dense(1)] partial struct Amp; [Gru(3, 3)] partial class Amp;")]
    // One full name by two routes: a namespace and a type cannot share a name, but both are there while somebody types.
    [InlineData("namespace A { [Lstm(3, 3)] partial class B; } partial class A { [Lstm(3, 3)] partial class B; }")]
    [InlineData(
        "namespace A { [Lstm(3, 3)] partial class B; } partial class A { [Lstm(3, 3)] partial class B; [Lstm(3, 3)] partial class b; }")]
    [InlineData("partial class A { [Lstm(3, 3)] partial class B; } partial struct A { [Lstm(3, 3)] partial class B; }")]
    [InlineData("partial class A { [Lstm(3, 3)] partial class B; } partial class A<T> { [Lstm(3, 3)] partial class B; }")]
    // Bases that are missing, wrong, circular or not closed.
    [InlineData("[Lstm(3, 3)] partial class Amp : Missing, IMissing<int>;")]
    [InlineData("[Lstm(3, 3)] partial class Amp : Amp;")]
    [InlineData("[Lstm(3, 3)] partial class Amp : Pre; [Lstm(3, 3)] partial class Pre : Amp;")]
    [InlineData("[Lstm(3, 3)] partial class Amp : System.Collections.Generic.List<>;")]
    [InlineData("[Lstm(3, 3)] partial class Amp :")]
    [InlineData("[Lstm(3, 3)] class Amp : System.IDisposable")]
    [InlineData("[Lstm(3, 3)] partial class Amp : string;")]
    // Names that are missing or strange.
    [InlineData("[Lstm(3, 3)] partial class")]
    [InlineData("[Lstm(3, 3)] partial class { }")]
    [InlineData("[Lstm(3, 3)] partial class 3D;")]
    [InlineData("[Lstm(3, 3)] partial class int;")]
    [InlineData("[Lstm(3, 3)] partial class @;")]
    [InlineData("namespace ; [Lstm(3, 3)] partial class Amp;")]
    [InlineData("namespace A..B { [Lstm(3, 3)] partial class Amp; }")]
    [InlineData("partial class { [Lstm(3, 3)] partial class Amp; }")]
    [InlineData("partial { [Lstm(3, 3)] partial class Amp; }")]
    [InlineData("enum E { [Lstm(3, 3)] partial class Amp; }")]
    [InlineData("class C { void M() { [Lstm(3, 3)] partial class Amp; } }")]
    [InlineData("[Lstm(3, 3)] partial class Amp { [Lstm(3, 3)] partial class Amp; }")]
    [InlineData("[Lstm(3, 3)] partial class Amp { [Lstm(3, 3)] partial class Pre; }")]
    [InlineData("extension(int x) { [Lstm(3, 3)] partial class Amp; }")]
    // Members that cannot be.
    [InlineData("[Lstm(3, 3)] partial class Amp { void Step( }")]
    [InlineData("[Lstm(3, 3)] partial class Amp { Load(string s); Missing Step(Missing m); int State, Run }")]
    [InlineData(
        "[Lstm(3, 3)] partial class Amp { ~Amp() { } static Amp() { } int this[int i] => i; "
            + "public static Amp operator +(Amp a, Amp b) => a; }")]
    public async Task Broken_declarations(string source)
    {
        await AssertCalmAsync(1, _ => "using Lstm; " + source);
    }

    [Fact]
    public async Task Without_the_runtime_there_is_nothing_to_do()
    {
        CSharpCompilation compilation = TestCompilation.Default.Create("using Lstm; [Lstm(3, 3)] partial class Amp;");
        compilation = compilation.RemoveReferences(
            compilation.References.Where(static reference => reference.Display!.Contains("Lstm.Runtime", StringComparison.Ordinal)));
        GeneratorDriver driver = Pipeline.Start(TestCompilation.Default.ParseOptions).RunGenerators(compilation);
        Pipeline.AssertSilent(driver);
        Assert.Empty(Pipeline.Sources(driver));
        Assert.Empty(await GeneratorHarness.AnalyzeAsync(compilation));
    }

    [Fact]
    public async Task An_attribute_class_of_the_same_full_name_with_other_parameters()
    {
        CSharpCompilation compilation = TestCompilation.Default.Create("""
            namespace Lstm { class LstmAttribute(string s = "", params int[] sizes) : System.Attribute; }
            [Lstm.Lstm] partial class One;
            [Lstm.Lstm(null!, 1, 2)] partial class Two;
            [Lstm.Lstm("3", null!)] partial class Three;
            namespace Lstm
            {
                class DenseAttribute(params object[] units) : System.Attribute;
                class GruAttribute : System.Attribute { public object? Layers; }
            }
            [Lstm.Dense(3, null!)] [Lstm.Gru(Layers = new int[] { 1 })] partial class Four;
            namespace Lstm
            {
                class Outer { public class LstmAttribute(int input, int hidden) : System.Attribute { public int Sum => input + hidden; } }
            }
            [Lstm.Outer.Lstm(3, 3)] class Five;
            """);
        GeneratorDriver driver = Pipeline.Start(TestCompilation.Default.ParseOptions).RunGenerators(compilation);
        Pipeline.AssertSilent(driver);
        Assert.Empty(Pipeline.Sources(driver));
        Assert.Empty(await GeneratorHarness.AnalyzeAsync(compilation));
    }

    /// <summary>
    /// Runs an editor's session over many sources: the driver goes on from one to the next, and must always give what a fresh one gives.
    /// </summary>
    private static async Task AssertCalmAsync(int count, Func<int, string> source)
    {
        TestCompilation project = TestCompilation.Default;
        GeneratorDriver driver = Pipeline.Start(project.ParseOptions);
        int generated = 0;
        for (int i = 0; i < count; i++)
        {
            string text = source(i);
            CSharpCompilation compilation = project.Create(text);
            driver = driver.RunGenerators(compilation);
            GeneratorDriver fresh = Pipeline.Start(project.ParseOptions).RunGenerators(compilation);
            try
            {
                Pipeline.AssertWhole(driver);
                Pipeline.AssertWhole(fresh);
                Pipeline.AssertPlainValues(fresh);
                Pipeline.AssertCached(fresh, compilation);
                Assert.Equal(
                    Pipeline.Sources(fresh).Select(static item => (item.HintName, item.SourceText.ToString())),
                    Pipeline.Sources(driver).Select(static item => (item.HintName, item.SourceText.ToString())));
                ImmutableArray<Diagnostic> found = await GeneratorHarness.AnalyzeAsync(compilation);
                Assert.All(found, static diagnostic => Assert.Matches("^LSTM0(0[1-9]|1[0-9]|2[45])$", diagnostic.Id));
                Assert.All(found, static diagnostic => Assert.True(diagnostic.Location.IsInSource));
            }
            catch (Exception failure)
            {
                throw new Xunit.Sdk.XunitException($"{failure.Message}\n\n{NumberedSource.Of(text)}", failure);
            }

            generated += Pipeline.Sources(driver).Length;
        }

        // A session over the whole source that never generates anything has tried nothing.
        Assert.True(count == 1 || generated > 0);
    }
}
