using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Safetensors;

namespace Lstm;

/// <summary>Reads the canonical file. Names and shapes are checked in the header, before any weight is read.</summary>
internal static class CanonicalReader
{
    /// <summary>Reads a network from a stream's position to its end.</summary>
    /// <exception cref="WeightFormatException">The file does not contain a valid network.</exception>
    public static LstmWeights Read(Stream stream, string file, string? prefix)
    {
        stream = FirstBytes.Check(stream, file);
        SafetensorsReader reader = SafetensorsReader.Open(stream, file, [CellSizes.MetadataKey, .. CanonicalNotes.Keys]);
        SafetensorsCatalog catalog = reader.Catalog;
        LstmModule lstm = LstmModule.Find(catalog, prefix);
        IReadOnlyList<DenseTensors> stem = DenseSequence.FindStem(catalog, lstm);
        IReadOnlyList<DenseTensors> head = DenseSequence.FindHead(catalog, lstm);
        UnnamedHead unnamed = head.Count > 0 ? new UnnamedHead([], "") : UnnamedHead.Find(catalog, lstm);
        head = head.Count > 0 ? head : unnamed.Layers;
        RequireHeadOfTest(catalog, lstm, head, unnamed);
        StartTensors initial = StartTensors.FindInitial(catalog, lstm);
        SelfTestTensors? selfTest = SelfTestTensors.Find(
            catalog, lstm, stem.Count > 0 ? stem[0].InputSize : lstm.Sizes.Input, head.Count > 0 ? head[^1].OutputSize : lstm.OutputSize);

        List<SafetensorsTensor> wanted = [.. lstm.Layers.SelectMany(static layer => layer.All)];
        wanted.AddRange(stem.Concat(head).SelectMany(static layer => layer.All));
        wanted.AddRange(initial.All);
        wanted.AddRange(selfTest?.All ?? []);
        Dictionary<SafetensorsTensor, float[]> values = reader.ReadAll(wanted);
        float[] Of(SafetensorsTensor? tensor) => tensor is null ? [] : values[tensor];

        return new LstmWeights(
            [.. lstm.Layers.Select(layer => LayerOf(catalog, layer, Of))],
            [.. stem.Select(layer => DenseOf(layer, Of))],
            [.. head.Select(layer => DenseOf(layer, Of))],
            lstm.IsBidirectional,
            Of(initial.Hidden),
            Of(initial.Cell),
            CreateSelfTest(selfTest, Of),
            file)
        {
            Notes = NotesOf(catalog),
            Biases = [.. lstm.Layers.SelectMany(layer => BiasesOf(layer, Of))],
            UnnamedHead = unnamed.Layers.Count > 0 ? unnamed.Layers[0].Weight.Name : null,
            UnusedMatrices = unnamed.Others,
        };
    }

    // Without this check, the self-test would be blamed for a head that is missing.
    private static void RequireHeadOfTest(
        SafetensorsCatalog catalog, LstmModule lstm, IReadOnlyList<DenseTensors> head, UnnamedHead unnamed)
    {
        string? module = OwnTensors.FindModule(catalog, lstm, "self-test", SelfTestTensors.OutputName);
        if (head.Count == 0
            && module is not null
            && catalog.Find(module + SelfTestTensors.OutputName) is { Shape: [_, var width] }
            && width != lstm.OutputSize)
        {
            throw catalog.Error(
                DenseName.WeightOf("", DenseSequence.Head, null),
                $"a dense layer of shape [{width}, {lstm.OutputSize}], because the self-test has {width} outputs and the recurrent layer "
                    + $"{lstm.OutputSize}",
                unnamed.Others.Length == 0 ? "no tensor of this name" : $"no tensor of this name; the other matrices are {unnamed.Others}");
        }
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

    private static LstmLayerWeights LayerOf(SafetensorsCatalog catalog, LstmLayerTensors layer, Func<SafetensorsTensor?, float[]> valuesOf)
    {
        CellSizes sizes = layer.Sizes;
        float[] bias = new float[sizes.Rows];
        float[] candidateBias = new float[sizes.IsGru ? sizes.Hidden : 0];
        if (layer.InputBias is not null && layer.RecurrentBias is not null)
        {
            // A GRU's candidate keeps both biases, because the reset gate may be applied between them.
            int added = bias.Length - candidateBias.Length;
            float[] input = valuesOf(layer.InputBias);
            float[] recurrent = valuesOf(layer.RecurrentBias);
            AddBiases(catalog, layer, input.AsSpan(0, added), recurrent, bias);
            input.AsSpan(added).CopyTo(bias.AsSpan(added));
            recurrent.AsSpan(added).CopyTo(candidateBias);
        }

        return sizes.IsGru
            ? LstmLayerWeights.Gru(layer.InputSize, sizes.Hidden, valuesOf(layer.Input), valuesOf(layer.Recurrent), bias, candidateBias)
            : new LstmLayerWeights(
                layer.InputSize,
                sizes.Hidden,
                valuesOf(layer.Input),
                valuesOf(layer.Recurrent),
                bias,
                valuesOf(layer.Projection),
                valuesOf(layer.Peephole),
                valuesOf(layer.GateNormWeight),
                valuesOf(layer.GateNormBias),
                valuesOf(layer.CellNormWeight),
                valuesOf(layer.CellNormBias));
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
