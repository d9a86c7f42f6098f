using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Safetensors;
using Lstm.Shared;

namespace Lstm;

/// <summary>Reads the canonical file. Names and shapes are checked in the header, before any weight is read.</summary>
internal static class CanonicalReader
{
    /// <summary>Reads a network from a stream's position to its end.</summary>
    /// <exception cref="WeightFormatException">The file does not contain a valid network.</exception>
    public static LstmWeights Read(Stream stream, string file, string? prefix)
    {
        stream = FirstBytes.Check(stream, file);
        SafetensorsReader reader = SafetensorsReader.Open(
            stream, file, [CellSizes.MetadataKey, MergedLayers.MetadataKey, .. CanonicalNotes.Keys]);
        SafetensorsCatalog catalog = reader.Catalog;
        NetworkTensors network = NetworkTensors.Find(catalog, prefix);
        Dictionary<SafetensorsTensor, float[]> values = reader.ReadAll([.. network.All]);
        float[] Of(SafetensorsTensor? tensor) => tensor is null ? [] : values[tensor];

        return new LstmWeights(
            [.. network.Layers.Select(layer => LayerOf(catalog, layer, Of))],
            Of(network.Initial.Hidden),
            Of(network.Initial.Cell),
            CreateSelfTest(network.SelfTest, Of),
            file)
        {
            Notes = NotesOf(catalog),
            Biases = [.. network.Layers.OfType<RecurrentTensors>().SelectMany(static layer => layer.Directions)
                .SelectMany(layer => BiasesOf(layer, Of))],
            UnnamedHead = network.UnnamedHead,
            UnusedMatrices = network.UnusedMatrices,
        };
    }

    // Files of this library have a second bias of zeros, which needs no diagnosis.
    private static IEnumerable<TwoBiases> BiasesOf(LstmLayerTensors layer, Func<SafetensorsTensor?, float[]> valuesOf) =>
        layer.InputBias is not null && layer.RecurrentBias is not null && valuesOf(layer.RecurrentBias).AsSpan().ContainsAnyExcept(0f)
            ? [new TwoBiases(valuesOf(layer.InputBias), valuesOf(layer.RecurrentBias))]
            : [];

    private static LstmSelfTest? CreateSelfTest(SelfTestTensors? test, Func<SafetensorsTensor?, float[]> valuesOf) => test is null
        ? null
        : new LstmSelfTest(
            test.Steps,
            valuesOf(test.Input),
            valuesOf(test.Output),
            valuesOf(test.Start.Hidden),
            valuesOf(test.Start.Cell));

    private static Dictionary<string, string> NotesOf(SafetensorsCatalog catalog)
    {
        Dictionary<string, string> notes = [];
        foreach (string key in CanonicalNotes.Keys)
        {
            if (catalog.Metadata.TryGetValue(key, out string? text))
            {
                notes.Add(key, text);
            }
        }

        return notes;
    }

    private static LayerWeights LayerOf(
        SafetensorsCatalog catalog, TensorsOfLayer layer, Func<SafetensorsTensor?, float[]> valuesOf) => layer switch
    {
        DenseTensors dense => DenseOf(dense, valuesOf),
        FeedForwardTensors other => FeedForwardWeights.Create(other.Shape, other.InputSize, tensor => valuesOf(other.Tensors[tensor])),
        RecurrentTensors { Directions: [var only] } => new RecurrentWeights(CellOf(catalog, only, valuesOf)),
        RecurrentTensors { Directions: [var forward, var backward] } both =>
            new RecurrentWeights(CellOf(catalog, forward, valuesOf), CellOf(catalog, backward, valuesOf)) { IsMerged = both.IsMerged },
        _ => throw new ArgumentOutOfRangeException(nameof(layer), layer, "Expected a layer in one direction or in two."),
    };

    private static LstmLayerWeights CellOf(SafetensorsCatalog catalog, LstmLayerTensors layer, Func<SafetensorsTensor?, float[]> valuesOf)
    {
        CellShape cell = layer.Cell;
        Dictionary<CellTensorKind, float[]> tensors = layer.Tensors.ToDictionary(static pair => pair.Key, pair => valuesOf(pair.Value));
        float[] bias = new float[cell.Gates.Count * cell.Hidden];
        float[] apart = new float[cell.Definition.TwoBiases is null ? 0 : cell.Hidden];
        if (layer.InputBias is not null && layer.RecurrentBias is not null)
        {
            // A GRU's candidate keeps both biases, because the reset gate may be applied between them.
            float[] input = valuesOf(layer.InputBias);
            float[] recurrent = valuesOf(layer.RecurrentBias);
            Range rows = RowsApart(cell);
            recurrent.AsSpan(rows).CopyTo(apart);
            float[] added = [.. recurrent];
            added.AsSpan(rows).Clear();
            AddBiases(catalog, layer, input, added, bias);
            input.AsSpan(rows).CopyTo(bias.AsSpan(rows));
        }

        tensors.Add(CellTensorKind.Bias, bias);
        tensors.Add(CellTensorKind.RecurrentBias, apart);
        return new LstmLayerWeights(cell, layer.InputSize, tensors);
    }

    /// <summary>Returns the rows of the gate whose two biases stay apart; none if there is no such gate.</summary>
    public static Range RowsApart(CellShape cell)
    {
        int first = cell.Definition.TwoBiases is { } gate ? cell.RowsOf(gate) * cell.Hidden : 0;
        return first..(cell.Definition.TwoBiases is null ? 0 : first + cell.Hidden);
    }

    private static void AddBiases(
        SafetensorsCatalog catalog,
        LstmLayerTensors layer,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> recurrent,
        Span<float> sums)
    {
        for (int row = 0; row < input.Length; row++)
        {
            sums[row] = input[row] + recurrent[row];
            if (!float.IsFinite(sums[row]))
            {
                throw catalog.Error(
                    layer.RecurrentBias!.Name,
                    $"a finite sum with '{layer.InputBias!.Name}'",
                    $"a sum beyond the range of float at [{row}]");
            }
        }
    }

    private static DenseWeights DenseOf(DenseTensors layer, Func<SafetensorsTensor?, float[]> valuesOf) => new(
        layer.InputSize, layer.OutputSize, valuesOf(layer.Weight), layer.Bias is null ? new float[layer.OutputSize] : valuesOf(layer.Bias));
}
