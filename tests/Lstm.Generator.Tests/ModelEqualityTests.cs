using System.Collections.Generic;
using Lstm.Generator.Model;
using Lstm.Generator.Tests.Harness;
using Xunit;

namespace Lstm.Generator.Tests;

/// <summary>
/// Models are values: equal declarations give equal ones, and each parameter by itself makes another. The generator's cache rests on it.
/// </summary>
public sealed class ModelEqualityTests
{
    /// <summary>Every parameter once, none at its default.</summary>
    private const string Full = """
        using Lstm;
        namespace Demo;
        partial class Outer
        {
            [Dense(7, Activation.ScaledTanh, Alpha = 1.5f, Beta = 0.75f)]
            [Dense(6)]
            [Lstm(input: 9, hidden: 20, Layers = 2, Direction = Direction.Backward, Residual = true, Projection = 4, Peephole = true,
                CoupledGates = true, LayerNorm = true, LayerNormEpsilon = 0.001f, StochasticForget = true, Clip = 3, CellClip = 5,
                GateActivation = Activation.HardSigmoid, GateAlpha = 0.25f, GateBeta = 0.625f,
                CellActivation = Activation.Affine, CellAlpha = 2.25f, CellBeta = 1.25f,
                HiddenActivation = Activation.ScaledTanh, HiddenAlpha = 1.75f, HiddenBeta = 0.875f)]
            [Dense(3, Activation.HardSigmoid, Alpha = 0.125f, Beta = 0.375f)]
            [Dense(2)]
            partial class Amp;
        }
        """;

    private const string Head =
        "using Lstm; [Gru(9, 20, Output = 3, OutputActivation = Activation.Tanh, ResetAfter = false)] partial class Amp;";

    private const string Embedded = "using Lstm; [Lstm(9, 20, Weights = \"amp.safetensors\")] partial class Amp;";

    private const string List = """
        using Lstm;
        [Lstm(input: 9, hidden: 20, Layers = 2)]
        [Dense(6)]
        [Gru(hidden: 12, Bidirectional = true, Output = 5)]
        [Lstm(8, Projection = 4)]
        partial class Amp;
        """;

    private const string Quantized = "using Lstm; [Lstm(9, 20, Precision = LstmPrecision.Int16)] partial class Amp;";

    private const string Units = """
        using Lstm;
        [Affine]
        [Lstm(input: 9, hidden: 20)]
        [LayerNorm(Epsilon = 0.001f)]
        [PRelu]
        [Gru(hidden: 8)]
        [Activation(Activation.LeakyRelu, Alpha = 0.25f)]
        partial class Amp;
        """;

    private const string Pooled = """
        using Lstm;
        [Lstm(input: 9, hidden: 20, Bidirectional = true)]
        [Pool(Pooling.Mean)]
        [Dense(4)]
        partial class Amp;
        """;

    private const string Connected = """
        using Lstm;
        [Lstm(input: 9, hidden: 9, Bidirectional = true)]
        [Merge(Merging.Product)]
        [LayerNorm]
        [Residual(1)]
        partial class Amp;
        """;

    public static TheoryData<string, string, string> Edits
    {
        get
        {
            TheoryData<string, string, string> edits = [];
            foreach ((string before, string after) in (IEnumerable<(string, string)>)[
                ("namespace Demo", "namespace Other"), ("class Outer", "struct Outer"), ("Outer", "Inner"),
                ("input: 9", "input: 8"), ("hidden: 20", "hidden: 21"), ("Layers = 2", "Layers = 3"),
                ("Direction.Backward", "Direction.Forward"), ("Direction = Direction.Backward", "Bidirectional = true"),
                ("Residual = true", "Residual = false"),
                ("Projection = 4", "Projection = 0"), ("Projection = 4", "Projection = 20"), ("Peephole = true", "Peephole = false"),
                ("CoupledGates = true", "CoupledGates = false"), ("LayerNorm = true, LayerNormEpsilon = 0.001f,", ""),
                ("0.001f", "0.00100001f"), ("StochasticForget = true", "StochasticForget = false"), ("Clip = 3, ", "Clip = 3.0000002f, "),
                ("CellClip = 5", "CellClip = 5.0000005f"),
                ("GateActivation = Activation.HardSigmoid", "GateActivation = Activation.Affine"), ("0.25f, GateBeta", "0.2f, GateBeta"),
                ("0.625f", "0.5f"),
                ("CellActivation = Activation.Affine", "CellActivation = Activation.ScaledTanh"), ("2.25f", "2.5f"), ("1.25f", "1.125f"),
                ("HiddenActivation = Activation.ScaledTanh", "HiddenActivation = Activation.HardSigmoid"), ("1.75f", "1"), ("0.875f", "1"),
                ("Dense(7, Activation.ScaledTanh", "Dense(8, Activation.ScaledTanh"),
                ("Dense(7, Activation.ScaledTanh", "Dense(7, Activation.Affine"),
                ("Alpha = 1.5f", "Alpha = 1"), ("Beta = 0.75f", "Beta = 1"), ("[Dense(6)]", "[Dense(5)]"), ("[Dense(6)]", ""),
                ("[Dense(6)]", "[Dense(6)] [Dense(6)]"),
                ("[Dense(6)]", "[Dense(6, Activation.Relu)]"), ("Dense(3", "Dense(4"),
                ("Dense(3, Activation.HardSigmoid", "Dense(3, Activation.Affine"),
                ("Alpha = 0.125f", "Alpha = 0.2f"), ("Beta = 0.375f", "Beta = 0.5f"), ("[Dense(2)]", "[Dense(1)]"), ("[Dense(2)]", ""),
                ("[Dense(2)]", "[Dense(2, Activation.Softmax)]"),
            ])
            {
                edits.Add(Full, before, after);
            }

            foreach ((string before, string after) in (IEnumerable<(string, string)>)[
                ("Layers = 2", "Layers = 3"), ("Dense(6)", "Dense(7)"), ("[Dense(6)]", ""), ("hidden: 12", "hidden: 11"),
                ("Bidirectional = true", "Direction = Direction.Backward"), (", Output = 5", ""), ("Output = 5", "Output = 6"),
                ("[Lstm(8, Projection = 4)]", ""), ("[Lstm(8, Projection = 4)]", "[Lstm(8, Projection = 4)] [Lstm(8, Projection = 4)]"),
                ("Projection = 4", "Projection = 3"), ("Lstm(8, Projection = 4)", "Gru(8)"),
            ])
            {
                edits.Add(List, before, after);
            }

            foreach ((string before, string after) in (IEnumerable<(string, string)>)[
                ("[Affine]", ""), ("[Affine]", "[PRelu]"), ("[Affine]", "[Affine] [Affine]"), ("0.001f", "0.00100001f"),
                ("(Epsilon = 0.001f)", ""), ("[LayerNorm(Epsilon = 0.001f)]", ""), ("[PRelu]", ""), ("[PRelu]", "[Affine]"),
                ("LeakyRelu", "Elu"), ("0.25f", "0.125f"), (", Alpha = 0.25f", ""),
                ("[LayerNorm(Epsilon = 0.001f)]\n[PRelu]", "[PRelu]\n[LayerNorm(Epsilon = 0.001f)]"),
            ])
            {
                edits.Add(Units, before, after);
            }

            foreach ((string before, string after) in (IEnumerable<(string, string)>)[
                ("Mean", "Max"), ("Mean", "Last"), ("Mean", "Final"), ("[Pool(Pooling.Mean)]", ""),
                ("[Pool(Pooling.Mean)]\n[Dense(4)]", "[Dense(4)]\n[Pool(Pooling.Mean)]"),
            ])
            {
                edits.Add(Pooled, before, after);
            }

            foreach ((string before, string after) in (IEnumerable<(string, string)>)[
                ("Product", "Sum"), ("Product", "Mean"), ("Residual(1)", "Residual(3)"), ("[Residual(1)]", ""),
                ("[LayerNorm]\n[Residual(1)]", "[LayerNorm]"),
            ])
            {
                edits.Add(Connected, before, after);
            }

            edits.Add(Head, "Output = 3", "Output = 3, Weights = \"amp.safetensors\"");
            edits.Add(Embedded, "amp.safetensors", "Amp.safetensors");
            edits.Add(Head, "Output = 3", "Output = 2");
            edits.Add(Head, "Activation.Tanh", "Activation.Sigmoid");
            edits.Add(Embedded, "9, 20", "9, 20, Precision = LstmPrecision.Int16");
            edits.Add(Quantized, "Int16", "Int8");
            edits.Add(Embedded, "9, 20", "9, 20, Arithmetic = LstmArithmetic.Fast");
            edits.Add(Embedded, "9, 20", "9, 20, Trace = true");
            edits.Add(Head, "ResetAfter = false", "ResetAfter = true");
            edits.Add(
                Head,
                "Gru(9, 20, Output = 3, OutputActivation = Activation.Tanh, ResetAfter = false)",
                "Lstm(9, 20, Output = 3, OutputActivation = Activation.Tanh)");
            return edits;
        }
    }

    [Theory]
    [InlineData(Full)]
    [InlineData(Head)]
    [InlineData(Embedded)]
    [InlineData(Quantized)]
    [InlineData(List)]
    [InlineData(Units)]
    [InlineData(Pooled)]
    public void Equal_declarations_give_equal_models(string source)
    {
        LstmModel one = Model(source);
        LstmModel other = Model("// The same, a line further down.\n" + source);
        Assert.NotSame(one.Shape, other.Shape);
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.Equal(one.ToString(), other.ToString());
    }

    [Theory]
    [MemberData(nameof(Edits))]
    public void A_single_change_makes_another_model(string source, string before, string after)
    {
        Assert.Contains(before, source, System.StringComparison.Ordinal);
        LstmModel changed = Model(source.Replace(before, after, System.StringComparison.Ordinal));
        Assert.NotEqual(Model(source), changed);
        Assert.NotEqual(Model(source).ToString(), changed.ToString());
    }

    [Theory]
    [InlineData("[Dense(6)]", "[Dense(6, Activation.Linear)]")]
    [InlineData("Alpha = 1.5f, Beta = 0.75f", "Beta = 0.75f, Alpha = 3 / 2f")]
    [InlineData("[Dense(3, Activation", "[global::Lstm.DenseAttribute(units: 3, activation: global::Lstm.Activation")]
    [InlineData("CoupledGates = true", "CoupledGates = !false")]
    [InlineData("Projection = 4", "Projection = 'a' - '['  - 2")]
    [InlineData("Direction = Direction.Backward", "Bidirectional = false, Direction = (Direction)1")]
    public void The_same_written_otherwise_makes_the_same_model(string before, string after)
    {
        Assert.Contains(before, Full, System.StringComparison.Ordinal);
        Assert.Equal(Model(Full), Model(Full.Replace(before, after, System.StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("[Lstm(input: 9, hidden: 20, Layers = 2)]", "[Lstm(9, 20)] [Lstm(20)]")]
    [InlineData("Output = 5)]", "Layers = 1)] [Dense(5)]")]
    [InlineData("[Lstm(8, Projection = 4)]", "[Lstm(hidden: 8, Projection = 4, Direction = Direction.Forward)]")]
    public void The_same_list_written_otherwise_makes_the_same_model(string before, string after)
    {
        Assert.Contains(before, List, System.StringComparison.Ordinal);
        Assert.Equal(Model(List), Model(List.Replace(before, after, System.StringComparison.Ordinal)));
    }

    private static LstmModel Model(string source) => Declared.Model(source);
}
