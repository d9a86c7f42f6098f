using System.Linq;
using System.Threading.Tasks;
using Lstm.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;
using static Lstm.Generator.Tests.Harness.GeneratorHarness;

namespace Lstm.Generator.Tests;

/// <summary>What the analyzer says and underlines, and that a class it says anything about gets no code, while others do.</summary>
public sealed class DiagnosticTests
{
    [Fact]
    public Task A_class_must_be_partial() => AssertRefusedAsync(
        "using Lstm; [Lstm(3, 3)] public sealed class {|LSTM001:Amp|};",
        "'Amp' must be declared partial");

    [Fact]
    public Task Every_type_around_it_must_be_partial() => AssertRefusedAsync(
        "using Lstm; public class {|LSTM002:Outer|} { public partial struct Middle { public class {|LSTM002:Inner|} { [Lstm(3, 3)] "
            + "public partial class Amp; } } }",
        "'Outer', which contains the [Lstm] class 'Amp', must be declared partial",
        "'Inner', which contains the [Lstm] class 'Amp', must be declared partial");

    [Fact]
    public Task A_class_and_its_container_that_are_not_partial_give_two_diagnostics() => AssertRefusedAsync(
        "using Lstm; public class {|LSTM002:Outer|} { [Lstm(3, 3)] public class {|LSTM001:Amp|}; }",
        "'Outer'", "'Amp' must be declared partial");

    [Fact]
    public Task Messages_name_the_attribute_that_is_there() => AssertRefusedAsync(
        "using Lstm; public class {|LSTM002:Outer|} { [Gru(3, 3)] public partial class Amp { void {|LSTM007:State|}() { } } }",
        "'Outer', which contains the [Gru] class 'Amp', must be declared partial", "'State', which [Gru] generates");

    [Fact]
    public Task Messages_name_the_first_of_several_attributes() => AssertRefusedAsync(
        "using Lstm; public class {|LSTM002:Outer|} { [Dense(1)] [Gru(3, 3)] [Lstm(3, StochasticForget = true)] public partial class Amp "
            + "{ void {|LSTM007:State|}() { } int {|LSTM007:Seed|} => 1; } }",
        "'Outer', which contains the [Gru] class 'Amp', must be declared partial", "'Seed', which [Gru] generates");

    [Theory]
    [InlineData("static")]
    [InlineData("abstract")]
    public Task A_class_must_not_be_abstract_or_static(string modifier) => AssertRefusedAsync(
        $"using Lstm; [Lstm(3, 3)] public {modifier} partial class {{|LSTM003:Amp|}};",
        $"'Amp' is {modifier}");

    [Theory]
    [InlineData("record")]
    [InlineData("record class")]
    public Task A_record_is_refused(string keyword) => AssertRefusedAsync(
        $"using Lstm; [Lstm(3, 3)] public partial {keyword} {{|LSTM004:Amp|}};",
        "'Amp' is a record", "equality");

    [Fact]
    public Task A_positional_record_is_refused_as_a_record() => AssertRefusedAsync(
        "using Lstm; [Lstm(3, 3)] public partial record {|LSTM004:Amp|}(int Rate);",
        "'Amp' is a record");

    [Fact]
    public Task A_generic_class_is_refused() => AssertRefusedAsync(
        "using Lstm; [Lstm(3, 3)] public partial class {|LSTM005:Amp|}<T>;",
        "'Amp' is generic", "may have type parameters");

    [Fact]
    public Task A_class_in_a_generic_one_is_refused_with_the_name_of_the_container() => AssertRefusedAsync(
        "using Lstm; public partial class Outer<T> { public partial class Middle { [Lstm(3, 3)] public partial class {|LSTM005:Amp|}; } }",
        "'Outer' is generic. The code of 'Amp'");

    [Theory]
    [InlineData("public int {|LSTM007:InputSize|} => 3;", "InputSize")]
    [InlineData("public const int {|LSTM007:HiddenSize|} = 3;", "HiddenSize")]
    [InlineData("public void {|LSTM007:OutputSize|}() { }", "OutputSize")]
    [InlineData("public event System.Action? {|LSTM007:LayerCount|} { add { } remove { } }", "LayerCount")]
    [InlineData("public struct {|LSTM007:State|};", "State")]
    [InlineData("public enum {|LSTM007:State|} { On, Off }", "State")]
    [InlineData("public float[]? {|LSTM007:_weights|};", "_weights")]
    [InlineData("public static void {|LSTM007:Load|}(string path) { }", "Load")]
    [InlineData("public static void {|LSTM007:Load|}(string? path) { }", "Load")]
    [InlineData("public static void {|LSTM007:Load|}(System.IO.Stream stream) { }", "Load")]
    [InlineData("public int {|LSTM007:Load|};", "Load")]
    [InlineData("public int {|LSTM007:Step|};", "Step")]
    [InlineData("public delegate void {|LSTM007:Run|}();", "Run")]
    [InlineData("public class {|LSTM007:StepMany|};", "StepMany")]
    [InlineData("public {|LSTM007:Amp|}(LstmWeights weights) { }", "Amp(LstmWeights)")]
    public Task A_member_must_not_have_the_name_of_a_generated_one(string member, string name) => AssertRefusedAsync(
        $"using Lstm; [Lstm(3, 3)] public partial class Amp {{ {member} }}",
        $"'Amp' already has a member '{name}'");

    [Theory]
    [InlineData("Step", "ref State state, ReadOnlySpan<float> input, Span<float> output")]
    [InlineData("Run", "ref State state, ReadOnlySpan<float> inputs, Span<float> outputs")]
    [InlineData("StepMany", "Span<State> states, ReadOnlySpan<float> inputs, Span<float> outputs")]
    [InlineData("StepMany", "StateBlock<State> states, ReadOnlySpan<float> inputs, Span<float> outputs")]
    [InlineData("StepMany", "StateBlock<State> states, int first, int count, ReadOnlySpan<float> inputs, Span<float> outputs")]
    public Task A_verb_must_not_be_there_already(string name, string parameters) => AssertRefusedAsync(
        $"using System; using Lstm; [Lstm(3, 3)] public partial class Amp {{ public void {{|LSTM007:{name}|}}("
            + parameters
            + ") { } }",
        $"'Amp' already has a member '{name}'");

    [Theory]
    [InlineData("public int InputSize;", "InputSize")]
    [InlineData("protected internal static int HiddenSize => 3;", "HiddenSize")]
    [InlineData("public static object Load(string path) => path;", "Load")]
    [InlineData("public virtual void Run() { } public class State;", "State")]
    public Task A_member_of_a_base_class_must_not_either(string member, string name) => AssertRefusedAsync(
        $"using Lstm; public class Root {{ {member.Replace(name, $"{{|LSTM007:{name}|}}")} }} public class Middle : Root; [Lstm(3, 3)] "
            + $"public partial class Amp : Middle;",
        $"'Amp' already has a member '{name}'");

    [Fact]
    public Task A_clash_with_a_base_class_without_source_is_reported_at_the_class() => AssertRefusedAsync(
        "using Lstm; [Lstm(3, 3)] public partial class {|LSTM007:Amp|} : System.Threading.Tasks.TaskScheduler2; "
            + "namespace System.Threading.Tasks { public class TaskScheduler2 : BaseWithLoad; "
            + "public class BaseWithLoad : System.Xml.XmlDocument; }",
        "'Amp' already has a member 'Load'");

    [Theory]
    [InlineData("Step")]
    [InlineData("State")]
    [InlineData("LayerCount")]
    public Task A_class_must_not_have_the_name_of_one_of_its_members(string name) => AssertRefusedAsync(
        $"using Lstm; [Lstm(3, 3)] public partial class {{|LSTM007:{name}|}};",
        $"'{name}' already has a member '{name}'");

    [Fact]
    public Task A_file_local_class_is_refused() => AssertRefusedAsync(
        "using Lstm; [Lstm(3, 3)] file partial class {|LSTM010:Amp|};",
        "'Amp' is local to its file", "internal or private");

    [Fact]
    public Task A_class_in_a_file_local_one_is_refused_with_the_name_of_the_container() => AssertRefusedAsync(
        "using Lstm; file partial class {|LSTM010:Outer|} { [Lstm(3, 3)] public partial class Amp; }",
        "'Outer' is local to its file");

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3, "7.3")]
    [InlineData(LanguageVersion.CSharp11, "11.0")]
    [InlineData(LanguageVersion.CSharp12, "12.0")]
    public async Task An_old_language_is_refused(LanguageVersion version, string name)
    {
        TestCompilation project = new(version, NullableContextOptions.Disable);
        GeneratorRun run = await GeneratorHarness.RunAsync(project, "using Lstm; [Lstm(3, 3)] public partial class {|LSTM011:Amp|} { }");
        Assert.Equal($"The code generated for 'Amp' needs C# 13.0 or later, but this project uses C# {name}", Assert.Single(run.Messages));
        Assert.Empty(run.HintNames);
    }

    [Theory]
    [InlineData("using Lstm; [Lstm(3, 3)] partial class Amp; namespace Lstm.Generated { class {|LSTM023:Vector256|}; }")]
    [InlineData("namespace Lstm.Generated; [Lstm(3, 3)] partial class {|LSTM023:Amp|};")]
    [InlineData("using Lstm; [Lstm(3, 3)] partial class Amp; namespace Lstm.Generated.{|LSTM023:Scratch|} { class Any; }")]
    public async Task The_namespace_of_the_kernels_is_reserved(string source)
    {
        GeneratorRun run = await GeneratorHarness.RunAsync(source);
        Assert.Empty(run.HintNames);
        Assert.Contains("is in the namespace 'Lstm.Generated'", Assert.Single(run.Messages), System.StringComparison.Ordinal);
    }

    [Fact]
    public async Task Types_that_are_local_to_a_file_may_be_in_the_namespace_of_the_kernels()
    {
        GeneratorRun run = await GeneratorHarness.RunAsync(
            "using Lstm; [Lstm(3, 3)] partial class Amp; namespace Lstm.Generated { file class Vector256; file class AmpKernel; }");
        Assert.Equal(["Amp.g.cs"], run.HintNames);
    }

    [Fact]
    public Task A_primary_constructor_is_refused() => AssertRefusedAsync(
        "using Lstm; [Lstm(3, 3)] public partial class {|LSTM012:Amp|}(int rate) { public int Rate => rate; }",
        "'Amp' has a primary constructor", "this(weights)");

    [Fact]
    public Task An_empty_primary_constructor_is_refused() => AssertRefusedAsync(
        "using Lstm; [Lstm(3, 3)] public partial class {|LSTM012:Amp|}();",
        "'Amp' has a primary constructor");

    [Fact]
    public Task All_faults_are_reported_at_once() => AssertRefusedAsync(
        "using Lstm; [Lstm({|LSTM006:0|}, 3, OutputActivation = {|LSTM009:Activation.Relu|})] "
            + "public abstract class {|LSTM001:{|LSTM003:{|LSTM005:{|LSTM012:Amp|}|}|}|}<T>() { void {|LSTM007:State|}() { } }",
        "partial", "abstract", "generic", "input", "'State'", "OutputActivation", "primary constructor");

    /// <summary>A class whose members only throw must not be built.</summary>
    [Fact]
    public Task A_pragma_does_not_silence_an_error() => AssertRefusedAsync(
        """
        #pragma warning disable LSTM006
        [Lstm.Lstm({|LSTM006:0|}, 3)] public partial class Amp;
        """);

    /// <summary>
    /// The generated constructor calls the base's without arguments, and Load calls the generated one without an initializer.
    /// </summary>
    [Theory]
    [InlineData("[Lstm.Lstm(2, 2)] partial class Bystander; [Lstm.Lstm(3, 3)] partial class Amp : Bystander;")]
    [InlineData("[Lstm.Gru(2, 2)] partial class Bystander; [Lstm.Lstm(3, 3)] partial class Amp : Bystander;")]
    [InlineData("[Lstm.Gru(2, 2)] partial class Bystander; class Middle : Bystander { public Middle() : base(null!) { } } "
        + "[Lstm.Gru(3, 3)] partial class Amp : Middle;")]
    [InlineData(
        "[Lstm.Lstm(2, 2)] partial class Bystander; class Root { protected Root(int rate) { } } [Lstm.Lstm(3, 3)] "
            + "partial class Amp : Root;")]
    [InlineData(
        "[Lstm.Lstm(2, 2)] partial class Bystander; class Root { public required int Rate { get; set; } } [Lstm.Lstm(3, 3)] "
            + "partial class Amp : Root;")]
    [InlineData(
        "[Lstm.Lstm(2, 2)] partial class Bystander; [Lstm.Lstm(3, 3)] partial class Amp { public required int Rate { get; set; } }")]
    public async Task A_class_that_generated_code_cannot_construct_is_refused(string source)
    {
        CSharpCompilation compilation = TestCompilation.Default.Create(source);
        GeneratorDriver driver = Pipeline.Start(TestCompilation.Default.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        // The compiler may have something to say about the user's text as well; in generated text there is nothing wrong.
        Assert.Empty(output.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning
                && diagnostic.Location.SourceTree is { } tree
                && !compilation.SyntaxTrees.Contains(tree))
            .Select(static diagnostic => diagnostic.ToString()));
        Assert.Equal(["Bystander.g.cs"], Pipeline.Networks(driver).Select(static generated => generated.HintName));
        Assert.Equal(["LSTM013"], (await GeneratorHarness.AnalyzeAsync(compilation)).Select(static diagnostic => diagnostic.Id));
    }
}
