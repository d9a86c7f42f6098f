using System.Linq;
using System.Threading.Tasks;
using Lstm.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Lstm.Generator.Tests;

/// <summary>
/// What holds for the plain LSTM holds for the whole family: code that compiles without a warning wherever C# allows the declaration.
/// </summary>
public sealed class FamilyDeclarationTests
{
    /// <summary>
    /// Networks that share little code: register and tiled cells, steps and sequences, every section that weights may have.
    /// </summary>
    private const string Family = """
        using Lstm;
        namespace Demo;
        [Gru(3, 3)] public partial class One;
        [Gru(5, 20, ResetAfter = false, Layers = 2, Bidirectional = true, Output = 2, Clip = 3)] public partial class Two;
        [Dense(9, Activation.Tanh)]
        [Lstm(4, 24, Projection = 10, Peephole = true, LayerNorm = true, StochasticForget = true, Clip = 3, CellClip = 2,
            GateActivation = Activation.HardSigmoid, CellActivation = Activation.ScaledTanh, CellBeta = 0.5f,
            HiddenActivation = Activation.Softsign, Residual = true)]
        [Dense(5, Activation.Softplus)]
        [Dense(3, Activation.Softmax)]
        public partial class Three;
        [Lstm(6, 8, CoupledGates = true, Direction = Direction.Backward, Residual = true, Output = 2, CellActivation = Activation.Elu)]
        public partial class Four;
        [Lstm(2, 30, Bidirectional = true, StochasticForget = true, LayerNorm = true, Projection = 40, Layers = 3)]
        public partial class Five;
        """;

    [Theory]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.Preview)]
    public async Task In_every_language_version_from_13_on(LanguageVersion version)
    {
        GeneratorRun run = await GeneratorHarness.RunAsync(new TestCompilation(version), Family);
        Assert.Equal(5, run.HintNames.Count);
    }

    [Theory]
    [InlineData(NullableContextOptions.Disable, false)]
    [InlineData(NullableContextOptions.Enable, true)]
    public async Task In_every_nullable_context_with_arithmetic_checked_or_not(NullableContextOptions nullable, bool checkOverflow)
    {
        GeneratorRun run = await GeneratorHarness.RunAsync(new TestCompilation(Nullable: nullable, CheckOverflow: checkOverflow), Family);
        Assert.Equal(5, run.HintNames.Count);
    }

    /// <summary>
    /// Types of the names that the code of some members uses stand in the global namespace, around the class, in it and in the project's
    /// usings.
    /// </summary>
    [Theory]
    [InlineData("ForgetDraws")]
    [InlineData("ISequenceKernel")]
    [InlineData("ISequenceLstm")]
    [InlineData("IScratchKernel")]
    [InlineData("LayerNorms")]
    [InlineData("NetworkDescription")]
    [InlineData("Scratch")]
    [InlineData("Sequences")]
    [InlineData("Softmax")]
    [InlineData("Clip")]
    [InlineData("HardSigmoid")]
    [InlineData("Direction")]
    [InlineData("Activations")]
    [InlineData("Activation")]
    public async Task Among_types_of_names_that_generated_code_uses(string name)
    {
        GeneratorRun run = await GeneratorHarness.RunAsync($$"""
            global using {{name}}Alias = Demo.{{name}};
            using Lstm;

            class {{name}} { }

            namespace Demo
            {
                class {{name}} { public static void Shadow() { } }

                partial class Outer
                {
                    class {{name}} { }

                    [Dense(9, Lstm.Activation.HardSigmoid)]
                    [Lstm(2, 20, Layers = 2, LayerNorm = true, StochasticForget = true, Clip = 3,
                        GateActivation = Lstm.Activation.HardSigmoid)]
                    [Dense(5, Lstm.Activation.Softmax)]
                    partial class Amp
                    {
                        class {{name}} { }
                    }

                    [Gru(2, 8, Direction = Lstm.Direction.Backward)]
                    partial class Pre
                    {
                        class {{name}} { }
                    }
                }
            }
            """);
        Assert.Equal(["Demo.Outer.Amp.g.cs", "Demo.Outer.Pre.g.cs"], run.HintNames.Order(System.StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("using Lstm;", "Dense(2)", "Gru(3, 3)")]
    [InlineData("", "Lstm.DenseAttribute(2)", "global::Lstm.GruAttribute(3, 3)")]
    [InlineData("using Layer = Lstm.DenseAttribute; using Network = Lstm.GruAttribute;", "Layer(2)", "Network(3, 3)")]
    [InlineData(
        "global using LayerAttribute = Lstm.DenseAttribute; global using NetworkAttribute = Lstm.GruAttribute;",
        "Layer(2)",
        "Network(3, 3)")]
    [InlineData("using L = Lstm;", "L::Dense(2)", "L.Gru(3, 3)")]
    [InlineData("using Lstm;", "type: Dense(2)", "type: Gru(3, 3)")]
    public async Task With_the_attributes_written_in_any_way(string imports, string dense, string gru)
    {
        string source = $"{imports} [{dense}] [{gru}] partial class Amp;";
        GeneratorRun run = await GeneratorHarness.RunAsync(source);
        Assert.Equal(["Amp.g.cs"], run.HintNames);
        Assert.Equal(Declared.Shape("[Dense(2)] [Gru(3, 3)]"), Declared.Model(source).Shape);
    }

    [Fact]
    public async Task Beside_parts_without_attributes()
    {
        GeneratorRun run = await GeneratorHarness.RunAsync(
            "[System.Serializable] partial class Amp;",
            "using Lstm; [Dense(4)] [Gru(3, 3)] [Dense(1)] sealed partial class Amp;",
            "public partial class Amp : System.IDisposable { public void Dispose() { } }");
        Assert.Equal(["Amp.g.cs"], run.HintNames);
    }

    [Fact]
    public async Task Attributes_of_the_same_names_are_others()
    {
        GeneratorRun run = await GeneratorHarness.RunAsync(
            """
            class GruAttribute(int a, int b) : System.Attribute { public int Sum => a + b; }
            class DenseAttribute(int units) : System.Attribute { public int Units => units; }
            [Gru(3, 3)] [Dense(0)] class Amp;
            [Lstm.Lstm(3, 3)] [Dense(0)] partial class Pre;
            """);
        Assert.Equal(["Pre.g.cs"], run.HintNames);
    }
}
