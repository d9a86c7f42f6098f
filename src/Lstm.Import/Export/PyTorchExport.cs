using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Import.Layers;
using Lstm.Safetensors;
using Lstm.Shared;

namespace Lstm.Import.Export;

/// <summary>The weights of a network under the names of PyTorch's modules.</summary>
/// <param name="model">The network.</param>
internal sealed class PyTorchExport(ModelDescription model)
{
    // What PyTorch adds to the variance of a normalisation. With this variance the deviation is 1.
    private const float UnitVariance = 1 - 1e-5f;

    private readonly SafetensorsWriter _writer = new();

    /// <summary>Writes the file.</summary>
    /// <exception cref="WeightFormatException">PyTorch has no such layer.</exception>
    public void Write(Stream stream)
    {
        _writer.AddMetadata("format", "pt");
        foreach (SourceLayer layer in ExportLayers.Of(model))
        {
            Add(layer);
        }

        _writer.Write(stream);
    }

    private void Add(SourceLayer layer)
    {
        switch (layer)
        {
            case SourceRecurrent recurrent:
                Add(recurrent);
                break;
            case SourceUnits { Weights: AffineWeights affine } units:
                _writer.Add($"{units.Name}.weight", affine.Scale, units.OutputSize);
                _writer.Add($"{units.Name}.bias", affine.Offset, units.OutputSize);
                _writer.Add($"{units.Name}.running_mean", new float[units.OutputSize], units.OutputSize);
                float[] variance = new float[units.OutputSize];
                Array.Fill(variance, UnitVariance);
                _writer.Add($"{units.Name}.running_var", variance, units.OutputSize);
                break;
            case ClassLayer other when other.ToWeights() is FeedForwardWeights weights:
                foreach (LayerTensor tensor in weights.Tensors)
                {
                    string name = other is SourceEmbedding ? "weight" : tensor.Name;
                    _writer.Add($"{other.Name}.{name}", weights.Of(tensor.Name), weights.ShapeOf(tensor));
                }

                break;
        }
    }

    private void Add(SourceRecurrent layer)
    {
        if (Refusal(layer) is { } reason)
        {
            throw ExportLayers.Refused(model, layer, "PyTorch", reason);
        }

        for (int direction = 0; direction < layer.Directions.Count; direction++)
        {
            LstmLayerWeights cell = layer.Directions[direction];
            bool isReverse = direction == 1;
            void Write(string kind, ReadOnlySpan<float> values, params int[] shape) =>
                _writer.Add(LstmTensorName.Of(layer.Name + ".", kind, 0, isReverse), values, shape);

            int rows = cell.Bias.Length;
            Write(LstmTensorName.WeightInput, cell.Input, rows, cell.InputSize);
            Write(LstmTensorName.WeightRecurrent, cell.Recurrent, rows, cell.OutputSize);
            Write(LstmTensorName.BiasInput, cell.Bias, rows);
            Write(LstmTensorName.BiasRecurrent, SecondBias(cell), rows);
            if (cell.ProjectionSize > 0)
            {
                Write(LstmTensorName.WeightProjection, cell.Projection, cell.ProjectionSize, cell.HiddenSize);
            }
        }
    }

    // PyTorch adds two biases. Only the candidate of a GRU has a second one of its own.
    private static float[] SecondBias(LstmLayerWeights cell)
    {
        float[] bias = new float[cell.Bias.Length];
        cell.CandidateBias.CopyTo(bias.AsSpan(bias.Length - cell.CandidateBias.Length));
        return bias;
    }

    private static string? Refusal(SourceRecurrent layer)
    {
        CellShape cell = layer.Cell;
        IEnumerable<FunctionOption> changed = CellOptions.Of(cell.Kind).OfType<FunctionOption>()
            .Where(option => option.Of(cell) != ActivationShape.Of(option.Ordinary));
        bool isRelu = cell is { Kind: CellKind.Rnn, CellActivation.Function: Activation.Relu };
        return ExportLayers.Foreign(cell)
            ?? (cell.Kind == CellKind.GruResetBefore ? "its reset gate applies before the recurrent product"
            : cell.Peephole ? "it has peepholes"
            : cell.CoupledGates ? "its gates are coupled"
            : cell.Clip > 0 ? "the arguments of its activations have a limit"
            : layer.Direction == Direction.Backward ? "it runs backwards alone"
            : !isRelu && changed.FirstOrDefault() is { } function ? $"its activation is {function.Of(cell).Function}"
            : null);
    }
}
