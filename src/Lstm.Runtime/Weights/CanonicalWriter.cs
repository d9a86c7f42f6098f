using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Safetensors;
using Lstm.Shared;

namespace Lstm;

/// <summary>Writes the canonical file. If PyTorch has the cell, its <c>load_state_dict</c> accepts the names.</summary>
internal static class CanonicalWriter
{
    public static void Write(LstmWeights weights, Stream stream)
    {
        var writer = new SafetensorsWriter();
        bool isStack = NetworkStructure.IsStack(NetworkStructure.Of(weights));
        if (!isStack || !ShapesTell(weights.Shapes[0]))
        {
            IEnumerable<string> names = weights.Sequence.OfType<RecurrentWeights>().Select(static layer => layer.Directions[0].Cell);
            writer.AddMetadata(
                CellSizes.MetadataKey, names.Distinct().Count() == 1 ? names.First() : string.Join(CellSizes.Separator, names));
        }

        if (weights.Declaration is null && MergedLayers.TextOf(weights) is { } merged)
        {
            writer.AddMetadata(MergedLayers.MetadataKey, merged);
        }

        foreach (string key in CanonicalNotes.Keys)
        {
            if (weights.Notes.TryGetValue(key, out string? text))
            {
                writer.AddMetadata(key, text);
            }
        }

        if (isStack)
        {
            AddStack(writer, weights);
        }
        else
        {
            AddNumbered(writer, weights);
        }

        if (weights.SelfTest is { } test)
        {
            writer.Add(SelfTestTensors.InputName, test.Input, test.Steps, weights.InputSize);
            writer.Add(SelfTestTensors.OutputName, test.Output, test.Output.Length / weights.OutputSize, weights.OutputSize);
            AddStates(writer, weights, SelfTestTensors.StartHiddenName, test.StartHidden, StartShape.Hidden);
            AddStates(writer, weights, SelfTestTensors.StartCellName, test.StartCell, StartShape.Cell);
        }

        writer.Write(stream);
    }

    // Only an LSTM has four rows for each unit. Without a name, three rows are a GRU.
    private static bool ShapesTell(CellShape cell) => cell is { Kind: CellKind.Lstm, CoupledGates: false };

    /// <summary>Writes equal recurrent layers between dense layers, with the names of PyTorch's modules.</summary>
    private static void AddStack(SafetensorsWriter writer, LstmWeights weights)
    {
        AddDense(writer, DenseSequence.Stem, weights.Stem);
        int directions = weights.IsBidirectional ? 2 : 1;
        for (int cell = 0; cell < weights.Layers.Count; cell++)
        {
            int layer = cell / directions;
            bool isReverse = cell % directions == 1;
            AddCell(writer, weights.Layers[cell], kind => LstmTensorName.Of("", kind, layer, isReverse));
        }

        AddInitial(writer, weights);
        AddDense(writer, DenseSequence.Head, weights.Head);
    }

    /// <summary>Writes any layers, with their numbers.</summary>
    private static void AddNumbered(SafetensorsWriter writer, LstmWeights weights)
    {
        for (int number = 0; number < weights.Sequence.Count; number++)
        {
            string prefix = LayerNumber.PrefixOf("", number);
            if (weights.Sequence[number] is FeedForwardWeights layer)
            {
                Add(writer, layer, tensor => prefix + tensor.Name);
                continue;
            }

            IReadOnlyList<LstmLayerWeights> directions = ((RecurrentWeights)weights.Sequence[number]).Directions;
            for (int direction = 0; direction < directions.Count; direction++)
            {
                bool isReverse = direction == 1;
                AddCell(writer, directions[direction], kind => LstmTensorName.Of(prefix, kind, 0, isReverse));
            }
        }

        AddInitial(writer, weights);
    }

    private static void AddDense(SafetensorsWriter writer, string part, IReadOnlyList<DenseWeights> layers)
    {
        for (int index = 0; index < layers.Count; index++)
        {
            int? number = layers.Count > 1 ? index : null;
            Add(
                writer,
                layers[index],
                tensor => tensor.IsMatrix ? DenseName.WeightOf("", part, number) : DenseName.BiasOf("", part, number));
        }
    }

    private static void Add(SafetensorsWriter writer, FeedForwardWeights layer, Func<LayerTensor, string> nameOf)
    {
        foreach (LayerTensor tensor in layer.Tensors)
        {
            writer.Add(nameOf(tensor), layer.Of(tensor.Name), layer.ShapeOf(tensor));
        }
    }

    private static void AddCell(SafetensorsWriter writer, LstmLayerWeights weights, Func<string, string> nameOf)
    {
        foreach (CellTensor tensor in weights.Tensors)
        {
            switch (tensor.Kind)
            {
                case CellTensorKind.Bias:
                    // PyTorch requires two biases and adds them. Adding -0 preserves every bit of the other bias, even if that is -0.
                    // Only a GRU's candidate has a second bias.
                    float[] recurrentBias = new float[tensor.Rows];
                    Array.Fill(recurrentBias, -0f);
                    weights.CandidateBias.CopyTo(recurrentBias.AsSpan(CanonicalReader.RowsApart(weights.Shape)));
                    writer.Add(nameOf(LstmTensorName.BiasInput), weights.Bias, tensor.Rows);
                    writer.Add(nameOf(LstmTensorName.BiasRecurrent), recurrentBias, tensor.Rows);
                    break;
                case CellTensorKind.RecurrentBias:
                    break;
                default:
                    writer.Add(nameOf(LstmTensorName.KindOf(tensor.Kind)), weights.Of(tensor.Kind), LstmTensorName.ShapeOf(tensor));
                    break;
            }
        }
    }

    private static void AddInitial(SafetensorsWriter writer, LstmWeights weights)
    {
        AddStates(writer, weights, StartTensors.InitialHiddenName, weights.InitialHidden, StartShape.Hidden);
        AddStates(writer, weights, StartTensors.InitialCellName, weights.InitialCell, StartShape.Cell);
    }

    private static void AddStates(SafetensorsWriter writer, LstmWeights weights, string name, ReadOnlySpan<float> states, char letter)
    {
        if (!states.IsEmpty)
        {
            writer.Add(name, states, StartShape.Of(weights.Shapes, letter));
        }
    }
}
