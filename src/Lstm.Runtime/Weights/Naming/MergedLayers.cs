using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Safetensors;

namespace Lstm;

/// <summary>
/// The layers of a file whose two directions become one vector. No tensor shows it, except the inputs of the next layer. Where there is no
/// declaration, the metadata has their numbers.
/// </summary>
internal sealed class MergedLayers
{
    /// <summary>The key of the metadata.</summary>
    public const string MetadataKey = "merged_directions";

    private const char Separator = ',';

    private readonly string[]? _numbers;

    /// <summary>Reads the metadata of a file.</summary>
    public MergedLayers(SafetensorsCatalog catalog) =>
        _numbers = catalog.Metadata.GetValueOrDefault(MetadataKey)?.Split(Separator);

    /// <summary>Whether the metadata has the numbers.</summary>
    public bool AreGiven => _numbers is not null;

    /// <summary>Returns the numbers of the merged layers; null if there is none.</summary>
    public static string? TextOf(LstmWeights weights)
    {
        string[] numbers =
        [
            .. Enumerable.Range(0, weights.Sequence.Count)
                .Where(number => weights.Sequence[number] is RecurrentWeights { IsMerged: true })
                .Select(TextOf),
        ];
        return numbers.Length > 0 ? string.Join(Separator, numbers) : null;
    }

    /// <summary>Returns whether the metadata has the number of a layer.</summary>
    public bool Has(int number) => Array.IndexOf(_numbers ?? [], TextOf(number)) >= 0;

    /// <summary>Checks that the layers that are merged are those of the metadata, if it has any.</summary>
    /// <exception cref="WeightFormatException">They are others.</exception>
    public void Check(SafetensorsCatalog catalog, IEnumerable<int> merged)
    {
        string found = string.Join(Separator, merged.Select(TextOf));
        if (_numbers is not null && string.Join(Separator, _numbers) != found)
        {
            throw catalog.Error(
                null,
                $"numbers of layers in two directions as the '{MetadataKey}' of __metadata__, the same as in a declaration",
                $"'{string.Join(Separator, _numbers)}' where layers '{found}' are merged");
        }
    }

    private static string TextOf(int number) => number.ToString(CultureInfo.InvariantCulture);
}
