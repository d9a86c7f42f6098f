using System;
using System.Collections.Generic;
using System.Globalization;
using Lstm.CompilerServices;
using Lstm.Shared;

namespace Lstm;

/// <summary>Random weights in the distributions with which PyTorch initialises its layers. They are the same on every machine.</summary>
/// <remarks>
/// torch.nn.LSTM and GRU: every weight and both biases uniform in ±1/sqrt(hidden). torch.nn.Linear: weights and bias uniform in
/// ±1/sqrt(inputs). torch.nn.LayerNorm: weights 1, biases 0. Peephole weights, which PyTorch has not, are drawn like other weights of
/// their cell.
/// </remarks>
internal sealed class UntrainedWeights
{
    private readonly uint _seed;
    private uint _block;
    private (uint, uint, uint, uint) _words;
    private int _used = 4;

    private UntrainedWeights(int seed) => _seed = unchecked((uint)seed);

    /// <summary>Returns weights for a network.</summary>
    /// <param name="shape">The network.</param>
    /// <param name="seed">The seed. Equal seeds give equal weights.</param>
    public static LstmWeights Of(StackShape shape, int seed)
    {
        UntrainedWeights random = new(seed);
        List<LstmLayerWeights> layers = [];
        for (int cell = 0; cell < shape.Cells; cell++)
        {
            layers.Add(random.Cell(shape.Cell, shape.InputOf(cell / shape.Directions)));
        }

        List<DenseWeights> dense = [];
        foreach ((DenseChain layer, int inputs) in shape.DenseLayers())
        {
            float bound = BoundOf(inputs);
            dense.Add(new DenseWeights(inputs, layer.Units, random.Values(layer.Units * inputs, bound), random.Values(layer.Units, bound)));
        }

        return new LstmWeights(
            layers,
            dense[..shape.StemLayers],
            dense[shape.StemLayers..],
            shape.Bidirectional,
            source: string.Create(CultureInfo.InvariantCulture, $"random weights, seed {seed}"))
        {
            Notes = new Dictionary<string, string> { [CanonicalNotes.Declaration] = DeclarationText.Of(shape) },
        };
    }

    private static float BoundOf(int count) => (float)(1 / Math.Sqrt(count));

    private LstmLayerWeights Cell(CellShape cell, int inputs)
    {
        int rows = cell.Gates.Count * cell.Hidden;
        float bound = BoundOf(cell.Hidden);
        float[] input = Values(rows * inputs, bound);
        float[] recurrent = Values(rows * cell.Width, bound);
        float[] bias = Values(rows, bound);
        float[] second = Values(rows, bound);
        int added = cell.IsLstm ? rows : rows - cell.Hidden;
        for (int row = 0; row < added; row++)
        {
            bias[row] += second[row];
        }

        if (!cell.IsLstm)
        {
            return LstmLayerWeights.Gru(inputs, cell.Hidden, input, recurrent, bias, second.AsSpan(added));
        }

        return new LstmLayerWeights(
            inputs,
            cell.Hidden,
            input,
            recurrent,
            bias,
            Values(cell.Projection * cell.Hidden, bound),
            Values(cell.PeepholeGates.Length * cell.Hidden, bound),
            Ones(cell.LayerNorm ? rows : 0),
            new float[cell.LayerNorm ? rows : 0],
            Ones(cell.LayerNorm ? cell.Hidden : 0),
            new float[cell.LayerNorm ? cell.Hidden : 0]);
    }

    private static float[] Ones(int count)
    {
        float[] values = new float[count];
        Array.Fill(values, 1f);
        return values;
    }

    /// <summary>Returns uniform values in [-bound, bound).</summary>
    private float[] Values(int count, float bound)
    {
        float[] values = new float[count];
        for (int index = 0; index < count; index++)
        {
            // The upper 24 bits as a fraction, which a float represents exactly.
            values[index] = ((Next() >> 8) / (float)(1 << 23) - 1f) * bound;
        }

        return values;
    }

    private uint Next()
    {
        if (_used == 4)
        {
            _words = Philox.Block(_block++, 0, 0, 0, _seed, 0);
            _used = 0;
        }

        return _used++ switch { 0 => _words.Item1, 1 => _words.Item2, 2 => _words.Item3, _ => _words.Item4 };
    }
}
