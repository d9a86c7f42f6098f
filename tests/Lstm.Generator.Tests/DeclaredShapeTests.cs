using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Model;
using Lstm.Generator.Tests.Harness;
using Lstm.Shared;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Lstm.Generator.Tests;

/// <summary>What valid attributes declare: a table of texts and the networks that they are.</summary>
public sealed class DeclaredShapeTests
{
    private static readonly StackShape s_plain = StackShape.Plain(3, 5);
    private static readonly StackShape s_gru = s_plain with { Cell = new CellShape(CellKind.GruResetAfter, 5) };

    private static readonly Dictionary<string, StackShape> s_declarations = new(StringComparer.Ordinal)
    {
        ["[Lstm(3, 5)]"] = s_plain,
        ["[Lstm(hidden: 5, input: 3)]"] = s_plain,
        ["[Lstm(3, 5, Layers = 4)]"] = s_plain with { Layers = 4 },
        ["[Lstm(3, 5, Bidirectional = true)]"] = s_plain with { Bidirectional = true },
        ["[Lstm(3, 5, Bidirectional = true, Direction = Direction.Forward)]"] = s_plain with { Bidirectional = true },
        ["[Lstm(3, 5, Bidirectional = false, Direction = Direction.Backward)]"] = s_plain with { Direction = Direction.Backward },
        ["[Lstm(3, 5, Projection = 2)]"] = Cell(static cell => cell with { Projection = 2 }),
        ["[Lstm(3, 5, Projection = 5)]"] = Cell(static cell => cell with { Projection = 5 }),
        ["[Lstm(3, 5, Projection = 1024)]"] = Cell(static cell => cell with { Projection = 1024 }),
        ["[Lstm(3, 5, Peephole = true)]"] = Cell(static cell => cell with { Peephole = true }),
        ["[Lstm(3, 5, CoupledGates = true)]"] = Cell(static cell => cell with { CoupledGates = true }),
        ["[Lstm(3, 5, LayerNorm = true)]"] = Cell(static cell => cell with { LayerNorm = true }),
        ["[Lstm(3, 5, LayerNorm = true, LayerNormEpsilon = 1e-3f)]"] =
            Cell(static cell => cell with { LayerNorm = true, LayerNormEpsilon = 1e-3f }),
        ["[Lstm(3, 5, StochasticForget = true)]"] = Cell(static cell => cell with { StochasticForget = true }),
        ["[Lstm(3, 5, Clip = 2.5f)]"] = Cell(static cell => cell with { Clip = 2.5f }),
        ["[Lstm(3, 5, CellClip = 10)]"] = Cell(static cell => cell with { CellClip = 10 }),
        ["[Lstm(3, 5, Clip = float.Epsilon, CellClip = float.MaxValue)]"] =
            Cell(static cell => cell with { Clip = float.Epsilon, CellClip = float.MaxValue }),
        ["[Lstm(3, 5, Clip = -0f, CellClip = 0)]"] = s_plain,
        ["[Lstm(3, 5, GateActivation = Activation.HardSigmoid)]"] =
            Cell(static cell => cell with { GateActivation = new(Activation.HardSigmoid, 0.2f, 0.5f) }),
        ["[Lstm(3, 5, GateActivation = Activation.HardSigmoid, GateBeta = 0.25f)]"] =
            Cell(static cell => cell with { GateActivation = new(Activation.HardSigmoid, 0.2f, 0.25f) }),
        ["[Lstm(3, 5, CellActivation = Activation.Affine, CellAlpha = -2, CellBeta = 3)]"] =
            Cell(static cell => cell with { CellActivation = new(Activation.Affine, -2, 3) }),
        ["[Lstm(3, 5, HiddenActivation = Activation.LeakyRelu)]"] =
            Cell(static cell => cell with { HiddenActivation = new(Activation.LeakyRelu, 0.01f, 0) }),
        ["[Lstm(3, 5, HiddenActivation = Activation.LeakyRelu, HiddenAlpha = 0)]"] =
            Cell(static cell => cell with { HiddenActivation = new(Activation.LeakyRelu, 0, 0) }),
        ["[Lstm(3, 5, HiddenActivation = Activation.Linear, CellActivation = Activation.Relu)]"] =
            Cell(static cell => cell with { HiddenActivation = Activation.Linear, CellActivation = Activation.Relu }),
        ["[Lstm(3, 5, GateActivation = Activation.Sigmoid, CellActivation = Activation.Tanh, HiddenActivation = Activation.Tanh)]"] =
            s_plain,

        ["[Gru(3, 5)]"] = s_gru,
        ["[Gru(3, 5, ResetAfter = true)]"] = s_gru,
        ["[Gru(3, 5, ResetAfter = false)]"] = s_plain with { Cell = new CellShape(CellKind.GruResetBefore, 5) },
        ["[Gru(input: 3, hidden: 5, Layers = 2, Bidirectional = true, Clip = 1, GateActivation = Activation.ScaledTanh, GateBeta = 0.5f, "
            + "CellActivation = Activation.Elu)]"] =
            new StackShape(3, s_gru.Cell with
            {
                Clip = 1,
                GateActivation = new(Activation.ScaledTanh, 1, 0.5f),
                CellActivation = new(Activation.Elu, 1, 0),
            })
            {
                Layers = 2, Bidirectional = true,
            },

        // Dense layers, and the short form of one.
        ["[Lstm(3, 5, Output = 2)]"] = s_plain with { Head = new(2, Activation.Linear) },
        ["[Lstm(3, 5, Output = 0)] [Dense(2)]"] = s_plain with { Head = new(2, Activation.Linear) },
        ["[Lstm(3, 5, Output = 2, OutputActivation = Activation.Softmax)]"] = s_plain with { Head = new(2, Activation.Softmax) },
        ["[Lstm(3, 5, OutputActivation = Activation.Linear)] [Dense(2, Activation.Softmax)]"] =
            s_plain with { Head = new(2, Activation.Softmax) },
        ["[Lstm(3, 5, Output = 2, OutputActivation = Activation.Elu)]"] =
            s_plain with { Head = new(2, new ActivationShape(Activation.Elu, 1, 0)) },
        ["[Dense(4)] [Lstm(3, 5)]"] = s_plain with { Stem = new(4, Activation.Linear) },
        ["[Dense(4)] [Lstm(3, 5, Output = 2)]"] = s_plain with { Stem = new(4, Activation.Linear), Head = new(2, Activation.Linear) },
        ["[Dense(4, Activation.Tanh)] [Lstm(3, 5)] [Dense(2)]"] =
            s_plain with { Stem = new(4, Activation.Tanh), Head = new(2, Activation.Linear) },
        ["[Dense(4), Lstm(3, 5), Dense(2)]"] = s_plain with { Stem = new(4, Activation.Linear), Head = new(2, Activation.Linear) },
        ["[System.Obsolete, Dense(4)] [Gru(3, 5)] [System.Serializable] [Dense(2), Dense(1)]"] =
            s_gru with { Stem = new(4, Activation.Linear), Head = new(2, Activation.Linear, new(1, Activation.Linear)) },
        ["[Dense(9)] [Dense(8)] [Dense(7)] [Lstm(3, 5)]"] =
            s_plain with { Stem = new(9, Activation.Linear, new(8, Activation.Linear, new(7, Activation.Linear))) },
        ["[Lstm(3, 5)] [Dense(1)] [Dense(2, Activation.Relu)] [Dense(1)]"] =
            s_plain with { Head = new(1, Activation.Linear, new(2, Activation.Relu, new(1, Activation.Linear))) },
        ["[Lstm(3, 5)] [Dense(activation: Activation.LeakyRelu, units: 1, Alpha = 0.3f)]"] =
            s_plain with { Head = new(1, new ActivationShape(Activation.LeakyRelu, 0.3f, 0)) },
        ["[Lstm(3, 5)] [Dense(1, Activation.Affine, Alpha = 2, Beta = 3)]"] =
            s_plain with { Head = new(1, new ActivationShape(Activation.Affine, 2, 3)) },
        ["[Lstm(3, 5)] [Dense(1, Activation.HardSigmoid)]"] =
            s_plain with { Head = new(1, new ActivationShape(Activation.HardSigmoid, 0.2f, 0.5f)) },

        // As many inputs as outputs are enough, and counted where the network starts.
        ["[Lstm(5, 5, Residual = true)]"] = StackShape.Plain(5, 5) with { Residual = true },
        ["[Lstm(3, 5, Output = 3, Residual = true)]"] = StackShape.Plain(3, 5, output: 3) with { Residual = true },
        ["[Dense(1)] [Lstm(3, 5, Residual = true)] [Dense(9)] [Dense(3)]"] =
            s_plain with { Stem = new(1, Activation.Linear), Head = new(9, Activation.Linear, new(3, Activation.Linear)), Residual = true },
        ["[Lstm(10, 5, Bidirectional = true, Residual = true)]"] = StackShape.Plain(10, 5) with { Bidirectional = true, Residual = true },
        ["[Lstm(2, 5, Projection = 2, Residual = true)]"] =
            new StackShape(2, new CellShape(CellKind.Lstm, 5) { Projection = 2 }) { Residual = true },
        ["[Lstm(1024, 1024, Layers = 8, Projection = 1024, Output = 1024, Residual = true)]"] =
            new StackShape(1024, new CellShape(CellKind.Lstm, 1024) { Projection = 1024 })
            {
                Layers = 8,
                Head = new(1024, Activation.Linear),
                Residual = true,
            },
    };

    public static TheoryData<string> Declarations => [.. s_declarations.Keys];

    [Theory]
    [MemberData(nameof(Declarations))]
    public void A_declaration_is_its_network(string attributes)
    {
        StackShape shape = Declared.Shape(attributes);
        Assert.Equal(s_declarations[attributes], shape);
        // Of equal values, minus zero among them, there is one text.
        Assert.Equal(s_declarations[attributes].ToString(), shape.ToString());
    }

    [Fact]
    public void Eight_dense_layers_fit_on_each_side()
    {
        string eight = string.Concat(Enumerable.Repeat("[Dense(2)] ", 8));
        StackShape shape = Declared.Shape($"{eight}[Lstm(3, 5)] {eight}");
        Assert.Equal((8, 16), (shape.StemLayers, shape.DenseLayers().Count()));
    }

    [Theory]
    [InlineData("OutputActivation")]
    [InlineData("GateActivation")]
    [InlineData("CellActivation")]
    [InlineData("HiddenActivation")]
    public void Every_activation_fits_everywhere_but_softmax_in_a_cell(string parameter)
    {
        bool head = parameter == "OutputActivation";
        foreach (Activation activation in Enum.GetValues<Activation>().Where(activation => head || activation != Activation.Softmax))
        {
            StackShape shape = Declared.Shape($"[Lstm(3, 5, Output = 1, {parameter} = Activation.{activation})]");
            Assert.Equal(
                ActivationShape.Of(activation),
                parameter switch
                {
                    "OutputActivation" => shape.Head!.Activation,
                    "GateActivation" => shape.Cell.GateActivation,
                    "CellActivation" => shape.Cell.CellActivation,
                    _ => shape.Cell.HiddenActivation,
                });
        }
    }

    /// <summary>Whatever is mathematically sound may be combined: the whole product of the parameters, each on and off.</summary>
    [Fact]
    public void Every_combination_of_parameters_is_accepted_or_refused()
    {
        (string Argument, Func<StackShape, StackShape> Change)[] parameters =
        [
            ("Layers = 2", static shape => shape with { Layers = 2 }),
            ("Bidirectional = true", static shape => shape with { Bidirectional = true }),
            ("Direction = Direction.Backward", static shape => shape with { Direction = Direction.Backward }),
            ("Output = 2", static shape => shape with { Head = new(2, Activation.Linear) }),
            ("Residual = true", static shape => shape with { Residual = true }),
            ("Projection = 2", static shape => shape with { Cell = shape.Cell with { Projection = 2 } }),
            ("Peephole = true", static shape => shape with { Cell = shape.Cell with { Peephole = true } }),
            ("CoupledGates = true", static shape => shape with { Cell = shape.Cell with { CoupledGates = true } }),
            ("LayerNorm = true", static shape => shape with { Cell = shape.Cell with { LayerNorm = true } }),
            ("StochasticForget = true", static shape => shape with { Cell = shape.Cell with { StochasticForget = true } }),
            ("Clip = 3", static shape => shape with { Cell = shape.Cell with { Clip = 3 } }),
            ("CellClip = 3", static shape => shape with { Cell = shape.Cell with { CellClip = 3 } }),
        ];
        StackShape[] shapes = new StackShape[1 << parameters.Length];
        string[] classes = new string[shapes.Length];
        for (int choice = 0; choice < shapes.Length; choice++)
        {
            var chosen = parameters.Where((_, index) => (choice >> index & 1) != 0).ToArray();
            shapes[choice] = chosen.Aggregate(s_plain, static (shape, parameter) => parameter.Change(shape));
            classes[choice] =
                $"[Lstm({string.Join(", ", chosen.Select(static parameter => parameter.Argument).Prepend("3, 5"))})] "
                    + $"partial class Net{choice};";
        }

        CSharpCompilation compilation = TestCompilation.Default.Create("using Lstm;\n" + string.Join("\n", classes));
        int refused = 0;
        for (int choice = 0; choice < shapes.Length; choice++)
        {
            StackShape shape = shapes[choice];
            int clashes = (shape is { Bidirectional: true, Direction: Direction.Backward } ? 1 : 0)
                + (shape.Residual && shape.OutputSize > shape.Input ? 1 : 0);
            (LstmModel? model, IReadOnlyList<string> messages) = Declared.Read(compilation, $"Net{choice}");
            Assert.Equal((clashes == 0 ? shape : null, clashes), (model?.Shape, messages.Count));
            Assert.All(messages, static message => Assert.StartsWith("LSTM014", message, StringComparison.Ordinal));
            refused += clashes > 0 ? 1 : 0;
        }

        Assert.InRange(refused, 1, shapes.Length / 2);
    }

    private static StackShape Cell(Func<CellShape, CellShape> change) => s_plain with { Cell = change(s_plain.Cell) };
}
