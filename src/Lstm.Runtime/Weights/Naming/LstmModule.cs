using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Safetensors;
using Lstm.Shared;

namespace Lstm;

/// <summary>The tensors of one LSTM in a file. Their names and shapes are checked, but their values are not read yet.</summary>
internal sealed class LstmModule
{
    private readonly HashSet<string> _others;

    private LstmModule(string prefix, HashSet<string> others, bool isBidirectional, IReadOnlyList<LstmLayerTensors> layers)
    {
        Prefix = prefix;
        _others = others;
        IsBidirectional = isBidirectional;
        Layers = layers;
    }

    /// <summary>The start of its tensors' names, including the final dot.</summary>
    public string Prefix { get; }

    /// <summary>Whether the file contains no other LSTM.</summary>
    public bool IsOnly => _others.Count == 0;

    /// <summary>The cell that all layers share.</summary>
    public CellShape Cell => Layers[0].Cell;

    /// <summary>The cell of each layer and direction.</summary>
    public IReadOnlyList<CellShape> Cells => [.. Layers.Select(static layer => layer.Cell)];

    /// <summary>The number of inputs of the first layer.</summary>
    public int InputSize => Layers[0].InputSize;

    /// <summary>Whether each layer has two directions.</summary>
    public bool IsBidirectional { get; }

    /// <summary>The layers, the lowest first. In a bidirectional network each forward layer is followed by its backward layer.</summary>
    public IReadOnlyList<LstmLayerTensors> Layers { get; }

    /// <summary>The number of outputs of the last layer.</summary>
    public int OutputSize => DirectionsOf(IsBidirectional) * Cell.Width;

    /// <summary>Returns whether a module contains this LSTM.</summary>
    /// <param name="module">The start of the names in the module: empty for the root of the file, otherwise with the final dot.</param>
    public bool IsIn(ReadOnlySpan<char> module) => Prefix.StartsWith(module, StringComparison.Ordinal);

    /// <summary>Returns whether a module contains this LSTM or another one of the file.</summary>
    /// <param name="module">The start of the names in the module: empty for the root of the file, otherwise with the final dot.</param>
    public bool IsAnyIn(string module) => IsIn(module) || IsOtherIn(module);

    /// <summary>Returns whether a module contains this LSTM and no other one.</summary>
    /// <param name="module">The start of the names in the module: empty for the root of the file, otherwise with the final dot.</param>
    public bool IsAloneIn(string module) => IsIn(module) && !IsOtherIn(module);

    /// <summary>Finds the LSTM with the given prefix, or the only one.</summary>
    /// <exception cref="WeightFormatException">There is none, there are several to choose from, or it is incomplete or invalid.</exception>
    public static LstmModule Find(SafetensorsCatalog catalog, string? prefix)
    {
        HashSet<string> candidates = Candidates(catalog);
        string chosen = Choose(catalog, candidates, prefix);
        List<LstmTensorName> names = [.. NamesIn(catalog).Where(name => name.Prefix == chosen)];
        List<int?> numbers = [.. LayersOf(catalog, chosen, names)];
        bool isBidirectional = names.Exists(static name => name.IsReverse);
        IReadOnlyDictionary<string, string> parts = LayerNames.PartsOf(names);
        LayerNames first = new(parts, chosen, numbers[0], IsReverse: false);
        (CellShape cell, int inputs) = CellSizes.Of(catalog, catalog.Metadata.GetValueOrDefault(CellSizes.MetadataKey), first);
        List<LstmLayerTensors> layers = [];
        foreach (int? number in numbers)
        {
            for (int direction = 0; direction < DirectionsOf(isBidirectional); direction++)
            {
                layers.Add(LstmLayerTensors.Find(catalog, new LayerNames(parts, chosen, number, IsReverse: direction > 0), cell, inputs));
            }

            inputs = DirectionsOf(isBidirectional) * cell.Width;
        }

        candidates.Remove(chosen);
        return new LstmModule(chosen, candidates, isBidirectional, layers);
    }

    private bool IsOtherIn(string module) => _others.Any(other => other.StartsWith(module, StringComparison.Ordinal));

    private static int DirectionsOf(bool isBidirectional) => isBidirectional ? 2 : 1;

    // Biases alone do not make a candidate, because other modules use the same names for them.
    private static HashSet<string> Candidates(SafetensorsCatalog catalog) => NamesIn(catalog)
        .Where(name => name.Kind is LstmTensorName.WeightInput or LstmTensorName.WeightRecurrent)
        .Select(name => name.Prefix)
        .ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<LstmTensorName> NamesIn(SafetensorsCatalog catalog) =>
        catalog.Tensors.Select(tensor => LstmTensorName.Parse(tensor.Name)).OfType<LstmTensorName>();

    private static string Choose(SafetensorsCatalog catalog, IReadOnlyCollection<string> candidates, string? prefix)
    {
        if (prefix is not null)
        {
            return candidates.Contains(prefix) ? prefix
                : candidates.Contains(prefix + ".") ? prefix + "."
                : throw catalog.Error(
                    null,
                    $"an LSTM with the prefix '{prefix}' ('{LstmTensorName.Of(Dotted(prefix), LstmTensorName.WeightInput, 0)}', …)",
                    candidates.Count == 0 ? "no LSTM" : $"prefixes {SafetensorsCatalog.Some(candidates)}");
        }

        return candidates.Count switch
        {
            1 => candidates.Single(),
            0 => throw catalog.Error(
                null,
                "an LSTM, with tensor names that end in 'weight_ih_l0', 'weight_hh_l0', …",
                SafetensorsCatalog.Some([.. catalog.Tensors.Select(tensor => tensor.Name)])),
            _ => throw catalog.Error(
                null,
                "one LSTM, or the argument prefix to choose one",
                $"{candidates.Count}, with the prefixes {SafetensorsCatalog.Some(candidates)}"),
        };
    }

    private static string Dotted(string prefix) => prefix.Length == 0 || prefix.EndsWith('.') ? prefix : prefix + ".";

    // Returns the numbers of the layers, or a single null for an LSTMCell.
    private static IEnumerable<int?> LayersOf(SafetensorsCatalog catalog, string prefix, List<LstmTensorName> names)
    {
        SortedSet<int> numbers = [.. names.Where(name => name.Layer is not null).Select(name => name.Layer!.Value)];
        if (numbers.Count == 0)
        {
            return names.Find(static name => name.IsReverse) is { } reverse
                ? throw catalog.Error(
                    reverse.FullName,
                    "only a forward direction, because names without '_l0' belong to an LSTMCell",
                    "a backward direction")
                : [null];
        }

        if (names.Find(name => name.Layer is null) is { } cell)
        {
            throw catalog.Error(
                cell.FullName,
                $"the names of an LSTM or of an LSTMCell under the prefix '{prefix}'",
                $"both ('{names.First(name => name.Layer is not null).FullName}')");
        }

        if (numbers.Max >= NetworkShape.MaxLayers)
        {
            string last = names.First(name => name.Layer == numbers.Max).FullName;
            throw catalog.Error(last, $"at most {NetworkShape.MaxLayers} layers, numbered from 0", $"layer {numbers.Max}");
        }

        for (int layer = 0; layer <= numbers.Max; layer++)
        {
            if (!numbers.Contains(layer))
            {
                throw catalog.Error(
                    LstmTensorName.Of(prefix, LstmTensorName.WeightInput, layer),
                    "every layer from 0 on",
                    $"layers {string.Join(", ", numbers)} only");
            }
        }

        return numbers.Select(layer => (int?)layer);
    }
}
