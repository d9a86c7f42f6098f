using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Tests.Harness;
using Lstm.Shared;

namespace Lstm.Generator.Tests.Planning;

/// <summary>Networks to try a rule on.</summary>
internal static class ShapeSamples
{
    private static readonly int[] s_inputs = [1, 8, 9, 1024];
    private static readonly int[] s_layers = [1, 2, 8];
    private static readonly int[] s_outputs = [0, 1, 5, 8, 1023];

    // Around each way of cutting blocks into tiles.
    private static readonly int[] s_sizes = [3, 8, 12, 17, 24, 31, 47, 64, 70];

    /// <summary>Every hidden size, each with every sampled input, layer count and output.</summary>
    public static IEnumerable<NetworkShape> EveryHidden()
    {
        for (int hidden = 1; hidden <= NetworkShape.MaxSize; hidden++)
        {
            foreach (int input in s_inputs)
            {
                foreach (int layers in s_layers)
                {
                    foreach (int output in s_outputs)
                    {
                        yield return Shapes.Plain(input, hidden, layers, output);
                    }
                }
            }
        }
    }

    /// <summary>
    /// For every hidden size the networks of the longest text: every kind of layer, and a head of whole tiles and a rest.
    /// </summary>
    public static IEnumerable<NetworkShape> Longest()
    {
        for (int hidden = 1; hidden <= NetworkShape.MaxSize; hidden++)
        {
            foreach (int input in s_inputs)
            {
                yield return Shapes.Plain(input, hidden, NetworkShape.MaxLayers, NetworkShape.MaxSize - 1, Activation.Sigmoid);
            }
        }
    }

    /// <summary>
    /// Every variant of a cell, at sizes around each way of cutting blocks into tiles, with each direction, and dense layers around some.
    /// </summary>
    public static IEnumerable<NetworkShape> Variants()
    {
        CellShape lstm = new(CellKind.Lstm, 1);
        CellShape[] cells =
        [
            lstm with { Peephole = true }, lstm with { CoupledGates = true }, lstm with { Peephole = true, CoupledGates = true },
            lstm with { Projection = 5 }, lstm with { Projection = 12, Peephole = true }, lstm with { LayerNorm = true },
            lstm with { LayerNorm = true, Peephole = true },
            lstm with { LayerNorm = true, Peephole = true, CoupledGates = true, Projection = 3 },
            lstm with { StochasticForget = true, Clip = 1 }, lstm with { CellClip = 1, GateActivation = Activation.Softsign },
            new(CellKind.GruResetAfter, 1), new(CellKind.GruResetBefore, 1),
        ];
        int n = 0;
        foreach (CellShape cell in cells)
        {
            foreach (int hidden in s_sizes)
            {
                RecurrentShape layer = new(cell with { Hidden = hidden })
                {
                    Bidirectional = n % 4 == 1,
                    Direction = n % 4 == 3 ? Direction.Backward : Direction.Forward,
                };
                NetworkShape shape = NetworkShape.Stack(
                    s_inputs[n % 3],
                    layer,
                    layers: 1 + n % 3,
                    stem: n % 5 == 0 ? [new(9, Activation.Tanh), new(3, Activation.Relu)] : [],
                    head: n % 5 < 2 ? [new(5, Activation.Softmax), new(12, Activation.Linear)] : []);
                n++;
                yield return shape with { Residual = shape.Output <= shape.Input };
            }
        }
    }

    /// <summary>
    /// Lists of layers that are no stack of equal ones: other sizes, other cells, other directions, and dense layers between them, each at
    /// sizes around each way of cutting blocks into tiles.
    /// </summary>
    public static IEnumerable<NetworkShape> Lists()
    {
        for (int n = 0; n < s_sizes.Length; n++)
        {
            int turn = n;
            int Size(int layer) => s_sizes[(turn + 4 * layer) % s_sizes.Length];
            foreach (LayerShape[] layers in (LayerShape[][])[.. Stepping(Size), .. Sequential(Size)])
            {
                NetworkShape shape = new(s_inputs[n % 3], new LayerList(layers));
                yield return shape with { Residual = shape.Output <= shape.Input };
            }
        }
    }

    /// <summary>Returns the number of outputs of the first dense layer after the recurrent ones, or 0 for none.</summary>
    public static int HeadUnits(this NetworkShape shape) =>
        shape.Layers.Reverse().TakeWhile(static layer => layer is DenseShape).LastOrDefault()?.Outputs ?? 0;

    /// <summary>Returns the first recurrent layer.</summary>
    public static RecurrentShape First(this NetworkShape shape) => shape.Recurrent.First();

    /// <summary>Returns a network with other cells.</summary>
    public static NetworkShape WithCells(this NetworkShape shape, Func<CellShape, CellShape> change) => shape with
    {
        Layers = new LayerList(shape.Layers.Select(layer =>
            layer is RecurrentShape recurrent ? recurrent with { Cell = change(recurrent.Cell) } : layer)),
    };

    /// <summary>Returns a network in which equal recurrent layers in a row are so many.</summary>
    public static NetworkShape WithLayers(this NetworkShape shape, int count) => shape with
    {
        Layers = new LayerList(
            DeclarationText.Runs(shape).SelectMany(run => Enumerable.Repeat(run.Layer, run.Layer is DenseShape ? 1 : count))),
    };

    /// <summary>Returns a network in each precision that its cells have.</summary>
    public static IEnumerable<NetworkShape> InPrecisions(this NetworkShape shape) =>
        from precision in (LstmPrecision[])[LstmPrecision.Single, LstmPrecision.Int16, LstmPrecision.Int8]
        where precision == LstmPrecision.Single || !shape.IsRandom
        select shape with { Precision = precision };

    /// <summary>Returns whether a class of the network can have traces.</summary>
    public static bool CanTrace(this NetworkShape shape) => shape.IsCausal;

    private static RecurrentShape Lstm(int hidden) => new(new CellShape(CellKind.Lstm, hidden));

    private static RecurrentShape Gru(int hidden) => new(new CellShape(CellKind.GruResetAfter, hidden));

    private static RecurrentShape GruResetBefore(int hidden) => new(new CellShape(CellKind.GruResetBefore, hidden));

    // These can run single steps.
    private static IEnumerable<LayerShape[]> Stepping(Func<int, int> size)
    {
        RecurrentShape lstm = Lstm(size(0));
        yield return [lstm, Lstm(size(1))];
        yield return [lstm, Lstm(size(1)), Lstm(size(2)), new DenseShape(5, Activation.Relu), Lstm(size(0)),
            new DenseShape(1, Activation.Linear)];
        yield return [lstm, new DenseShape(5, Activation.Relu), Gru(size(1)), new DenseShape(2, Activation.Linear)];
        yield return [GruResetBefore(size(0)), GruResetBefore(size(0)), Lstm(size(1)), Lstm(size(1))];
        yield return [lstm, lstm, Gru(size(1)), lstm, lstm, lstm];
        yield return
        [
            lstm with { Cell = lstm.Cell with { Peephole = true, Projection = 3 } },
            Lstm(size(1)) with { Cell = Lstm(size(1)).Cell with { CoupledGates = true } },
            Lstm(size(2)) with { Cell = Lstm(size(2)).Cell with { LayerNorm = true } },
        ];
        yield return [lstm with { Cell = lstm.Cell with { StochasticForget = true } }, new DenseShape(4, Activation.Softmax),
            Lstm(size(1))];
        yield return
        [
            new DenseShape(12, Activation.Softmax), lstm, new DenseShape(9, Activation.Tanh), GruResetBefore(size(1)),
            new DenseShape(3, Activation.Sigmoid), new DenseShape(17, Activation.Linear), Gru(size(2)),
                new DenseShape(5, Activation.Softmax),
            new DenseShape(2, Activation.Linear),
        ];
        yield return
        [
            lstm, Gru(size(1)), Lstm(size(2)), GruResetBefore(size(3)), Lstm(size(4)), Lstm(size(5)), Gru(size(6)),
            Lstm(size(7)) with { Cell = Lstm(size(7)).Cell with { CellClip = 1 } },
        ];
    }

    // These can only run whole sequences.
    private static IEnumerable<LayerShape[]> Sequential(Func<int, int> size)
    {
        RecurrentShape lstm = Lstm(size(0));
        yield return [lstm with { Bidirectional = true }, Gru(size(1))];
        yield return [lstm with { Bidirectional = true }, new DenseShape(5, Activation.Relu), lstm, Lstm(size(1))];
        yield return
        [
            new DenseShape(9, Activation.Tanh), lstm, Gru(size(1)) with { Bidirectional = true },
            Lstm(size(2)) with { Direction = Direction.Backward }, new DenseShape(3, Activation.Linear),
        ];
        yield return
        [
            Gru(size(0)) with { Direction = Direction.Backward }, Gru(size(0)), new DenseShape(4, Activation.Tanh),
            new DenseShape(11, Activation.Softmax), Lstm(size(1)), Lstm(size(1)), new DenseShape(5, Activation.Softmax),
        ];
    }
}
