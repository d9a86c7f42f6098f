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
    private static readonly RecurrentShape s_lstm = new(new CellShape(CellKind.Lstm, 5));
    private static readonly RecurrentShape s_gru = new(new CellShape(CellKind.GruResetAfter, 5));
    private static readonly NetworkShape s_plain = Net(s_lstm);

    private static readonly Dictionary<string, NetworkShape> s_declarations = new(StringComparer.Ordinal)
    {
        ["[Lstm(3, 5)]"] = s_plain,
        ["[Lstm(hidden: 5, input: 3)]"] = s_plain,
        ["[Lstm(3, 5, Layers = 4)]"] = Net(s_lstm, s_lstm, s_lstm, s_lstm),
        ["[Lstm(3, 5, Bidirectional = true)]"] = Net(s_lstm with { Bidirectional = true }),
        ["[Lstm(3, 5, Bidirectional = true, Direction = Direction.Forward)]"] = Net(s_lstm with { Bidirectional = true }),
        ["[Lstm(3, 5, Bidirectional = false, Direction = Direction.Backward)]"] = Net(s_lstm with { Direction = Direction.Backward }),
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

        ["[Gru(3, 5)]"] = Net(s_gru),
        ["[Gru(3, 5, ResetAfter = true)]"] = Net(s_gru),
        ["[Gru(3, 5, ResetAfter = false)]"] = Net(new RecurrentShape(new CellShape(CellKind.GruResetBefore, 5))),
        ["[Gru(input: 3, hidden: 5, Layers = 2, Bidirectional = true, Clip = 1, GateActivation = Activation.ScaledTanh, GateBeta = 0.5f, "
            + "CellActivation = Activation.Elu)]"] =
            NetworkShape.Stack(
                3,
                new RecurrentShape(s_gru.Cell with
                {
                    Clip = 1,
                    GateActivation = new(Activation.ScaledTanh, 1, 0.5f),
                    CellActivation = new(Activation.Elu, 1, 0),
                })
                {
                    Bidirectional = true,
                },
                layers: 2),

        // Dense layers, and the short form of one.
        ["[Lstm(3, 5, Output = 2)]"] = Net(s_lstm, Dense(2)),
        ["[Lstm(3, 5, Output = 0)] [Dense(2)]"] = Net(s_lstm, Dense(2)),
        ["[Lstm(3, 5, Output = 2, OutputActivation = Activation.Softmax)]"] = Net(s_lstm, Dense(2, Activation.Softmax)),
        ["[Lstm(3, 5, OutputActivation = Activation.Linear)] [Dense(2, Activation.Softmax)]"] =
            Net(s_lstm, Dense(2, Activation.Softmax)),
        ["[Lstm(3, 5, Output = 2, OutputActivation = Activation.Elu)]"] =
            Net(s_lstm, Dense(2, new ActivationShape(Activation.Elu, 1, 0))),
        ["[Dense(4)] [Lstm(3, 5)]"] = Net(Dense(4), s_lstm),
        ["[Dense(4)] [Lstm(3, 5, Output = 2)]"] = Net(Dense(4), s_lstm, Dense(2)),
        ["[Dense(4, Activation.Tanh)] [Lstm(3, 5)] [Dense(2)]"] =
            Net(Dense(4, Activation.Tanh), s_lstm, Dense(2)),
        ["[Dense(4), Lstm(3, 5), Dense(2)]"] = Net(Dense(4), s_lstm, Dense(2)),
        ["[System.Obsolete, Dense(4)] [Gru(3, 5)] [System.Serializable] [Dense(2), Dense(1)]"] =
            Net(Dense(4), s_gru, Dense(2), Dense(1)),
        ["[Dense(9)] [Dense(8)] [Dense(7)] [Lstm(3, 5)]"] =
            Net(Dense(9), Dense(8), Dense(7), s_lstm),
        ["[Lstm(3, 5)] [Dense(1)] [Dense(2, Activation.Relu)] [Dense(1)]"] =
            Net(s_lstm, Dense(1), Dense(2, Activation.Relu), Dense(1)),
        ["[Lstm(3, 5)] [Dense(activation: Activation.LeakyRelu, units: 1, Alpha = 0.3f)]"] =
            Net(s_lstm, Dense(1, new ActivationShape(Activation.LeakyRelu, 0.3f, 0))),
        ["[Lstm(3, 5)] [Dense(1, Activation.Affine, Alpha = 2, Beta = 3)]"] =
            Net(s_lstm, Dense(1, new ActivationShape(Activation.Affine, 2, 3))),
        ["[Lstm(3, 5)] [Dense(1, Activation.HardSigmoid)]"] =
            Net(s_lstm, Dense(1, new ActivationShape(Activation.HardSigmoid, 0.2f, 0.5f))),

        // As many inputs as outputs are enough, and counted where the network starts.
        ["[Lstm(5, 5, Residual = true)]"] = Shapes.Plain(5, 5) with { Residual = true },
        ["[Lstm(3, 5, Output = 3, Residual = true)]"] = Shapes.Plain(3, 5, output: 3) with { Residual = true },
        ["[Dense(1)] [Lstm(3, 5, Residual = true)] [Dense(9)] [Dense(3)]"] =
            Net(Dense(1), s_lstm, Dense(9), Dense(3)) with { Residual = true },
        ["[Lstm(10, 5, Bidirectional = true, Residual = true)]"] =
            NetworkShape.Stack(10, s_lstm with { Bidirectional = true }) with { Residual = true },
        ["[Lstm(2, 5, Projection = 2, Residual = true)]"] =
            NetworkShape.Stack(2, new RecurrentShape(s_lstm.Cell with { Projection = 2 })) with { Residual = true },
        ["[Lstm(1024, 1024, Layers = 8, Projection = 1024, Output = 1024, Residual = true)]"] =
            NetworkShape.Stack(
                1024, new RecurrentShape(new CellShape(CellKind.Lstm, 1024) { Projection = 1024 }), layers: 8, head: [Dense(1024)]) with
            {
                Residual = true,
            },

        // Several attributes of recurrent layers.
        ["[Lstm(3, 5)] [Lstm(5)]"] = Net(s_lstm, s_lstm),
        ["[Lstm(3, 5)] [Gru(5)]"] = Net(s_lstm, s_gru),
        ["[Gru(3, 5), Lstm(hidden: 5)]"] = Net(s_gru, s_lstm),
        ["[Gru(3, 5, Layers = 2)] [Lstm(7, Layers = 3)] [Gru(5)]"] =
            Net([s_gru, s_gru, .. Enumerable.Repeat(new RecurrentShape(new CellShape(CellKind.Lstm, 7)), 3), s_gru]),
        ["[Dense(4)] [Gru(3, 5)] [Dense(2, Activation.Relu)] [Dense(6)] [Lstm(5)] [Dense(1)]"] =
            Net(Dense(4), s_gru, Dense(2, Activation.Relu), Dense(6), s_lstm, Dense(1)),
        ["[Dense(4), Gru(3, 5), Dense(2), System.Obsolete, Lstm(5), Dense(1)]"] = Net(Dense(4), s_gru, Dense(2), s_lstm, Dense(1)),
        ["[Lstm(3, 5, Output = 4, OutputActivation = Activation.Tanh)] [Gru(5)]"] = Net(s_lstm, Dense(4, Activation.Tanh), s_gru),
        ["[Lstm(3, 5)] [Dense(4)] [Gru(5, Output = 2)]"] = Net(s_lstm, Dense(4), s_gru, Dense(2)),
        ["[Lstm(3, 5, Bidirectional = true)] [Gru(5)] [Lstm(5, Direction = Direction.Backward)]"] =
            Net(s_lstm with { Bidirectional = true }, s_gru, s_lstm with { Direction = Direction.Backward }),
        ["[Lstm(3, 5)] [Gru(5, ResetAfter = false, Clip = 2)] [Lstm(5, Peephole = true, StochasticForget = true)]"] =
            Net(
                s_lstm,
                new RecurrentShape(new CellShape(CellKind.GruResetBefore, 5) { Clip = 2 }),
                new RecurrentShape(s_lstm.Cell with { Peephole = true, StochasticForget = true })),
        ["[Lstm(3, 5, Residual = true)] [Gru(3)]"] =
            Net(s_lstm, new RecurrentShape(new CellShape(CellKind.GruResetAfter, 3))) with { Residual = true },
        ["[Lstm(3, 5, Precision = LstmPrecision.Int8)] [Gru(5)]"] = Net(s_lstm, s_gru) with { Precision = LstmPrecision.Int8 },
        ["[Lstm(3, 5, Layers = 3)] [Gru(5, Layers = 3)] [Lstm(5, Layers = 2)]"] =
            Net(s_lstm, s_lstm, s_lstm, s_gru, s_gru, s_gru, s_lstm, s_lstm),
    };

    public static TheoryData<string> Declarations => [.. s_declarations.Keys];

    [Theory]
    [MemberData(nameof(Declarations))]
    public void A_declaration_is_its_network(string attributes)
    {
        NetworkShape shape = Declared.Shape(attributes);
        Assert.Equal(s_declarations[attributes], shape);
        // Of equal values, minus zero among them, there is one text.
        Assert.Equal(s_declarations[attributes].ToString(), shape.ToString());
    }

    [Fact]
    public void Eight_dense_layers_fit_on_each_side()
    {
        string eight = string.Concat(Enumerable.Repeat("[Dense(2)] ", 8));
        NetworkShape shape = Declared.Shape($"{eight}[Lstm(3, 5)] {eight}");
        Assert.Equal((8, 16), (shape.Cells.Single().Layer, shape.Layers.OfType<DenseShape>().Count()));

        NetworkShape list = Declared.Shape($"{eight}[Lstm(3, 5)] {eight}[Gru(5)] {eight}");
        Assert.Equal([8, 17], list.Cells.Select(static cell => cell.Layer));
        Assert.Equal(26, list.Layers.Count);
    }

    [Fact]
    public void Eight_attributes_are_eight_layers()
    {
        string seven = string.Concat(Enumerable.Repeat("[Gru(5)] [Dense(2)] ", 7));
        NetworkShape shape = Declared.Shape($"[Dense(2)] [Lstm(3, 5)] [Dense(2)] {seven}");
        Assert.Equal((8, 17), (shape.Cells.Count, shape.Layers.Count));
    }

    /// <summary>Each declaration has one text, which is read as the same network, whatever the attributes look like.</summary>
    [Theory]
    [MemberData(nameof(Declarations))]
    public void A_declaration_has_a_text_that_declares_the_same(string attributes)
    {
        NetworkShape shape = Declared.Shape(attributes) with { Precision = LstmPrecision.Single };
        string text = DeclarationText.Of(shape);
        Assert.Equal(shape, Declared.Shape(text));
        Assert.Equal(shape, DeclarationParser.Parse(text));
    }

    [Theory]
    [InlineData("OutputActivation")]
    [InlineData("GateActivation")]
    [InlineData("CellActivation")]
    [InlineData("HiddenActivation")]
    public void Every_activation_fits_everywhere_but_functions_of_all_values_in_a_cell(string parameter)
    {
        bool head = parameter == "OutputActivation";
        foreach (Activation activation in Enum.GetValues<Activation>()
            .Where(activation => head || ActivationShape.Of(activation).IsOfOneValue))
        {
            NetworkShape shape = Declared.Shape($"[Lstm(3, 5, Output = 1, {parameter} = Activation.{activation})]");
            Assert.Equal(
                ActivationShape.Of(activation),
                parameter switch
                {
                    "OutputActivation" => ((DenseShape)shape.Layers[1]).Activation,
                    "GateActivation" => shape.Recurrent.Single().Cell.GateActivation,
                    "CellActivation" => shape.Recurrent.Single().Cell.CellActivation,
                    _ => shape.Recurrent.Single().Cell.HiddenActivation,
                });
        }
    }

    /// <summary>Whatever is mathematically sound may be combined: the whole product of the parameters, each on and off.</summary>
    [Fact]
    public void Every_combination_of_parameters_is_accepted_or_refused()
    {
        (string Argument, Func<NetworkShape, NetworkShape> Change)[] parameters =
        [
            ("Layers = 2", static shape => shape with { Layers = new([shape.Layers[0], .. shape.Layers]) }),
            ("Bidirectional = true", Layer(static layer => layer with { Bidirectional = true })),
            ("Direction = Direction.Backward", Layer(static layer => layer with { Direction = Direction.Backward })),
            ("Output = 2", static shape => shape with { Layers = new([.. shape.Layers, Dense(2)]) }),
            ("Residual = true", static shape => shape with { Residual = true }),
            ("Projection = 2", OfCell(static cell => cell with { Projection = 2 })),
            ("Peephole = true", OfCell(static cell => cell with { Peephole = true })),
            ("CoupledGates = true", OfCell(static cell => cell with { CoupledGates = true })),
            ("LayerNorm = true", OfCell(static cell => cell with { LayerNorm = true })),
            ("StochasticForget = true", OfCell(static cell => cell with { StochasticForget = true })),
            ("Clip = 3", OfCell(static cell => cell with { Clip = 3 })),
            ("CellClip = 3", OfCell(static cell => cell with { CellClip = 3 })),
        ];
        NetworkShape[] shapes = new NetworkShape[1 << parameters.Length];
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
            NetworkShape shape = shapes[choice];
            int clashes = (shape.Recurrent.First() is { Bidirectional: true, Direction: Direction.Backward } ? 1 : 0)
                + (shape.Residual && shape.Output > shape.Input ? 1 : 0);
            (LstmModel? model, IReadOnlyList<string> messages) = Declared.Read(compilation, $"Net{choice}");
            Assert.Equal((clashes == 0 ? shape : null, clashes), (model?.Shape, messages.Count));
            Assert.All(messages, static message => Assert.StartsWith("LSTM014", message, StringComparison.Ordinal));
            refused += clashes > 0 ? 1 : 0;
        }

        Assert.InRange(refused, 1, shapes.Length / 2);
    }

    private static NetworkShape Net(params LayerShape[] layers) => new(3, new LayerList(layers));

    private static DenseShape Dense(int units) => new(units, Activation.Linear);

    private static DenseShape Dense(int units, ActivationShape activation) => new(units, activation);

    private static NetworkShape Cell(Func<CellShape, CellShape> change) => Net(s_lstm with { Cell = change(s_lstm.Cell) });

    private static Func<NetworkShape, NetworkShape> OfCell(Func<CellShape, CellShape> change) =>
        Layer(layer => layer with { Cell = change(layer.Cell) });

    private static Func<NetworkShape, NetworkShape> Layer(Func<RecurrentShape, RecurrentShape> change) => shape => shape with
    {
        Layers = new(shape.Layers.Select(layer => layer is RecurrentShape recurrent ? change(recurrent) : layer)),
    };
}
