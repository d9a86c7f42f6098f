using System;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Lstm.Generator.Tests.Harness;
using Xunit;
using static Lstm.Generator.Tests.Harness.GeneratorHarness;

namespace Lstm.Generator.Tests;

/// <summary>
/// Members that no network needs give way to those that a class has already: a class that compiled before LstmGen generated them still
/// compiles, with its own members.
/// </summary>
public sealed partial class OptionalMemberTests
{
    private const string Usings = "using System; using System.Threading; using System.Threading.Tasks; using Lstm; ";

    [Theory]
    [InlineData("public int Declaration;", "public static string Declaration")]
    [InlineData("public string Declaration() => \"\";", "public static string Declaration")]
    [InlineData("public class Declaration;", "public static string Declaration")]
    [InlineData("public const long ParameterCount = 3;", "public static int ParameterCount")]
    [InlineData("public float[] Weights => [];", "public global::Lstm.LstmWeights Weights")]
    [InlineData("public static Amp Load(ReadOnlyMemory<byte> data) => null!;", "ReadOnlyMemory")]
    [InlineData("public static Task<Amp> LoadAsync(string path, CancellationToken token) => null!;", "LoadAsync")]
    [InlineData("public enum LoadAsync { }", "LoadAsync")]
    [InlineData(
        "public static bool TryLoad(string path, out Amp? amp, out string why) { amp = null; why = \"\"; return false; }", "TryLoad")]
    [InlineData("public static Amp Random(int seed) => null!;", "Amp Random(")]
    [InlineData("public int Random { get; }", "Amp Random(")]
    [InlineData("public float Noise() => Random.Shared.NextSingle();", "Amp Random(")]
    [InlineData("public class Inner { public int Next => Random.Shared.Next(); }", "Amp Random(")]
    [InlineData("public float Step(ref State state, float x) => x;", "float Step(ref State state, float input)")]
    [InlineData("public override string ToString() => \"mine\";", "override string ToString")]
    public async Task An_own_member_wins(string member, string generated)
    {
        const string Class = "[Lstm(1, 3, Output = 1)] public partial class Amp";
        GeneratorRun plain = await RunAsync($"{Usings}{Class};");
        string withoutState = plain.Text.Replace("public override readonly string ToString", "", StringComparison.Ordinal);
        Assert.Contains(generated, withoutState, StringComparison.Ordinal);

        GeneratorRun own = await RunAsync($"{Usings}{Class} {{ {member} }}");
        string text = own.Text.Replace("public override readonly string ToString", "", StringComparison.Ordinal);
        Assert.DoesNotContain(generated, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("protected static string Declaration => \"\";")]
    [InlineData("public int Weights { get; set; }")]
    [InlineData("internal static Task<Amp> LoadAsync(string path, CancellationToken token) => null!;")]
    [InlineData("public override string ToString() => \"base\";")]
    [InlineData("public sealed override string ToString() => \"base\";")]
    [InlineData("private int Weights { get; set; }")]
    public async Task So_does_an_inherited_one(string member)
    {
        GeneratorRun run = await RunAsync($"{Usings}public class Base {{ {member} }} [Gru(2, 3)] public partial class Amp : Base;");
        Assert.Equal(["Amp.g.cs"], run.HintNames);
    }

    [Theory]
    [InlineData("public static Amp Load(ReadOnlyMemory<char> text) => null!;", "Load(global::System.ReadOnlyMemory<byte> bytes)")]
    [InlineData("public static Amp LoadAsync(string path) => null!;", "LoadAsync(")]
    [InlineData("public static Amp Random() => null!;", "Amp Random(int seed)")]
    [InlineData("public static Random Random(string seed) => new Random(seed.Length);", "Amp Random(int seed)")]
    [InlineData("public static Random Source => new Random(3);", "Amp Random(int seed)")]
    [InlineData("public string ToString(string format) => format;", "override string ToString()")]
    [InlineData("public double Step(ref State state, double x) => x;", "float Step(ref State state, float input)")]
    [InlineData("public uint Sum => Weights.Checksum;", "public global::Lstm.LstmWeights Weights")]
    [InlineData("public static int Length => Declaration.Length;", "public static string Declaration")]
    public async Task An_overload_and_a_mere_name_leave_everything_as_it_is(string member, string generated)
    {
        GeneratorRun run = await RunAsync($"{Usings}[Lstm(1, 3, Output = 1)] public partial class Amp {{ {member} }}");
        Assert.Contains(generated, run.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Declaration")]
    [InlineData("ParameterCount")]
    [InlineData("Weights")]
    [InlineData("LoadAsync")]
    [InlineData("TryLoad")]
    [InlineData("Random")]
    public async Task A_class_may_have_the_name_of_an_optional_member(string name)
    {
        GeneratorRun run = await RunAsync($"{Usings}[Lstm(1, 3)] public partial class {name};");
        Assert.Equal([name + ".g.cs"], run.HintNames);
    }

    /// <summary>What is left out of the class is still there for its interfaces.</summary>
    [Fact]
    public async Task Generic_code_has_the_members_of_the_interface_in_any_case() => Assert.NotEmpty((await RunAsync($$"""
        {{Usings}}
        [Lstm(1, 3)] public partial class Amp { public int Weights; public int Declaration; public int ParameterCount; }
        public static class Use
        {
            public static string Of<TModel>(TModel model) where TModel : class, ILstmModel<TModel> =>
                TModel.Declaration + TModel.ParameterCount + TModel.Create(model.Weights);
            public static string OfAmp(Amp amp) => Of(amp);
        }
        """)).HintNames);

    [Theory]
    [InlineData("Lstm(1, 3, Output = 1)", "public float Step(ref State state, float input)")]
    [InlineData("Lstm(2, 3, Output = 1)", "public float Step(ref State state, global::System.ReadOnlySpan<float> input)")]
    [InlineData("Lstm(1, 3)", "public void Step(ref State state, float input, global::System.Span<float> output)")]
    [InlineData("Gru(1, 1)", "public float Step(ref State state, float input)")]
    [InlineData("Lstm(2, 3)", null)]
    [InlineData("Lstm(1, 3, Output = 1, Bidirectional = true)", null)]
    public async Task Step_takes_and_returns_single_numbers_where_there_is_one(string attribute, string? signature)
    {
        GeneratorRun run = await RunAsync($"{Usings}[{attribute}] public partial class Amp;");
        string text = Space().Replace(run.Text, " ").Replace("( ", "(", StringComparison.Ordinal);
        int scalar = text.Split("Step(ref State state, float input").Length - 1;
        int single = text.Split("float Step(ref State state, global::System.ReadOnlySpan<float> input)").Length - 1;
        Assert.Equal(signature is null ? 0 : 1, scalar + single);
        Assert.Contains(signature ?? "", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("[System.Diagnostics.DebuggerDisplay(\"mine\")]", false)]
    public async Task The_debugger_shows_a_line_about_the_model_unless_the_class_has_its_own(string attribute, bool generated)
    {
        GeneratorRun run = await RunAsync($"{Usings}{attribute} [Lstm(1, 3)] public partial class Amp;");
        Assert.Equal(generated ? 3 : 2, run.Text.Split("DebuggerDisplay(\"{ToString(),nq}\")").Length);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
