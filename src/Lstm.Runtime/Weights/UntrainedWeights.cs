using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.CompilerServices;
using Lstm.Shared;

namespace Lstm;

/// <summary>Random weights in the distributions with which PyTorch initialises its layers. They are the same on every machine.</summary>
/// <remarks>
/// torch.nn.LSTM and GRU: every weight and both biases uniform in ±1/sqrt(hidden). torch.nn.Linear: weights and bias uniform in
/// ±1/sqrt(inputs). torch.nn.LayerNorm: weights 1, biases 0; an affine layer has the same. torch.nn.PReLU: weights 0.25. Peephole weights,
/// which PyTorch has not, are drawn like other weights of their cell.
/// </remarks>
internal sealed class UntrainedWeights
{
    private const float PReluSlope = 0.25f;

    private readonly uint _seed;
    private uint _block;
    private (uint, uint, uint, uint) _words;
    private int _used = 4;

    private UntrainedWeights(int seed) => _seed = unchecked((uint)seed);

    /// <summary>Returns weights for a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="seed">The seed. Equal seeds give equal weights.</param>
    public static LstmWeights Of(NetworkShape network, int seed)
    {
        UntrainedWeights random = new(seed);

        // All cells are drawn first, and then all other layers.
        LstmLayerWeights[] cells = [.. network.Cells.Select(random.Cell)];
        LayerWeights?[] layers = new LayerWeights?[network.Layers.Count];
        foreach (CellPlace first in network.Cells.Where(static place => place.Direction == 0))
        {
            layers[first.Layer] = new RecurrentWeights(
                cells[first.Number], first.Recurrent.Bidirectional ? cells[first.Number + 1] : null)
            {
                IsMerged = network.IsMerged(first.Layer),
            };
        }

        for (int layer = 0; layer < layers.Length; layer++)
        {
            if (network.Layers[layer] is FeedForwardShape { HasWeights: true } shape)
            {
                int inputs = network.InputOf(layer);
                layers[layer] = FeedForwardWeights.Create(shape, inputs, tensor => random.Tensor(shape, tensor, inputs));
            }
        }

        return new LstmWeights(
            [.. layers.OfType<LayerWeights>()], source: string.Create(CultureInfo.InvariantCulture, $"random weights, seed {seed}"))
        {
            Notes = new Dictionary<string, string> { [CanonicalNotes.Declaration] = DeclarationText.Of(network) },
        };
    }

    private float[] Tensor(FeedForwardShape layer, LayerTensor tensor, int inputs) => (layer, tensor.Kind) switch
    {
        (DenseShape or Conv1DShape, _) => Values(
            SizeOf(layer.SizeOf(tensor, inputs)), BoundOf(layer.SizeOf(layer.Tensors[0], inputs).Columns)),
        (EmbeddingShape, _) => Values(SizeOf(layer.SizeOf(tensor, inputs)), 1),
        (PointwiseShape { Kind: PointwiseKind.PRelu }, _) => Repeated(PReluSlope, layer.Units),
        (_, PackedKind.UnitWeight) => Repeated(1f, layer.Units),
        _ => new float[layer.Units],
    };

    private static int SizeOf((int Rows, int Columns) size) => size.Rows * size.Columns;

    private static float BoundOf(int count) => (float)(1 / Math.Sqrt(count));

    private LstmLayerWeights Cell(CellPlace place)
    {
        CellShape cell = place.Shape;
        float bound = BoundOf(cell.Hidden);
        Dictionary<CellTensorKind, float[]> tensors = [];
        foreach (CellTensor tensor in CellTensors.Of(cell, place.Inputs))
        {
            switch (tensor.Kind)
            {
                case CellTensorKind.RecurrentBias:
                    // It is drawn with the bias.
                    break;
                case CellTensorKind.Bias:
                    AddBiases(tensors, cell, Values(tensor.Length, bound), Values(tensor.Length, bound));
                    break;
                case CellTensorKind.GateNormWeight or CellTensorKind.CellNormWeight:
                    tensors.Add(tensor.Kind, Repeated(1f, tensor.Length));
                    break;
                case CellTensorKind.GateNormBias or CellTensorKind.CellNormBias:
                    tensors.Add(tensor.Kind, new float[tensor.Length]);
                    break;
                default:
                    tensors.Add(tensor.Kind, Values(tensor.Length, bound));
                    break;
            }
        }

        return new LstmLayerWeights(cell, place.Inputs, tensors);
    }

    // The two biases of one gate can stay apart.
    private static void AddBiases(Dictionary<CellTensorKind, float[]> tensors, CellShape cell, float[] bias, float[] second)
    {
        int apart = cell.Definition.TwoBiases is { } gate ? cell.RowsOf(gate) : -1;
        for (int row = 0; row < bias.Length; row++)
        {
            bias[row] += row / cell.Hidden == apart ? 0 : second[row];
        }

        tensors.Add(CellTensorKind.Bias, bias);
        if (apart >= 0)
        {
            tensors.Add(CellTensorKind.RecurrentBias, second[(apart * cell.Hidden)..((apart + 1) * cell.Hidden)]);
        }
    }

    private static float[] Repeated(float value, int count)
    {
        float[] values = new float[count];
        Array.Fill(values, value);
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
