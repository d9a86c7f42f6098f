using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;

namespace Lstm.Import.StateDict;

/// <summary>The tensors of a state dict that the network would not contain.</summary>
internal static class UnreadTensors
{
    private const int Shown = 6;

    /// <summary>Refuses a file with such tensors, unless the options choose a part of it.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="tensors">All tensors of floats in the file.</param>
    /// <param name="arrangement">The modules that are read.</param>
    /// <param name="options">The options of the import.</param>
    /// <exception cref="WeightFormatException">Data may pass through a tensor that is not read.</exception>
    public static void Check(
        SourceFile file, IReadOnlyList<SourceTensor> tensors, Arrangement arrangement, ModelReadOptions options)
    {
        if (options is not { Module: null, FirstLayer: null, LastLayer: null, Layers.Count: 0 })
        {
            return;
        }

        if (TextOf(tensors, arrangement.Pieces) is { } unread)
        {
            throw file.Refused(
                null,
                $"the network would not contain all tensors of the file: {unread}",
                advice: Advice.Of("To leave them out, name the others (option Layers)", [Arrangement.OptionFor(arrangement.Pieces)]));
        }
    }

    /// <summary>Returns the names and shapes of the tensors that no piece owns, for messages; null if there are none.</summary>
    public static string? TextOf(IReadOnlyList<SourceTensor> tensors, IReadOnlyList<IPiece> pieces)
    {
        SourceTensor[] unread = [.. tensors.Where(tensor => !pieces.Any(piece => piece.Owns(tensor.Name)))];
        string shown = string.Join(", ", unread.Take(Shown).Select(static tensor => $"'{tensor.Name}' {tensor.ShapeText}"));
        return unread.Length == 0 ? null : unread.Length > Shown ? $"{shown} and {unread.Length - Shown} more" : shown;
    }
}
