using System;
using System.Collections.Generic;
using System.IO;
using Lstm.Safetensors;

namespace Lstm;

/// <summary>Writes the canonical file. If PyTorch has the cell, its <c>load_state_dict</c> accepts the names.</summary>
internal static class CanonicalWriter
{
    public static void Write(LstmWeights weights, Stream stream)
    {
        var writer = new SafetensorsWriter();
        LstmLayerWeights first = weights.Layers[0];
        if (first.GateCount == 3)
        {
            writer.AddMetadata(CellSizes.MetadataKey, first.IsGru ? CellSizes.GruCell : CellSizes.LstmCell);
        }

        foreach (string key in CanonicalNotes.Keys)
        {
            if (weights.Notes.TryGetValue(key, out string? text))
            {
                writer.AddMetadata(key, text);
            }
        }

        AddDense(writer, DenseSequence.Stem, weights.Stem);
        int directions = weights.IsBidirectional ? 2 : 1;
        for (int cell = 0; cell < weights.Layers.Count; cell++)
        {
            int layer = cell / directions;
            bool isReverse = cell % directions == 1;
            AddLayer(writer, weights.Layers[cell], kind => LstmTensorName.Of("", kind, layer, isReverse));
        }

        AddStates(writer, StartTensors.InitialHiddenName, weights.InitialHidden, weights.Layers.Count);
        AddStates(writer, StartTensors.InitialCellName, weights.InitialCell, weights.Layers.Count);
        AddDense(writer, DenseSequence.Head, weights.Head);
        if (weights.SelfTest is { } test)
        {
            writer.Add(SelfTestTensors.InputName, test.Input, test.Steps, weights.InputSize);
            writer.Add(SelfTestTensors.OutputName, test.Output, test.Steps, weights.OutputSize);
            AddStates(writer, SelfTestTensors.StartHiddenName, test.StartHidden, weights.Layers.Count);
            AddStates(writer, SelfTestTensors.StartCellName, test.StartCell, weights.Layers.Count);
        }

        writer.Write(stream);
    }

    private static void AddDense(SafetensorsWriter writer, string part, IReadOnlyList<DenseWeights> layers)
    {
        for (int index = 0; index < layers.Count; index++)
        {
            DenseWeights layer = layers[index];
            int? number = layers.Count > 1 ? index : null;
            writer.Add(DenseName.WeightOf("", part, number), layer.Weight, layer.OutputSize, layer.InputSize);
            writer.Add(DenseName.BiasOf("", part, number), layer.Bias, layer.OutputSize);
        }
    }

    private static void AddLayer(SafetensorsWriter writer, LstmLayerWeights weights, Func<string, string> nameOf)
    {
        void Part(string kind, ReadOnlySpan<float> values, params int[] shape)
        {
            if (!values.IsEmpty)
            {
                writer.Add(nameOf(kind), values, shape);
            }
        }

        int rows = weights.GateCount * weights.HiddenSize;

        // PyTorch requires two biases and adds them. Adding -0 preserves every bit of the other bias, even if that is -0.
        // Only a GRU's candidate, in the last rows, has a second bias.
        float[] recurrentBias = new float[rows];
        Array.Fill(recurrentBias, -0f);
        weights.CandidateBias.CopyTo(recurrentBias.AsSpan(rows - weights.CandidateBias.Length));

        Part(LstmTensorName.WeightInput, weights.Input, rows, weights.InputSize);
        Part(LstmTensorName.WeightRecurrent, weights.Recurrent, rows, weights.OutputSize);
        Part(LstmTensorName.BiasInput, weights.Bias, rows);
        Part(LstmTensorName.BiasRecurrent, recurrentBias, rows);
        Part(LstmTensorName.WeightProjection, weights.Projection, weights.ProjectionSize, weights.HiddenSize);
        Part(LstmTensorName.WeightPeephole, weights.Peephole, weights.Peephole.Length);
        Part(LstmTensorName.WeightGateNorm, weights.GateNormWeight, rows);
        Part(LstmTensorName.BiasGateNorm, weights.GateNormBias, rows);
        Part(LstmTensorName.WeightCellNorm, weights.CellNormWeight, weights.HiddenSize);
        Part(LstmTensorName.BiasCellNorm, weights.CellNormBias, weights.HiddenSize);
    }

    private static void AddStates(SafetensorsWriter writer, string name, ReadOnlySpan<float> states, int cells)
    {
        if (!states.IsEmpty)
        {
            writer.Add(name, states, cells, states.Length / cells);
        }
    }
}
