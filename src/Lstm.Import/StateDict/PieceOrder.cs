using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Shared;

namespace Lstm.Import.StateDict;

/// <summary>
/// The order of the modules of a state dict whose tensors have no order, as far as names or shapes show it: those of an nn.Sequential have
/// numbers, and the sizes of all modules may form one chain only.
/// </summary>
internal static class PieceOrder
{
    // The largest network of a class.
    private const int MostPieces = NetworkShape.MaxLayers + (NetworkShape.MaxLayers + 1) * NetworkShape.MaxDenseLayers;

    /// <summary>Returns the tensors in the order of their modules, other tensors last; null if there is no such order.</summary>
    public static IReadOnlyList<SourceTensor>? Sort(
        IReadOnlyList<SourceTensor> tensors, IReadOnlyList<RecurrentModule> modules, IReadOnlyList<DenseCandidate> dense)
    {
        List<Piece> pieces =
        [
            .. modules.Select(static module => new Piece(module.Name, module.InputSize, module.OutputSize, module.Owns)),
            .. dense.Select(static layer => new Piece(
                layer.Name, layer.InputSize, layer.OutputSize, name => name == layer.Weight.Name || name == layer.Bias?.Name)),
        ];
        if (pieces.Count is < 2 or > MostPieces || (Numbered(pieces) ?? Chain.BySizes(pieces)) is not { } sorted)
        {
            return null;
        }

        int PlaceOf(string tensor) => sorted.FindIndex(piece => piece.Owns(tensor)) is >= 0 and int place ? place : MostPieces;
        return [.. tensors.OrderBy(tensor => PlaceOf(tensor.Name))];
    }

    // The names must be the same up to a number, and must have different numbers: net.0.lstm, net.1, net.2.lstm.
    private static List<Piece>? Numbered(List<Piece> pieces)
    {
        string[][] names = [.. pieces.Select(static piece => piece.Name.Split('.'))];
        int place = 0;
        while (Array.TrueForAll(names, name => name.Length > place && name[place] == names[0][place]))
        {
            place++;
        }

        int?[] numbers = [.. names.Select(name => name.Length > place ? NumberOf(name[place]) : null)];
        return Array.TrueForAll(numbers, static number => number is not null) && numbers.Distinct().Count() == numbers.Length
            && pieces.Zip(numbers).OrderBy(static piece => piece.Second).Select(static piece => piece.First).ToList() is var sorted
            && Chain.Fits(sorted)
                ? sorted
                : null;
    }

    private static int? NumberOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>A module, recurrent or dense.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="InputSize">The number of its inputs.</param>
    /// <param name="OutputSize">The number of its outputs.</param>
    /// <param name="Owns">Returns whether a tensor belongs to it.</param>
    private sealed record Piece(string Name, int InputSize, int OutputSize, Func<string, bool> Owns) : IChained;
}
