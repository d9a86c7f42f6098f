using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;

namespace Lstm.Import.StateDict;

/// <summary>A search for the modules to read and their order, if the options do not name them.</summary>
/// <param name="file">The file, for messages.</param>
/// <param name="modules">The recurrent modules of the file.</param>
/// <param name="pieces">The other modules of the file.</param>
/// <param name="order">The meaning of the order of the tensors.</param>
/// <param name="options">The options of the import.</param>
internal sealed class ArrangementSearch(
    SourceFile file,
    IReadOnlyList<RecurrentModule> modules,
    StatePieces pieces,
    TensorOrder order,
    ModelReadOptions options)
{
    private const int MostOrders = 4;

    /// <summary>Finds them.</summary>
    /// <exception cref="WeightFormatException">They are not certain.</exception>
    public Arrangement Find()
    {
        (Arrangement? found, WeightFormatException? refusal) = InOrder();
        bool isChosen = options.Module is not null || options.FirstLayer is not null || options.LastLayer is not null;
        bool isCertain = refusal is null ? !LeavesOut(found!) : refusal.Advice is not null && !pieces.Layers.Any(IsOfNetwork);
        if (isChosen || modules.Count == 0 || (isCertain && pieces.Unplaced.Count == 0))
        {
            return found ?? throw refusal!;
        }

        IReadOnlyList<IReadOnlyList<IPiece>> orders = isCertain
            ? []
            : Chain.Orders([.. modules.Concat<IPiece>(pieces.Layers).OrderBy(static piece => piece.FirstIndex)], MostOrders);
        if (pieces.Unplaced.Count > 0)
        {
            throw Unplaced(orders.Count > 0 || found is null ? orders : [found.Pieces]);
        }

        return orders switch
        {
            [] => found ?? throw refusal!,
            [var only] => new Arrangement(only, OrderSource.NamesAndShapes),
            _ => throw file.Refused(
                null,
                refusal?.Found ?? "the sizes of the modules fit in several orders, and they are not defined in one of them",
                advice: Arrangement.Choice(orders)),
        };
    }

    // The modules in the order of the file, as far as their sizes allow it, or the reason why they have no order.
    private (Arrangement? Found, WeightFormatException? Refusal) InOrder()
    {
        try
        {
            RecurrentChain chain = RecurrentChain.Choose(file, modules, pieces.Layers, order, options.Module, Alone);
            SourceLayer[] recurrent = [.. chain.Modules.SelectMany(static module => module.ToLayers())];
            FeedForwardNetwork others = new FeedForwardSearch(file, pieces.Layers, order, modules, chain, recurrent, options).Find();
            OrderSource source = order == TensorOrder.Definition ? OrderSource.Definition : OrderSource.NamesAndShapes;
            return (new Arrangement([.. others.Stem, .. chain.Pieces, .. others.Head], source, others.Remark), null);
        }
        catch (WeightFormatException refusal) when (refusal.IsRefusal)
        {
            return (null, refusal);
        }
    }

    // The options that read a module without the others: its name or, if that is not enough, the layers that may follow it.
    private IReadOnlyList<string?> Alone(RecurrentModule module)
    {
        try
        {
            return new ArrangementSearch(file, modules, pieces, order, options with { Module = module.Prefix }).InOrder().Refusal is null
                ? [RecurrentChain.ModuleOption(module)]
                : [.. Chain.After<IPiece>(module, pieces.Layers, MostOrders / 2).Select(Arrangement.OptionFor)];
        }
        catch (WeightFormatException)
        {
            // The module is damaged.
            return [];
        }
    }

    private bool LeavesOut(Arrangement found) => pieces.Layers.Any(piece => IsOfNetwork(piece) && !found.Pieces.Contains(piece));

    // A dense layer may be the head of another task. A normalisation or an activation has no task of its own.
    private static bool IsOfNetwork(FeedForwardPiece piece) => piece is UnitsPiece;

    // The modules in an order, with the activation after any of them, first where activations are usual.
    private WeightFormatException Unplaced(IReadOnlyList<IReadOnlyList<IPiece>> orders)
    {
        string names = string.Join("', '", pieces.Unplaced.Take(MostOrders).Select(static piece => piece.Name));
        IEnumerable<IEnumerable<IPiece>> choices = pieces.Unplaced.Count > 1 ? [] : orders.SelectMany(order => Enumerable
            .Range(1, order.Count)
            .OrderBy(place => order[place - 1] is DensePiece && place < order.Count ? 0 : 1)
            .Select(place => (IPiece[])[.. order.Take(place), pieces.Unplaced[0], .. order.Skip(place)]));
        return file.Refused(
            pieces.Unplaced[0].Name,
            $"the file does not show where '{names}' (PReLU with one slope) acts; name all layers in their order (option Layers)",
            advice: Arrangement.Choice(choices));
    }
}
