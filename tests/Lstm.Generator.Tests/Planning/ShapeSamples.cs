using System.Collections.Generic;
using Lstm.Shared;

namespace Lstm.Generator.Tests.Planning;

/// <summary>Networks to try a rule on.</summary>
internal static class ShapeSamples
{
    private static readonly int[] s_inputs = [1, 8, 9, 1024];
    private static readonly int[] s_layers = [1, 2, 8];
    private static readonly int[] s_outputs = [0, 1, 5, 8, 1023];

    /// <summary>The units of the one dense layer after the recurrent ones, or 0 for none.</summary>
    public static int HeadUnits(this StackShape shape) => shape.Head?.Units ?? 0;

    /// <summary>Every hidden size, each with every sampled input, layer count and output.</summary>
    public static IEnumerable<StackShape> EveryHidden()
    {
        for (int hidden = 1; hidden <= NetworkShape.MaxSize; hidden++)
        {
            foreach (int input in s_inputs)
            {
                foreach (int layers in s_layers)
                {
                    foreach (int output in s_outputs)
                    {
                        yield return StackShape.Plain(input, hidden, layers, output);
                    }
                }
            }
        }
    }

    /// <summary>
    /// For every hidden size the networks of the longest text: every kind of layer, and a head of whole tiles and a rest.
    /// </summary>
    public static IEnumerable<StackShape> Longest()
    {
        for (int hidden = 1; hidden <= NetworkShape.MaxSize; hidden++)
        {
            foreach (int input in s_inputs)
            {
                yield return StackShape.Plain(input, hidden, NetworkShape.MaxLayers, NetworkShape.MaxSize - 1, Activation.Sigmoid);
            }
        }
    }

    /// <summary>
    /// Every variant of a cell, at sizes around each way of cutting blocks into tiles, with each direction, and dense layers around some.
    /// </summary>
    public static IEnumerable<StackShape> Variants()
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
            foreach (int hidden in (int[])[3, 8, 12, 17, 24, 31, 47, 64, 70])
            {
                StackShape shape = new(s_inputs[n % 3], cell with { Hidden = hidden })
                {
                    Layers = 1 + n % 3,
                    Bidirectional = n % 4 == 1,
                    Direction = n % 4 == 3 ? Direction.Backward : Direction.Forward,
                    Stem = n % 5 == 0 ? DenseChain.Link([new(9, Activation.Tanh), new(3, Activation.Relu)]) : null,
                    Head = n % 5 < 2 ? DenseChain.Link([new(5, Activation.Softmax), new(12, Activation.Linear)]) : null,
                };
                n++;
                yield return shape with { Residual = shape.OutputSize <= shape.Input };
            }
        }
    }
}
