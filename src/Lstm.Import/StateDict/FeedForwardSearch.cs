using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;

namespace Lstm.Import.StateDict;

/// <summary>A search for the layers without a state that belong to the chosen recurrent modules of a state dict.</summary>
/// <param name="File">The file, for messages.</param>
/// <param name="Candidates">All layers without a state in the file.</param>
/// <param name="Order">The meaning of the order of the tensors.</param>
/// <param name="All">All recurrent modules of the file.</param>
/// <param name="Chain">The modules that are read, and the layers between them.</param>
/// <param name="Recurrent">The layers of the chosen modules.</param>
/// <param name="Options">The options of the import.</param>
internal sealed record FeedForwardSearch(
    SourceFile File,
    IReadOnlyList<FeedForwardPiece> Candidates,
    TensorOrder Order,
    IReadOnlyList<RecurrentModule> All,
    RecurrentChain Chain,
    IReadOnlyList<SourceLayer> Recurrent,
    ModelReadOptions Options)
{
    private const int ShownCandidates = 6;

    // Whether this search only tries out options: then its refusal needs no advice.
    private bool IsTrial { get; init; }

    private IReadOnlyList<RecurrentModule> Chosen => Chain.Modules;

    private FeedForwardChain Head => new(Chosen[^1].OutputSize, forward: true);

    private FeedForwardChain Stem => new(Chosen[0].InputSize, forward: false);

    /// <summary>Finds the layers.</summary>
    /// <exception cref="WeightFormatException">The place of a layer is ambiguous.</exception>
    public FeedForwardNetwork Find() => Order == TensorOrder.Unknown ? ByShapes() : InOrder();

    // Layers before the recurrent modules in the file come before them in the network, unless their shapes show that they do not.
    private FeedForwardNetwork InOrder()
    {
        // The range ends at the nearest module that is not read; dense layers beyond it belong to that module.
        int from = All.Where(module => !Chosen.Contains(module) && module.LastIndex < Chosen[0].FirstIndex)
            .Select(static module => module.LastIndex)
            .DefaultIfEmpty(-1)
            .Max();
        int to = All.Where(module => !Chosen.Contains(module) && module.FirstIndex > Chosen[^1].LastIndex)
            .Select(static module => module.FirstIndex)
            .DefaultIfEmpty(int.MaxValue)
            .Min();
        FeedForwardPiece[] before = [.. Candidates.Where(layer => layer.FirstIndex > from && layer.FirstIndex < Chosen[0].FirstIndex)];
        FeedForwardPiece[] after = [.. Candidates.Where(layer => layer.FirstIndex > Chosen[^1].LastIndex && layer.FirstIndex < to)];
        List<FeedForwardPiece>? stem = Stem.InOrder(before);
        List<FeedForwardPiece>? head = Head.InOrder(after);
        if (Order == TensorOrder.Data)
        {
            return new FeedForwardNetwork(StemOf(stem, before), HeadOf(head, after));
        }

        List<FeedForwardPiece> late = head is { Count: 0 } ? Head.InOrder(before) ?? [] : [];
        if (late.Count > 0 && stem is not null)
        {
            if (!late.Intersect(stem).Any())
            {
                return new FeedForwardNetwork(
                    stem, late, $"{Named(late)} is defined before the recurrent layers, but fits only after them.");
            }

            if (stem.TrueForAll(late.Contains))
            {
                return OnOneSide(stem, late, before);
            }
        }

        List<FeedForwardPiece> early = stem is { Count: 0 } ? Stem.InOrder(after) ?? [] : [];
        return early.Count > 0 && head is not null && !early.Intersect(head).Any()
            ? new FeedForwardNetwork(early, head, $"{Named(early)} is defined after the recurrent layers, but fits only before them.")
            : new FeedForwardNetwork(StemOf(stem, before), HeadOf(head, after));
    }

    // Modules often define their head first. The order of the file proves nothing about layers that fit on both sides.
    private FeedForwardNetwork OnOneSide(List<FeedForwardPiece> stem, List<FeedForwardPiece> head, FeedForwardPiece[] candidates)
    {
        if (stem.Exists(layer => layer.Name == Options.FirstLayer) || Recurrent.Any(layer => layer.Name == Options.FirstLayer))
        {
            return new FeedForwardNetwork(stem, []);
        }

        if (head.Exists(layer => layer.Name == Options.LastLayer) || Recurrent.Any(layer => layer.Name == Options.LastLayer))
        {
            return new FeedForwardNetwork([], head);
        }

        List<FeedForwardPiece> rest = Head.InOrder(candidates.Except(stem)) ?? [];
        throw File.Refused(
            stem[0].Name,
            $"{Named(stem)} fits before and after the recurrent layers, and that the module defines it first does not tell its place",
            advice: Arrangement.Choice([[.. Chain.Pieces, .. head], [.. stem, .. Chain.Pieces, .. rest]]));
    }

    private static string Named(List<FeedForwardPiece> layers) =>
        string.Join(" with ", layers.Select(static layer => $"'{layer.Name}'"));

    // Finds the layers by shapes and numbered names, for files whose order has no meaning. Includes only unambiguous layers.
    private FeedForwardNetwork ByShapes()
    {
        FeedForwardPiece[] candidates = [.. Candidates.Where(IsInScope)];
        if (candidates.Length == 0)
        {
            return new FeedForwardNetwork([], []);
        }

        RecurrentModule? rival = All.FirstOrDefault(module => !Chosen.Contains(module) && module.Scope == Chosen[0].Scope);
        if (rival is not null)
        {
            string owners = $"'{Chosen[0].Name}' or to '{rival.Name}'";
            return new FeedForwardNetwork(
                [], [], $"Dense layers were left out because the file does not show whether they belong to {owners}.");
        }

        RefuseBetween(candidates);
        List<FeedForwardPiece>? head = Head.ByShapes(candidates);
        List<FeedForwardPiece>? stem = Stem.ByShapes(candidates);
        if (head is not null && stem is not null && !head.Intersect(stem).Any())
        {
            return new FeedForwardNetwork(stem, head);
        }

        // The options can place layers that fit on both sides before the recurrent layers.
        if (stem is not null && stem.Count == candidates.Length && stem[0].Name == Options.FirstLayer)
        {
            return new FeedForwardNetwork(stem, []);
        }

        // Layers that fit on both sides belong after the recurrent layers if there is one layer or one numbered sequence: a network rarely
        // starts with a sequence whose last layer is as wide as its inputs.
        if (head is { Count: > 0 }
            && candidates.All(layer => layer.Name != Options.FirstLayer)
            && (candidates.Length == 1
                || (head.Count == candidates.Length && NumberedName.Sort(head, static layer => layer.Name) is not null)))
        {
            return new FeedForwardNetwork(
                [],
                head,
                $"By its shape, '{head[0].Name}' could also come before the recurrent layers; it was placed after them. "
                + "To place it before them, use the option FirstLayer (--first-layer NAME).");
        }

        if (stem is { Count: 0 } || head is { Count: 0 })
        {
            return new FeedForwardNetwork(
                stem is { Count: 0 } ? [] : StemOf(stem, candidates),
                head is { Count: 0 } ? [] : HeadOf(head, candidates));
        }

        FeedForwardPiece[] forHead = [.. candidates.Where(candidate => candidate.Name != Options.FirstLayer)];
        IReadOnlyList<FeedForwardPiece> chosenHead = HeadOf(null, forHead);
        FeedForwardPiece[] forStem = [.. candidates.Except(chosenHead)];
        return new FeedForwardNetwork(StemOf(Stem.ByShapes(forStem), forStem), chosenHead);
    }

    // Layers that also fit between two modules have no certain place, unless the options name an end of the network.
    private void RefuseBetween(FeedForwardPiece[] candidates)
    {
        bool isChosen = candidates.Any(layer => layer.Name == Options.FirstLayer || layer.Name == Options.LastLayer)
            || Recurrent.Any(layer => layer.Name == Options.FirstLayer || layer.Name == Options.LastLayer);
        RecurrentModule? fits = Chosen.Zip(Chosen.Skip(1)).FirstOrDefault(
            pair => !isChosen && StateDict.Chain.Leads(pair.First.OutputSize, pair.Second.InputSize, candidates)).First;
        if (fits is not null)
        {
            throw Ambiguous($"after '{fits.Name}', which has {fits.OutputSize} outputs,", isFirst: false, candidates);
        }
    }

    // If one of several modules is read, only the layers in the same part of the network belong to it.
    private bool IsInScope(FeedForwardPiece candidate) =>
        Chosen.Count == All.Count || candidate.Name.StartsWith(Chosen[0].Scope, StringComparison.Ordinal);

    private IReadOnlyList<FeedForwardPiece> HeadOf(List<FeedForwardPiece>? found, FeedForwardPiece[] candidates) =>
        found ?? ChosenBy(Head, Options.LastLayer, candidates)
        ?? throw Ambiguous($"after '{Recurrent[^1].Name}', which has {Chosen[^1].OutputSize} outputs,", isFirst: false, candidates);

    private IReadOnlyList<FeedForwardPiece> StemOf(List<FeedForwardPiece>? found, FeedForwardPiece[] candidates) =>
        found ?? ChosenBy(Stem, Options.FirstLayer, candidates)
        ?? throw Ambiguous($"before '{Recurrent[0].Name}', which has {Chosen[0].InputSize} inputs,", isFirst: true, candidates);

    // A chosen first or last layer can make an ambiguous chain unambiguous.
    private IReadOnlyList<FeedForwardPiece>? ChosenBy(FeedForwardChain chain, string? end, FeedForwardPiece[] candidates)
    {
        if (Recurrent.Any(layer => layer.Name == end))
        {
            return [];
        }

        return Array.Find(candidates, candidate => candidate.Name == end) is { } layer ? chain.To(layer, candidates) : null;
    }

    private WeightFormatException Ambiguous(string side, bool isFirst, FeedForwardPiece[] candidates)
    {
        string more = candidates.Length > ShownCandidates ? $" and {candidates.Length - ShownCandidates} more" : "";
        string shown = string.Join(", ", candidates.Take(ShownCandidates).Select(static candidate => candidate.Described));
        string[] names = [.. candidates.Select(static candidate => candidate.Name), (isFirst ? Recurrent[0] : Recurrent[^1]).Name];
        string option = isFirst ? Advice.FirstLayer : Advice.LastLayer;
        return File.Refused(
            null,
            $"the order of the dense layers {side} is ambiguous: {shown}{more}",
            advice: IsTrial ? null : Advice.Of(
                $"Choose the {(isFirst ? "first" : "last")} layer (option {(isFirst ? "FirstLayer" : "LastLayer")})",
                names.Where(name => Resolves(name, isFirst)).Select(name => Advice.Option(option, name))));
    }

    private bool Resolves(string name, bool isFirst)
    {
        try
        {
            ModelReadOptions options = isFirst ? Options with { FirstLayer = name } : Options with { LastLayer = name };
            (this with { Options = options, IsTrial = true }).Find();
            return true;
        }
        catch (WeightFormatException)
        {
            return false;
        }
    }
}
