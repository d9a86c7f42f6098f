using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Import.Input;

namespace Lstm.Import.StateDict;

/// <summary>
/// The order of the modules of a state dict whose tensors have no order, as far as names or shapes show it: those of an nn.Sequential have
/// numbers, and the sizes of all modules may form one chain only.
/// </summary>
internal static class PieceOrder
{
    /// <summary>Returns the tensors in the order of their modules, other tensors last; null if there is no such order.</summary>
    /// <param name="tensors">All tensors.</param>
    /// <param name="modulesOf">Returns the recurrent modules of the tensors in an order.</param>
    public static IReadOnlyList<SourceTensor>? Sort(
        IReadOnlyList<SourceTensor> tensors, Func<IReadOnlyList<SourceTensor>, IReadOnlyList<RecurrentModule>> modulesOf)
    {
        IReadOnlyList<IPiece> named = PiecesOf(tensors, modulesOf, TensorOrder.Definition);
        if (named.Count is < 2 or > Chain.MostModules)
        {
            return null;
        }

        // The size of an nn.PReLU of one slope follows from the order of the modules.
        if (Numbered(named) is { } sorted && Sorted(tensors, sorted) is var numbered
            && Chain.Fits(PiecesOf(numbered, modulesOf, TensorOrder.Data)))
        {
            return numbered;
        }

        IReadOnlyList<IPiece> sized = PiecesOf(tensors, modulesOf, TensorOrder.Unknown);
        return sized.Count == named.Count && Chain.Only(sized) is { } only ? Sorted(tensors, only) : null;
    }

    private static IReadOnlyList<IPiece> PiecesOf(
        IReadOnlyList<SourceTensor> tensors,
        Func<IReadOnlyList<SourceTensor>, IReadOnlyList<RecurrentModule>> modulesOf,
        TensorOrder order)
    {
        IReadOnlyList<RecurrentModule> modules = modulesOf(tensors);
        StatePieces pieces = StatePieces.Of(tensors, modules, order);
        return [.. modules.Concat<IPiece>(pieces.Layers).OrderBy(static piece => piece.FirstIndex)];
    }

    private static IReadOnlyList<SourceTensor> Sorted(IReadOnlyList<SourceTensor> tensors, IReadOnlyList<IPiece> pieces)
    {
        int PlaceOf(string tensor) => pieces.TakeWhile(piece => !piece.Owns(tensor)).Count();
        return [.. tensors.OrderBy(tensor => PlaceOf(tensor.Name))];
    }

    // The names must be the same up to a number, and must have different numbers: net.0.lstm, net.1, net.2.lstm.
    private static List<IPiece>? Numbered(IReadOnlyList<IPiece> pieces)
    {
        string[][] names = [.. pieces.Select(static piece => piece.Name.Split('.'))];
        int place = 0;
        while (Array.TrueForAll(names, name => name.Length > place && name[place] == names[0][place]))
        {
            place++;
        }

        int?[] numbers = [.. names.Select(name => name.Length > place ? NumberOf(name[place]) : null)];
        return Array.TrueForAll(numbers, static number => number is not null) && numbers.Distinct().Count() == numbers.Length
            ? [.. pieces.Zip(numbers).OrderBy(static piece => piece.Second).Select(static piece => piece.First)]
            : null;
    }

    private static int? NumberOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
