using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Safetensors;

namespace Lstm;

/// <summary>Finds tensors that belong to a single LSTM: its self-test and its initial states.</summary>
internal static class OwnTensors
{
    /// <summary>Returns the module that contains such tensors of an LSTM, including the final dot, or null if there are none.</summary>
    /// <remarks>
    /// They belong to an LSTM if their module contains that LSTM and no other. A self-test at the root of a file with an encoder and a
    /// decoder belongs to the whole model, so it applies to neither. If a file has one LSTM, and one module with such tensors, they belong
    /// together in any modules.
    /// </remarks>
    /// <param name="catalog">The file.</param>
    /// <param name="lstm">The LSTM.</param>
    /// <param name="what">What they are, for the message.</param>
    /// <param name="endings">The endings of their names. The message uses the first one.</param>
    /// <exception cref="WeightFormatException">Several modules match.</exception>
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
