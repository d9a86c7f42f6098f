using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Safetensors;
using Lstm.Shared;

namespace Lstm;

/// <summary>The tensors of one LSTM among everything a file holds: found by their names, checked by their shapes, not yet read.</summary>
internal sealed class LstmModule
{
    private readonly HashSet<string> _others;

    private LstmModule(string prefix, HashSet<string> others, IReadOnlyList<LstmLayerTensors> layers)
    {
        Prefix = prefix;
        _others = others;
        Layers = layers;
    }

    /// <summary>What its tensors' names start with, a last dot included.</summary>
    public string Prefix { get; }

    /// <summary>Whether the file holds no other LSTM.</summary>
    public bool IsOnly => _others.Count == 0;

    /// <summary>Its layers, the lowest first.</summary>
    public IReadOnlyList<LstmLayerTensors> Layers { get; }

    /// <summary>Whether a module holds this LSTM, and no other that it could mean as well.</summary>
    /// <param name="module">What the names in the module start with: empty for the file's root, else a last dot included.</param>
    public bool IsAloneIn(string module) =>
        Prefix.StartsWith(module, StringComparison.Ordinal) && !_others.Any(other => other.StartsWith(module, StringComparison.Ordinal));

    public int HiddenSize => Layers[0].HiddenSize;

    public int InputSize => Layers[0].InputSize;

    /// <summary>Finds the LSTM with the given prefix, or the only one.</summary>
    /// <exception cref="WeightFormatException">There is none, there are several to choose from, or it is incomplete or unfit.</exception>
    public static LstmModule Find(SafetensorsCatalog catalog, string? prefix)
    {
        HashSet<string> candidates = Candidates(catalog);
        string chosen = Choose(catalog, candidates, prefix);
        List<LstmTensorName> names = [.. NamesIn(catalog).Where(name => name.Prefix == chosen)];
        RefuseUnsupported(catalog, names);
        List<LstmLayerTensors> layers = [];
        foreach (int? layer in LayersOf(catalog, chosen, names))
        {
            LstmLayerTensors? first = layers.FirstOrDefault();
            layers.Add(LstmLayerTensors.Find(catalog, chosen, layer, first?.HiddenSize));
        }

        candidates.Remove(chosen);
        return new LstmModule(chosen, candidates, layers);
    }

    // Biases alone make no candidate: other modules have them under the same names.
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
                    candidates.Count == 0 ? "none at all" : $"prefixes {SafetensorsCatalog.Some(candidates)}");
        }

        return candidates.Count switch
        {
            1 => candidates.Single(),
            0 => throw catalog.Error(
                null,
                "an LSTM, whose tensors' names end in 'weight_ih_l0', 'weight_hh_l0', …",
                SafetensorsCatalog.Some([.. catalog.Tensors.Select(tensor => tensor.Name)])),
            _ => throw catalog.Error(
                null,
                "one LSTM, or prefix: to choose one",
                $"{candidates.Count}, with the prefixes {SafetensorsCatalog.Some(candidates)}"),
        };
    }

    private static string Dotted(string prefix) => prefix.Length == 0 || prefix.EndsWith('.') ? prefix : prefix + ".";

    private static void RefuseUnsupported(SafetensorsCatalog catalog, List<LstmTensorName> names)
    {
        // The first by name, so that one file always gives one message.
        LstmTensorName? name = names
            .Where(name => name.IsReverse || name.Kind == LstmTensorName.WeightProjection)
            .MinBy(name => name.FullName, StringComparer.Ordinal);
        if (name is not null)
        {
            throw name.IsReverse
                ? catalog.Error(
                    name.FullName, "one direction (bidirectional networks are not supported by this version)", "a backward direction")
                : catalog.Error(
                    name.FullName, "no projection (projected networks are not supported by this version)", "a projection's weights");
        }
    }

    // The numbers of the layers, or the null that stands for an LSTMCell's one.
    private static IEnumerable<int?> LayersOf(SafetensorsCatalog catalog, string prefix, List<LstmTensorName> names)
    {
        SortedSet<int> numbers = [.. names.Where(name => name.Layer is not null).Select(name => name.Layer!.Value)];
        if (numbers.Count == 0)
        {
            return [null];
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
            throw catalog.Error(last, $"at most {NetworkShape.MaxLayers} layers", $"layer {numbers.Max}, counted from 0");
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
