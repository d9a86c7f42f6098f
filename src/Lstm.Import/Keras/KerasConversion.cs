using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Conversion;
using Lstm.Import.Input;

namespace Lstm.Import.Keras;

/// <summary>Converts Keras's matrices to canonical weights.</summary>
internal static class KerasConversion
{
    // Larger than any layer, but small enough that the product with the number of gates fits in an int.
    private const int MaxUnits = 1 << 20;

    /// <summary>Returns the weights of a recurrent layer in one direction.</summary>
    /// <param name="file">The file.</param>
    /// <param name="layer">The name of the layer, for messages.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="weights">The tensors by Keras's short names.</param>
    /// <param name="suffix">The suffix of the canonical names: empty, or "_reverse".</param>
    /// <param name="origins">Receives the origins of the canonical tensors.</param>
    public static LstmLayerWeights Recurrent(
        SourceFile file,
        string layer,
        KerasCell cell,
        IReadOnlyDictionary<string, SourceTensor> weights,
        string suffix,
        List<TensorOrigin> origins)
    {
        int rows = cell.Gates * CheckUnits(file, layer, cell.Units);
        SourceTensor kernel = KerasWeights.Require(file, layer, weights, KerasWeights.Kernel).CheckShape(-1, rows);
        SourceTensor recurrent = KerasWeights.Require(file, layer, weights, KerasWeights.RecurrentKernel).CheckShape(cell.Units, rows);
        SourceTensor? bias = OptionalBias(file, layer, cell.HasBias, weights);
        int inputs = kernel.Shape[0];
        float[] inputBias = new float[rows];
        float[] recurrentBias = new float[rows];
        if (bias is not null)
        {
            ReadBias(cell, rows, bias, inputBias, recurrentBias);
        }

        float[] Rows(float[] values) => Matrices.Blocks(values, cell.Type.Columns, CellWeights.RowsOf(cell.Shape));
        float[] input = cell.Type.IsCuDnn ? GateBlocks(kernel.Values, inputs, cell) : Matrices.Transposed(kernel.Values, inputs, rows);
        float[] hidden = cell.Type.IsCuDnn
            ? GateBlocks(recurrent.Values, cell.Units, cell)
            : Matrices.Transposed(recurrent.Values, cell.Units, rows);
        string order = cell.Type.Names.Length == 0 ? "" : $", rows from {cell.Type.Names}";
        string form = cell.Type.IsCuDnn ? "from one cuDNN matrix for each gate" : "transposed";
        origins.Add(kernel.As("weight_ih" + suffix, form + order));
        origins.Add(recurrent.As("weight_hh" + suffix, form + order));
        if (bias is not null)
        {
            AddBiasOrigins(cell, bias, suffix, origins);
        }

        return file.Build(
            layer,
            () => CellWeights.Of(cell.Shape, inputs, Rows(input), Rows(hidden), Rows(inputBias), Rows(recurrentBias)));
    }

    /// <summary>Returns the weights of a dense layer.</summary>
    public static DenseWeights Dense(
        SourceFile file,
        string layer,
        int units,
        bool hasBias,
        IReadOnlyDictionary<string, SourceTensor> weights,
        List<TensorOrigin> origins)
    {
        SourceTensor kernel = KerasWeights.Require(file, layer, weights, KerasWeights.Kernel)
            .CheckShape(-1, CheckUnits(file, layer, units));
        float[] bias = BiasOf(file, layer, units, hasBias, kernel.As("weight", "transposed"), weights, origins);
        if (weights.TryGetValue(KerasWeights.RecurrentKernel, out SourceTensor? recurrent))
        {
            throw recurrent.Error($"only a kernel and a bias in layer '{layer}'", "a recurrent kernel");
        }

        int inputs = kernel.Shape[0];
        return file.Build(layer, () => new DenseWeights(inputs, units, Matrices.Transposed(kernel.Values, inputs, units), bias));
    }

    /// <summary>Returns the weights of a convolution.</summary>
    public static Conv1DWeights Convolution(
        SourceFile file,
        string layer,
        int filters,
        int steps,
        bool hasBias,
        IReadOnlyDictionary<string, SourceTensor> weights,
        List<TensorOrigin> origins)
    {
        SourceTensor kernel = KerasWeights.Require(file, layer, weights, KerasWeights.Kernel)
            .CheckShape(steps, -1, CheckUnits(file, layer, filters));
        TensorOrigin origin = kernel.As("weight", steps > 1 ? "axes reversed" : "transposed");
        float[] bias = BiasOf(file, layer, filters, hasBias, origin, weights, origins);
        int inputs = kernel.Shape[1];
        return file.Build(
            layer, () => new Conv1DWeights(inputs, filters, steps, Matrices.Kernel(kernel.Values, steps, inputs, filters), bias));
    }

    // The origins of both tensors, and the values of the bias.
    private static float[] BiasOf(
        SourceFile file,
        string layer,
        int units,
        bool hasBias,
        TensorOrigin kernel,
        IReadOnlyDictionary<string, SourceTensor> weights,
        List<TensorOrigin> origins)
    {
        origins.Add(kernel);
        if (OptionalBias(file, layer, hasBias, weights)?.CheckShape(units) is not { } bias)
        {
            return new float[units];
        }

        origins.Add(bias.As("bias"));
        return bias.Values;
    }

    private static void AddBiasOrigins(KerasCell cell, SourceTensor bias, string suffix, List<TensorOrigin> origins)
    {
        string[] rows = cell.Type.Names.Length == 0 ? [] : [$"rows from {cell.Type.Names}"];
        string With(params string[] form) => string.Join(", ", form.Concat(rows));
        if (!cell.HasTwoBiases)
        {
            origins.Add(bias.As("bias_ih" + suffix, With()));
        }
        else if (cell.Shape.Definition.TwoBiases is null)
        {
            origins.Add(bias.As("bias_ih" + suffix, With("sum of both halves")));
        }
        else
        {
            origins.Add(bias.As("bias_ih" + suffix, With("first half")));
            origins.Add(bias.As("bias_hh" + suffix, With("second half")));
        }
    }

    private static int CheckUnits(SourceFile file, string layer, int units) =>
        units is >= 1 and <= MaxUnits ? units : throw file.Error(FaultPlace.Layer(layer), $"units from 1 to {MaxUnits}", $"{units}");

    private static SourceTensor? OptionalBias(
        SourceFile file, string layer, bool hasBias, IReadOnlyDictionary<string, SourceTensor> weights)
    {
        if (hasBias)
        {
            return KerasWeights.Require(file, layer, weights, KerasWeights.Bias);
        }

        return weights.TryGetValue(KerasWeights.Bias, out SourceTensor? bias)
            ? throw bias.Error($"no bias in layer '{layer}' (use_bias is false)", "one")
            : null;
    }

    // cuDNN layers have two biases, and so has a GRU with the reset gate after the recurrent product. Other layers have one.
    private static void ReadBias(KerasCell cell, int rows, SourceTensor bias, float[] input, float[] recurrent)
    {
        bool isPair = cell.HasTwoBiases;
        float[] values = (cell.Type.IsCuDnn ? bias.CheckShape(2 * rows) : isPair ? bias.CheckShape(2, rows) : bias.CheckShape(rows)).Values;
        values.AsSpan(0, rows).CopyTo(input);
        if (isPair)
        {
            values.AsSpan(rows).CopyTo(recurrent);
        }
    }

    // The kernel of CuDNNLSTM [columns, gates·units] has the shape of a plain kernel. However, the numbers of each gate's block, read row
    // by row, are those of cuDNN's matrix [units, columns], read row by row. These are the canonical rows.
    private static float[] GateBlocks(float[] values, int columns, KerasCell cell)
    {
        float[] result = new float[values.Length];
        int rows = cell.Gates * cell.Units;
        for (int gate = 0; gate < cell.Gates; gate++)
        {
            Matrices.Columns(values, rows, gate * cell.Units, cell.Units).CopyTo(result, gate * columns * cell.Units);
        }

        return result;
    }
}
