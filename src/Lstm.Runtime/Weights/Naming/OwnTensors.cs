using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Safetensors;

namespace Lstm;

/// <summary>Finds what belongs to one LSTM alone: its self-test, its start states.</summary>
internal static class OwnTensors
{
    /// <summary>The module that holds such tensors of an LSTM, a last dot included, or null when there are none.</summary>
    /// <remarks>
    /// They belong to an LSTM when the module they are in holds that LSTM and no other: a self-test at the root of a file with an encoder and a
    /// decoder is of the whole, and proves neither. Where a file has one LSTM, and one module with such tensors, they belong together wherever they stand.
    /// </remarks>
    /// <param name="catalog">The file.</param>
    /// <param name="lstm">The LSTM.</param>
    /// <param name="what">What they are, for the message.</param>
    /// <param name="endings">What their names end in; the first of them stands for all in the message.</param>
    /// <exception cref="WeightFormatException">There are several to choose from.</exception>
    public static string? FindModule(SafetensorsCatalog catalog, LstmModule lstm, string what, params string[] endings)
    {
        SortedSet<string> candidates = new(
            catalog.Tensors
                .SelectMany(tensor => endings.Select(ending => ModuleName.Of(tensor.Name, ending)))
                .OfType<string>(),
            StringComparer.Ordinal);
        List<string> modules = lstm.IsOnly && candidates.Count == 1 ? [.. candidates] : [.. candidates.Where(lstm.IsAloneIn)];
        return modules.Count <= 1
            ? modules.SingleOrDefault()
            : throw catalog.Error(
                null,
                $"one {what} for the LSTM with the prefix '{lstm.Prefix}'",
                $"{modules.Count}: {SafetensorsCatalog.Some([.. modules.Select(module => module + endings[0])])}");
    }
}
