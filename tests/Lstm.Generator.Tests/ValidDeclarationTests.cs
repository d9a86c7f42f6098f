using System.Linq;
using System.Threading.Tasks;
using Lstm.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Lstm.Generator.Tests;

/// <summary>Declarations that C# allows, however odd, get code that compiles without a warning.</summary>
public sealed class ValidDeclarationTests
{
    [Theory]
    [InlineData("public class Plain { } [Lstm.Lstm(3, 3)] partial class Amp;", "Amp.g.cs")]
    [InlineData("using Lstm; namespace Demo; [Lstm(3, 3)] public sealed partial class Amp;", "Demo.Amp.g.cs")]
    [InlineData("using Lstm; namespace Demo.Audio { [Lstm(3, 3)] public partial class Amp { } }", "Demo.Audio.Amp.g.cs")]
    [InlineData("namespace Demo { namespace Audio { using Lstm; [Lstm(3, 3)] partial class Amp; } }", "Demo.Audio.Amp.g.cs")]
    public Task In_any_namespace(string source, string hint) => AssertGenerated(source, hint);

    [Theory]
    [InlineData("public partial class")]
    [InlineData("public static partial class")]
    [InlineData("public abstract partial class")]
    [InlineData("internal sealed partial class")]
    [InlineData("public partial struct")]
    [InlineData("public readonly partial struct")]
    [InlineData("public ref partial struct")]
    [InlineData("public readonly ref partial struct")]
    [InlineData("public partial record")]
    [InlineData("public sealed partial record class")]
    [InlineData("public partial record struct")]
    [InlineData("public readonly partial record struct")]
    [InlineData("public partial interface")]
    public Task Nested_in_any_kind_of_type(string declaration) =>
        AssertGenerated($"using Lstm; {declaration} Outer {{ [Lstm(3, 3)] public sealed partial class Amp; }}", "Outer.Amp.g.cs");

    [Theory]
    [InlineData("partial class Outer(int rate) { public int Rate => rate;")]
    [InlineData("partial record Outer(int Rate) {")]
    [InlineData("readonly partial record struct Outer(int Rate) {")]
    public Task Nested_in_a_type_with_a_primary_constructor(string outer) =>
        AssertGenerated($"using Lstm; {outer} [Lstm(3, 3)] public partial class Amp; }}", "Outer.Amp.g.cs");

    [Fact]
    public Task Nested_deeply_and_privately() => AssertGenerated(
        """
        using Lstm;
        namespace Demo;
        public partial class A { protected partial struct B { public partial interface C {
        public static partial class D { private partial record E {
            [Lstm(2, 9, Layers = 3, Output = 5, OutputActivation = Activation.Relu)] private sealed partial class Amp { }
        } } } } }
        """,
        "Demo.A.B.C.D.E.Amp.g.cs");

    [Theory]
    [InlineData("private")]
    [InlineData("protected")]
    [InlineData("private protected")]
    [InlineData("protected internal")]
    [InlineData("internal")]
    [InlineData("public")]
    [InlineData("")]
    public Task Any_accessibility(string accessibility) =>
        AssertGenerated(
            $"using Lstm; public partial class Outer {{ [Lstm(3, 3)] {accessibility} sealed partial class Amp; }}",
            "Outer.Amp.g.cs");

    [Theory]
    [InlineData("@class", "class")]
    [InlineData("@record", "record")]
    [InlineData("@required", "required")]
    [InlineData("@field", "field")]
    [InlineData("@partial", "partial")]
    [InlineData("@file", "file")]
    [InlineData("@scoped", "scoped")]
    [InlineData("@var", "var")]
    [InlineData("@global", "global")]
    [InlineData("@dynamic", "dynamic")]
    [InlineData("@value", "value")]
    [InlineData("@amp", "amp")]
    [InlineData("@await", "await")]
    [InlineData("@extension", "extension")]
    [InlineData("@allows", "allows")]
    [InlineData("@_", "_")]
    [InlineData("@Amp", "Amp")]
    [InlineData("cl\\u0061ss", "class")]
    [InlineData("Verstärker", "Verstärker")]
    [InlineData("扩音器", "扩音器")]
    [InlineData("Ampère", "Ampère")]
    [InlineData("ı", "ı")]
    public Task Any_name(string identifier, string name) => AssertGenerated(
        $"using Lstm; [Lstm(3, 3)] public partial class {identifier} {{ public {identifier}(int rate, LstmWeights weights) "
            + $": this(weights) => Rate = rate; public int Rate {{ get; }} }}",
        name + ".g.cs");

    [Theory]
    [InlineData("@namespace.@event", "namespace.event")]
    [InlineData("@class.record.@file", "class.record.file")]
    [InlineData("@await.@var.@partial", "await.var.partial")]
    [InlineData("Größe.音", "Größe.音")]
    public Task In_a_namespace_of_any_name(string identifier, string name) =>
        AssertGenerated(
            $"using Lstm; namespace {identifier}; partial class @struct {{ [Lstm(3, 3)] partial class @class; }}",
            name + ".struct.class.g.cs");

    [Fact]
    public Task With_bases_interfaces_attributes_and_documentation() => AssertGenerated(
        """
        using System;
        using System.ComponentModel;
        using Lstm;

        namespace Demo;

        /// <summary>A base.</summary>
        public abstract class Model<T> : IComparable<Model<T>>
            where T : class
        {
            /// <summary>A name.</summary>
            public T? Name { get; set; }

            /// <inheritdoc/>
            public int CompareTo(Model<T>? other) => 0;
        }

        /// <summary>An <see cref="Amp"/>.</summary>
        /// <remarks>
        /// Loaded by <see cref="Load(string)"/>, stepped by <see cref="Step(ref State, float)"/>, of state <see cref="State"/>.
        /// </remarks>
        [Serializable]
        [Description("An amplifier")]
        [Lstm(input: 1, hidden: 16, Output = 1)]
        [Obsolete("Sounds thin.")]
        public sealed partial class Amp : Model<string>, IDisposable
        {
            /// <inheritdoc/>
            public void Dispose() { }
        }
        """,
        "Demo.Amp.g.cs");

    [Fact]
    public Task Overloads_in_the_class() => AssertGenerated(
        """
        using System;
        using System.IO;
        using Lstm;

        namespace Demo
        {
            public sealed class LstmWeights;
            public sealed class Stream;

            [Lstm(input: 1, hidden: 16, Output = 1)]
            public sealed partial class Amp
            {
                public Amp(global::Lstm.LstmWeights weights, float gain) : this(weights) => Gain = gain;
                public Amp(LstmWeights weights) : this((global::Lstm.LstmWeights)(object)weights) { }
                public Amp(byte[] file) : this(global::Lstm.LstmWeights.Load(new MemoryStream(file))) { }

                public float Gain { get; }

                public float Step(ref State state, float x)
                {
                    Span<float> y = stackalloc float[OutputSize];
                    Step(ref state, [x], y);
                    return y[0];
                }

                public void Step<T>(T x) { }
                public float[] Run(ref State state, float[] xs) => xs;
                public void StepMany() { }
                public static Amp Load(FileInfo file) => Load(file.FullName);
                public static Amp Load(Stream stream) => null!;
                public static Amp Load() => Load("amp.safetensors");
            }
        }
        """,
        "Demo.Amp.g.cs");

    [Theory]
    [InlineData("namespace Company.Lstm; [global::Lstm.Lstm(3, 3)] partial class Amp;", "Company.Lstm.Amp.g.cs")]
    [InlineData("namespace Lstm; [Lstm(3, 3)] partial class Amp;", "Lstm.Amp.g.cs")]
    [InlineData("namespace Lstm.CompilerServices; [Lstm(3, 3)] partial class Amp;", "Lstm.CompilerServices.Amp.g.cs")]
    [InlineData("namespace System; [Lstm.Lstm(3, 3)] partial class Amp;", "System.Amp.g.cs")]
    [InlineData("namespace Demo.System; [Lstm.Lstm(3, 3)] partial class Amp;", "Demo.System.Amp.g.cs")]
    [InlineData("namespace Demo.Global.Vector256; [Lstm.Lstm(3, 3)] partial class Unsafe;", "Demo.Global.Vector256.Unsafe.g.cs")]
    [InlineData("namespace Demo; [global::Lstm.Lstm(3, 3)] partial class Lstm;", "Demo.Lstm.g.cs")]
    [InlineData("namespace Demo; [global::Lstm.Lstm(3, 3)] partial class System;", "Demo.System.g.cs")]
    [InlineData("namespace Demo; [Lstm.Lstm(3, 3)] partial class Kernel;", "Demo.Kernel.g.cs")]
    [InlineData("namespace Demo; [Lstm.Lstm(3, 3)] partial class Values;", "Demo.Values.g.cs")]
    [InlineData("namespace Demo; [Lstm.Lstm(3, 3)] partial class Hidden;", "Demo.Hidden.g.cs")]
    public Task In_a_namespace_and_of_a_name_that_generated_code_uses(string source, string hint) => AssertGenerated(source, hint);

    /// <summary>Types of these names stand in the global namespace, around the class, in it and in the project's usings.</summary>
    [Theory]
    [InlineData("Vector256")]
    [InlineData("Vector128")]
    [InlineData("Unsafe")]
    [InlineData("MethodImpl")]
    [InlineData("MemoryMarshal")]
    [InlineData("Activations")]
    [InlineData("Activation")]
    [InlineData("HorizontalSum")]
    [InlineData("VectorCopy")]
    [InlineData("PackedWeights")]
    [InlineData("StateAccess")]
    [InlineData("SpanLengths")]
    [InlineData("SelfTests")]
    [InlineData("LstmWeights")]
    [InlineData("WeightFormatException")]
    [InlineData("ILstm")]
    [InlineData("ILstmState")]
    [InlineData("AmpKernel")]
    [InlineData("Kernel")]
    [InlineData("Sums")]
    [InlineData("Values")]
    [InlineData("Span")]
    [InlineData("ReadOnlySpan")]
    [InlineData("InlineArray")]
    [InlineData("InlineArrayAttribute")]
    [InlineData("GeneratedCode")]
    [InlineData("GeneratedCodeAttribute")]
    [InlineData("UnscopedRef")]
    [InlineData("IEquatable")]
    [InlineData("Create")]
    [InlineData("LoadUnsafe")]
    public Task Among_types_of_names_that_generated_code_uses(string name) => AssertGenerated(
        $$"""
        global using {{name}}Alias = Demo.{{name}};
        using Lstm;

        class {{name}} { }

        namespace Demo
        {
            class {{name}} { public static void Shadow() { } }

            partial class Outer
            {
                class {{name}} { }

                [Lstm(2, 20, Layers = 2, Output = 5, OutputActivation = Lstm.Activation.Tanh)]
                partial class Amp
                {
                    class {{name}} { }
                }
            }
        }
        """,
        "Demo.Outer.Amp.g.cs");

    /// <summary>These cannot stand in the global namespace, where namespaces have their names.</summary>
    [Theory]
    [InlineData("System")]
    [InlineData("Lstm")]
    [InlineData("State")]
    public Task Among_types_of_the_names_of_its_namespaces(string name) => AssertGenerated(
        $$"""
        namespace Demo
        {
            class {{name}} { }

            partial class Outer
            {
                class {{name}} { }

                [global::Lstm.LstmAttribute(2, 20, Output = 1)]
                partial class Amp
                {
                    {{(name == "State" ? "" : $"class {name} {{ }}")}}
                }
            }
        }
        """,
        "Demo.Outer.Amp.g.cs");

    [Fact]
    public Task The_same_name_in_different_namespaces_and_containers() => AssertGenerated(
        """
        using Lstm;
        [Lstm(3, 3)] partial class Amp;
        namespace One { [Lstm(3, 3)] partial class Amp; }
        namespace Two
        {
            [Lstm(4, 4)] partial class Amp;
            partial class Outer { [Lstm(5, 25)] partial class Amp; }
            partial struct Other { [Lstm(6, 6)] partial class Amp; }
        }
        """,
        "Amp.g.cs", "One.Amp.g.cs", "Two.Amp.g.cs", "Two.Other.Amp.g.cs", "Two.Outer.Amp.g.cs");

    [Fact]
    public async Task By_names_that_differ_in_case_alone()
    {
        GeneratorRun run = await GeneratorHarness.RunAsync(
            "using Lstm; namespace Demo { [Lstm(3, 3)] partial class Amp; [Lstm(3, 3)] partial class AMP; [Lstm(3, 3)] "
                + "partial class Pre; } namespace demo { [Lstm(3, 3)] partial class Amp; }");
        Assert.Equal(4, run.HintNames.Distinct(System.StringComparer.OrdinalIgnoreCase).Count());
        Assert.Contains("Demo.Pre.g.cs", run.HintNames);
    }

    [Fact]
    public Task Beside_a_generic_class_of_the_same_name() => AssertGenerated(
        "using Lstm; namespace Demo; [Lstm(3, 3)] partial class Amp; class Amp<T>; partial class Outer { [Lstm(3, 3)] partial class Amp; "
            + "} partial class Outer<T>;",
        "Demo.Amp.g.cs", "Demo.Outer.Amp.g.cs");

    [Theory]
    [InlineData("3, 3")]
    [InlineData("input: 3, hidden: 3")]
    [InlineData("hidden: 3, input: 3")]
    [InlineData("(3), +3")]
    [InlineData("Sizes.Input, hidden: Sizes.Hidden")]
    [InlineData("2 * Sizes.Input - 1, 0x10 >> 1")]
    [InlineData("nameof(Amp).Length0, 3")]
    [InlineData("sizeof(int), 'a' - 'Z'")]
    [InlineData("Sizes.Wide ? 1 : 2, default(int) + 1")]
    [InlineData("unchecked((int)4294967297L), 3")]
    [InlineData("(byte)3, (short)3")]
    [InlineData("'\\x3', (int)(Sizes.Kind)3")]
    [InlineData("3, 3, Output = 0")]
    [InlineData("3, 3, Output = default")]
    [InlineData("3, 3, OutputActivation = Activation.Linear")]
    [InlineData("3, 3, OutputActivation = 0")]
    [InlineData("3, 3, OutputActivation = (Activation)3, Output = 7")]
    [InlineData("1024, 1024, Layers = 8, Output = 1024, OutputActivation = Activation.Sigmoid")]
    public Task With_arguments_written_in_any_way(string arguments) => AssertGenerated(
        $$"""
        using Lstm;
        static class Sizes
        {
            public const int Input = 3;
            public const int Hidden = Input + 5;
            public const bool Wide = Input > 2;
            public enum Kind { }
        }
        [Lstm({{arguments.Replace("nameof(Amp).Length0", "nameof(Amp) == \"Amp\" ? 3 : 4", System.StringComparison.Ordinal)}})]
        partial class Amp;
        """,
        "Amp.g.cs");

    [Theory]
    [InlineData("using Lstm;", "Lstm")]
    [InlineData("using Lstm;", "LstmAttribute")]
    [InlineData("", "Lstm.Lstm")]
    [InlineData("", "global::Lstm.LstmAttribute")]
    [InlineData("using Network = Lstm.LstmAttribute;", "Network")]
    [InlineData("using NetworkAttribute = Lstm.LstmAttribute;", "Network")]
    [InlineData("global using NetworkAttribute = Lstm.LstmAttribute;", "Network")]
    [InlineData("using L = Lstm;", "L.Lstm")]
    [InlineData("using L = Lstm;", "L::Lstm")]
    [InlineData("using Lstm;", "type: Lstm")]
    public Task With_the_attribute_written_in_any_way(string imports, string attribute) =>
        AssertGenerated($"{imports} [{attribute}(3, 3)] partial class Amp;", "Amp.g.cs");

    [Fact]
    public async Task An_attribute_of_the_same_name_is_another()
    {
        GeneratorRun run = await GeneratorHarness.RunAsync(
            "class LstmAttribute(int a, int b) : System.Attribute { public int Sum => a + b; } [Lstm(3, 3)] partial class Amp; "
                + "namespace Demo.Lstm { class LstmAttribute : System.Attribute; [Lstm] class Amp; }");
        Assert.Empty(run.HintNames);
    }

    [Fact]
    public Task In_several_parts() => AssertGeneratedFrom(
        [
            "partial class Amp { public int Rate => 44100; }",
            "using Lstm; [Lstm(3, 3)] sealed partial class Amp;",
            "public partial class Amp : System.IDisposable { public void Dispose() { } }",
        ],
        "Amp.g.cs");

    [Fact]
    public Task Nested_in_a_partial_class_with_a_more_detailed_part() => AssertGeneratedFrom(
        [
            "public abstract partial class Outer { partial class Amp; }",
            "using Lstm; partial class Outer { [Lstm(3, 3)] protected internal sealed partial class Amp; }",
            "partial class Outer : System.Collections.Generic.List<int>;",
        ],
        "Outer.Amp.g.cs");

    [Theory]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.CSharp14)]
    [InlineData(LanguageVersion.Preview)]
    public async Task In_every_language_version_from_13_on(LanguageVersion version)
    {
        TestCompilation project = new(version);
        GeneratorRun run = await GeneratorHarness.RunAsync(project, AllShapes);
        Assert.Equal(6, run.HintNames.Count);
    }

    [Theory]
    [InlineData(NullableContextOptions.Disable, false)]
    [InlineData(NullableContextOptions.Enable, true)]
    [InlineData(NullableContextOptions.Warnings, true)]
    [InlineData(NullableContextOptions.Annotations, false)]
    public async Task In_every_nullable_context_with_arithmetic_checked_or_not(NullableContextOptions nullable, bool checkOverflow)
    {
        TestCompilation project = new(Nullable: nullable, CheckOverflow: checkOverflow);
        GeneratorRun run = await GeneratorHarness.RunAsync(project, AllShapes);
        Assert.Equal(6, run.HintNames.Count);
    }

    /// <summary>Every kind of kernel and of head that the emitters know.</summary>
    private const string AllShapes = """
        using Lstm;
        namespace Demo;
        [Lstm(3, 3)] public partial class One;
        [Lstm(12, 8, Layers = 2, Output = 4)] public partial class Two;
        [Lstm(1, 16, Output = 1, OutputActivation = Activation.Tanh)] public partial class Three;
        [Lstm(5, 20, Layers = 4, Output = 2, OutputActivation = Activation.Relu)] public partial class Four;
        [Lstm(9, 57, Output = 9, OutputActivation = Activation.Sigmoid)] public partial class Five;
        [Lstm(1024, 1024, Layers = 8, Output = 1024)] public partial class Six;
        """;

    private static Task AssertGenerated(string source, params string[] hints) => AssertGeneratedFrom([source], hints);

    private static async Task AssertGeneratedFrom(string[] sources, params string[] hints)
    {
        GeneratorRun run = await GeneratorHarness.RunAsync(sources);
        Assert.Equal(hints, run.HintNames.Order(System.StringComparer.Ordinal));
    }

    /// <summary>Names that end, with what a kernel is called, in the names of the runtime's own interfaces.</summary>
    [Fact]
    public void A_class_may_be_called_like_half_an_interface_of_a_kernel() => AssertGenerated(
        "using Lstm; [Lstm(1, 20)] partial class IScratch; [Lstm(1, 3, Bidirectional = true)] partial class ISequence;",
        "IScratch.g.cs",
        "ISequence.g.cs");
}
