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

    private LstmModule(string prefix, HashSet<string> others, CellSizes sizes, bool isBidirectional, IReadOnlyList<LstmLayerTensors> layers)
    {
        Prefix = prefix;
        _others = others;
        Sizes = sizes;
        IsBidirectional = isBidirectional;
        Layers = layers;
    }

    /// <summary>What its tensors' names start with, a last dot included.</summary>
    public string Prefix { get; }

    /// <summary>Whether the file holds no other LSTM.</summary>
    public bool IsOnly => _others.Count == 0;

    /// <summary>What its layers have in common.</summary>
    public CellSizes Sizes { get; }

    /// <summary>Whether each layer has two directions.</summary>
    public bool IsBidirectional { get; }

    /// <summary>Its layers, the lowest first; of a bidirectional one the forward direction and then the backward one.</summary>
    public IReadOnlyList<LstmLayerTensors> Layers { get; }

    /// <summary>Values that the last layer puts out.</summary>
    public int OutputSize => DirectionsOf(IsBidirectional) * Sizes.Width;

    /// <summary>Whether a module holds this LSTM.</summary>
    /// <param name="module">What the names in the module start with: empty for the file's root, else a last dot included.</param>
    public bool IsIn(string module) => Prefix.StartsWith(module, StringComparison.Ordinal);

    /// <summary>Whether a module holds this LSTM or another of the file.</summary>
    /// <param name="module">What the names in the module start with: empty for the file's root, else a last dot included.</param>
    public bool IsAnyIn(string module) => IsIn(module) || IsOtherIn(module);

    /// <summary>Whether a module holds this LSTM, and no other that it could mean as well.</summary>
    /// <param name="module">What the names in the module start with: empty for the file's root, else a last dot included.</param>
    public bool IsAloneIn(string module) => IsIn(module) && !IsOtherIn(module);

    /// <summary>Finds the LSTM with the given prefix, or the only one.</summary>
    /// <exception cref="WeightFormatException">There is none, there are several to choose from, or it is incomplete or unfit.</exception>
    public static LstmModule Find(SafetensorsCatalog catalog, string? prefix)
    {
        HashSet<string> candidates = Candidates(catalog);
        string chosen = Choose(catalog, candidates, prefix);
        List<LstmTensorName> names = [.. NamesIn(catalog).Where(name => name.Prefix == chosen)];
        List<int?> numbers = [.. LayersOf(catalog, chosen, names)];
        bool isBidirectional = names.Exists(static name => name.IsReverse);
        IReadOnlyDictionary<string, string> parts = LayerNames.PartsOf(names);
        CellSizes sizes = SizesOf(catalog, new LayerNames(parts, chosen, numbers[0], IsReverse: false));
        int inputs = sizes.Input;
        List<LstmLayerTensors> layers = [];
        foreach (int? number in numbers)
        {
            for (int direction = 0; direction < DirectionsOf(isBidirectional); direction++)
            {
                layers.Add(LstmLayerTensors.Find(catalog, new LayerNames(parts, chosen, number, IsReverse: direction > 0), sizes, inputs));
            }

            inputs = DirectionsOf(isBidirectional) * sizes.Width;
        }

        candidates.Remove(chosen);
        return new LstmModule(chosen, candidates, sizes, isBidirectional, layers);
    }

    private bool IsOtherIn(string module) => _others.Any(other => other.StartsWith(module, StringComparison.Ordinal));

    private static int DirectionsOf(bool isBidirectional) => isBidirectional ? 2 : 1;

    private static CellSizes SizesOf(SafetensorsCatalog catalog, LayerNames first)
    {
        SafetensorsTensor input = catalog.Require(first.Of(LstmTensorName.WeightInput));
        SafetensorsTensor recurrent = catalog.Require(first.Of(LstmTensorName.WeightRecurrent));
        CellSizes sizes = CellSizes.Of(catalog, input, recurrent, first.FindPart(catalog, LstmTensorName.WeightProjection));
        if (sizes.IsGru && first.Parts.Count > 0)
        {
            throw catalog.Error(
                first.Parts.Values.Min(StringComparer.Ordinal),
                "neither projection nor peephole nor layer normalisation in a GRU",
                $"three rows for each hidden unit, which are an LSTM's with coupled gates only if __metadata__ says \"{CellSizes.MetadataKey}\": \"{CellSizes.LstmCell}\"");
        }

        return sizes;
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

    // The numbers of the layers, or the null that stands for an LSTMCell's one.
    private static IEnumerable<int?> LayersOf(SafetensorsCatalog catalog, string prefix, List<LstmTensorName> names)
    {
        SortedSet<int> numbers = [.. names.Where(name => name.Layer is not null).Select(name => name.Layer!.Value)];
        if (numbers.Count == 0)
        {
            return names.Find(static name => name.IsReverse) is { } reverse
                ? throw catalog.Error(reverse.FullName, "one direction in an LSTMCell, whose names have no '_l0'", "a backward direction")
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
