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

        SourceTensor[] unread = [.. tensors.Where(tensor => !arrangement.Pieces.Any(piece => piece.Owns(tensor.Name)))];
        if (unread.Length == 0)
        {
            return;
        }

        string shown = string.Join(", ", unread.Take(Shown).Select(static tensor => $"'{tensor.Name}' {tensor.ShapeText}"));
        string more = unread.Length > Shown ? $" and {unread.Length - Shown} more" : "";
        throw file.Refused(
            null,
            $"the network would not contain all tensors of the file: {shown}{more}",
            advice: Advice.Of("To leave them out, name the others (option Layers)", [Arrangement.OptionFor(arrangement.Pieces)]));
    }
}
