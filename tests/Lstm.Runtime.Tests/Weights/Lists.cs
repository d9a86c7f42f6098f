using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>Networks that are more than equal layers between dense ones.</summary>
internal static class Lists
{
    private static readonly DenseShape s_dense = new(5, Activation.Tanh);

    /// <summary>Each difference between layers by itself, and some together.</summary>
    public static IReadOnlyList<NetworkShape> All { get; } =
    [
        Of(3, Lstm(11), Lstm(4)),
        Of(3, Lstm(4), Gru(11)),
        Of(3, Gru(9), Lstm(9)),
        Of(3, Gru(9), Gru(9, CellKind.GruResetBefore)),
        Of(3, Lstm(11), s_dense, Lstm(11)),
        Of(3, Lstm(6) with { Bidirectional = true }, Lstm(7)),
        Of(3, Lstm(6), Lstm(7) with { Bidirectional = true }, new DenseShape(2, Activation.Softmax)),
        Of(3, Lstm(6) with { Direction = Direction.Backward }, Gru(6)),
        Of(3, Lstm(6), Gru(7) with { Direction = Direction.Backward }),
        Of(2, s_dense, With(Lstm(11), static cell => cell with { Projection = 3, Peephole = true }), s_dense, s_dense, Gru(8)),
        Of(2, With(Lstm(5), static cell => cell with { CoupledGates = true }), Gru(5), With(Lstm(5), static cell => cell with
        {
            LayerNorm = true,
            Clip = 2,
        })) with { Residual = false },
        Of(4, Lstm(3), Gru(2)) with { Residual = true },
        Of(3, Lstm(8), Lstm(8), Gru(8), s_dense, Lstm(8), new DenseShape(1, Activation.Linear)),
        Of(3, Affine(3), Lstm(5), Affine(5)),
        Of(3, Lstm(11), new LayerNormShape(11, 1e-3f), Gru(4), PRelu(4)),
        Of(3, PRelu(3), s_dense, new LayerNormShape(5, 1e-5f), Lstm(6) with { Bidirectional = true }, PRelu(12), s_dense, Affine(5)),
        Of(3, Lstm(5), new PointwiseShape(PointwiseKind.Function, 5, Activation.Softmax), Lstm(5)),
        Of(3, s_dense, Lstm(5), new ResidualShape(1, 5), Gru(5), new ResidualShape(3, 5), new DenseShape(3, Activation.Tanh),
            new ResidualShape(6, 3)),
        Of(6, Lstm(3) with { Bidirectional = true }, Lstm(6) with { Direction = Direction.Backward }, new ResidualShape(1, 6),
            new ResidualShape(3, 6)) with { Residual = true },
        Of(3, Lstm(6) with { Bidirectional = true }, new MergeShape(Merging.Sum, 6), s_dense),
        Of(3, Lstm(5) with { Bidirectional = true }, new MergeShape(Merging.Mean, 5), Gru(5) with { Bidirectional = true },
            new MergeShape(Merging.Product, 5), new ResidualShape(2, 5)),
        Of(5, new DenseShape(5, Activation.Linear), Affine(5), new ResidualShape(2, 5), Lstm(4), new DenseShape(6, Activation.Linear),
            Affine(6), new PointwiseShape(PointwiseKind.Function, 6, Activation.Affine), Affine(6), Gru(9), Affine(9), Affine(9)),
    ];

    /// <summary>Networks with one output for a sequence, or with that of the last step.</summary>
    public static IReadOnlyList<NetworkShape> Pooled { get; } =
    [
        .. System.Enum.GetValues<Pooling>().SelectMany(static pooling => new[]
        {
            Of(3, Lstm(5), new PoolShape(pooling, 5), s_dense),
            Of(3, Lstm(4) with { Direction = Direction.Backward }, new PoolShape(pooling, 4)),
            Of(3, Lstm(4), Lstm(3) with { Bidirectional = true }, new PoolShape(pooling, 6), PRelu(6)),
        }),
        Of(3, Lstm(5) with { Bidirectional = true }, new PoolShape(Pooling.Final, 10), new MergeShape(Merging.Product, 5), s_dense,
            new ResidualShape(1, 5)),
        Of(5, Lstm(5), new ResidualShape(1, 5), new PoolShape(Pooling.Max, 5), s_dense, new ResidualShape(1, 5)),
        Of(3, Lstm(5), s_dense, new LayerNormShape(5, 1e-3f), new PoolShape(Pooling.Mean, 5), new LayerNormShape(5, 1e-3f), s_dense),
    ];

    /// <summary>The numbers of <see cref="All"/>, as test cases.</summary>
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, All.Count)];

    public static NetworkShape Of(int input, params LayerShape[] layers) => new(input, new LayerList(layers));

    public static RecurrentShape Lstm(int hidden) => new(new CellShape(CellKind.Lstm, hidden));

    public static RecurrentShape Gru(int hidden, CellKind kind = CellKind.GruResetAfter) => new(new CellShape(kind, hidden));

    public static PointwiseShape Affine(int units) => new(PointwiseKind.Affine, units, Activation.Linear);

    public static PointwiseShape PRelu(int units) => new(PointwiseKind.PRelu, units, Activation.Linear);

    /// <summary>A list by chance: up to six layers of any kind, in any order and direction.</summary>
    public static NetworkShape ByChance(int seed)
    {
        var random = new SplitMix64(~seed);
        int Below(int count) => (int)(random.Next() % (ulong)count);
        bool Coin() => Below(2) == 0;

        LayerShape Layer(int number) => number > 0 && Below(3) == 0
            ? new DenseShape(1 + Below(12), Coin() ? Activation.Tanh : Activation.Elu)
            : Recurrent();

        RecurrentShape Recurrent()
        {
            NetworkSpec spec = Variants.ByChance((int)(random.Next() >> 40));
            RecurrentShape layer = Variants.ShapeOf(spec).Recurrent.First();
            return Below(3) == 0 ? layer : layer with { Bidirectional = false, Direction = Direction.Forward };
        }

        LayerShape[] layers = [.. Enumerable.Range(0, 1 + Below(6)).Select(Layer), .. Coin() ? [s_dense] : (LayerShape[])[]];
        NetworkShape network = Of(1 + Below(12), layers);
        return network with { Residual = network.Output <= network.Input && Coin() };
    }

    /// <summary>Weights by chance, with every value that the network has.</summary>
    public static LstmWeights Weights(NetworkShape network, int seed = 1, bool initialStates = false, LstmSelfTest? selfTest = null)
    {
        var random = new SplitMix64(seed);
        LstmLayerWeights[] cells =
        [
            .. network.Cells.Select(place => new LstmLayerWeights(
                place.Shape,
                place.Inputs,
                CellTensors.Of(place.Shape, place.Inputs)
                    .ToDictionary(static tensor => tensor.Kind, tensor => random.Values(tensor.Length, 0.5f)))),
        ];
        int next = 0;
        List<LayerWeights> layers = [];
        for (int layer = 0; layer < network.Layers.Count; layer++)
        {
            int inputs = network.InputOf(layer);
            if (network.Layers[layer] is RecurrentShape recurrent)
            {
                layers.Add(new RecurrentWeights(cells[next++], recurrent.Bidirectional ? cells[next++] : null)
                {
                    IsMerged = network.IsMerged(layer),
                });
            }
            else if (network.Layers[layer] is FeedForwardShape { HasWeights: true } shape)
            {
                int LengthOf(LayerTensor tensor) => shape.SizeOf(tensor, inputs) is var (rows, columns) ? rows * columns : 0;
                layers.Add(FeedForwardWeights.Create(shape, inputs, tensor => random.Values(LengthOf(tensor), 0.5f)));
            }
        }

        return new LstmWeights(
            layers,
            initialStates ? random.Values(network.Cells.Sum(static cell => cell.Shape.Width), 0.5f) : [],
            initialStates ? random.Values(network.Cells.Sum(static cell => StartShape.WidthOf(cell.Shape, StartShape.Cell)), 0.5f) : [],
            selfTest);
    }

    /// <summary>The same weights with a declaration, as the import library writes it.</summary>
    public static LstmWeights Declared(LstmWeights weights, NetworkShape network) => new(
        weights.Sequence, weights.InitialHidden, weights.InitialCell, weights.SelfTest)
    {
        Notes = new Dictionary<string, string> { [CanonicalNotes.Declaration] = DeclarationText.Of(network) },
    };

    private static RecurrentShape With(RecurrentShape layer, System.Func<CellShape, CellShape> change) =>
        layer with { Cell = change(layer.Cell) };
}
