using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;

namespace Lstm.Import.StateDict;

/// <summary>Finds the dense layers of a state dict that belong to the chosen recurrent modules.</summary>
/// <param name="File">The file, for messages.</param>
/// <param name="All">Its recurrent modules.</param>
/// <param name="Chosen">Those that are read.</param>
/// <param name="Recurrent">Their layers.</param>
/// <param name="Options">What to choose where there is a choice.</param>
internal sealed record DenseSearch(
    SourceFile File, IReadOnlyList<RecurrentModule> All, IReadOnlyList<RecurrentModule> Chosen, IReadOnlyList<SourceLayer> Recurrent, ModelReadOptions Options)
{
    private const int ShownCandidates = 6;

    private DenseChain Head => new(Chosen[^1].OutputSize, forward: true);

    private DenseChain Stem => new(Chosen[0].InputSize, forward: false);

    /// <summary>Layers that stand before the recurrent modules in the file are before them in the network, and so are those after.</summary>
    public DenseNetwork InOrder(IReadOnlyList<SourceTensor> tensors)
    {
        // Up to the next module that is not read: what follows that one belongs to it.
        int from = All.Where(module => !Chosen.Contains(module) && module.LastIndex < Chosen[0].FirstIndex).Select(static module => module.LastIndex).DefaultIfEmpty(-1).Max();
        int to = All.Where(module => !Chosen.Contains(module) && module.FirstIndex > Chosen[^1].LastIndex).Select(static module => module.FirstIndex).DefaultIfEmpty(tensors.Count).Min();
        IReadOnlyList<DenseCandidate> candidates = DenseCandidate.All(tensors);
        DenseCandidate[] before = [.. candidates.Where(candidate => candidate.Index > from && candidate.Index < Chosen[0].FirstIndex)];
        DenseCandidate[] after = [.. candidates.Where(candidate => candidate.Index > Chosen[^1].LastIndex && candidate.Index < to)];
        return new DenseNetwork(StemOf(Stem.InOrder(before), before), HeadOf(Head.InOrder(after), after));
    }

    /// <summary>Layers in an order that says nothing: only what the shapes and numbers leave no choice about.</summary>
    public DenseNetwork ByShapes(IReadOnlyList<SourceTensor> tensors)
    {
        DenseCandidate[] candidates = [.. DenseCandidate.All(tensors).Where(IsInScope)];
        if (candidates.Length == 0)
        {
            return new DenseNetwork([], []);
        }

        RecurrentModule? rival = All.FirstOrDefault(module => !Chosen.Contains(module) && module.Scope == Chosen[0].Scope);
        if (rival is not null)
        {
            return new DenseNetwork([], [], $"Dense layers were left out: the file does not say whether they belong to '{Chosen[0].Name}' or to '{rival.Name}'.");
        }

        List<DenseCandidate>? head = Head.ByShapes(candidates);
        List<DenseCandidate>? stem = Stem.ByShapes(candidates);
        if (head is not null && stem is not null && !head.Intersect(stem).Any())
        {
            return new DenseNetwork(stem, head);
        }

        // What fits on both sides is a head if it is alone, or one sequence: hardly any network begins with one that ends as wide as its inputs.
        if (head is { Count: > 0 } && (candidates.Length == 1 || (head.Count == candidates.Length && NumberedName.Sort(head, static layer => layer.Name) is not null)))
        {
            return new DenseNetwork([], head, $"The shapes would also allow '{head[0].Name}' before the recurrent layers; it was taken after them.");
        }

        if (stem is { Count: 0 } || head is { Count: 0 })
        {
            return new DenseNetwork(stem is { Count: 0 } ? [] : StemOf(stem, candidates), head is { Count: 0 } ? [] : HeadOf(head, candidates));
        }

        DenseCandidate[] forHead = [.. candidates.Where(candidate => candidate.Name != Options.FirstLayer)];
        IReadOnlyList<DenseCandidate> chosenHead = HeadOf(null, forHead);
        DenseCandidate[] forStem = [.. candidates.Except(chosenHead)];
        return new DenseNetwork(StemOf(Stem.ByShapes(forStem), forStem), chosenHead);
    }

    // One module of several: only what stands in the same part of the network.
    private bool IsInScope(DenseCandidate candidate) =>
        Chosen.Count == All.Count || candidate.Name.StartsWith(Chosen[0].Scope, StringComparison.Ordinal);

    private IReadOnlyList<DenseCandidate> HeadOf(List<DenseCandidate>? found, DenseCandidate[] candidates) =>
        found ?? ChosenBy(Head, Options.LastLayer, candidates)
        ?? throw Unclear($"one chain of dense layers after '{Recurrent[^1].Name}', {Chosen[^1].OutputSize} values wide", "last", candidates);

    private IReadOnlyList<DenseCandidate> StemOf(List<DenseCandidate>? found, DenseCandidate[] candidates) =>
        found ?? ChosenBy(Stem, Options.FirstLayer, candidates)
        ?? throw Unclear($"one chain of dense layers before '{Recurrent[0].Name}', which takes {Chosen[0].InputSize} values", "first", candidates);

    // What the choice of the first or last layer makes clear.
    private IReadOnlyList<DenseCandidate>? ChosenBy(DenseChain chain, string? end, DenseCandidate[] candidates)
    {
        if (Recurrent.Any(layer => layer.Name == end))
        {
            return [];
        }

        return Array.Find(candidates, candidate => candidate.Name == end) is { } layer ? chain.To(layer, candidates) : null;
    }

    private WeightFormatException Unclear(string expected, string end, DenseCandidate[] candidates)
    {
        string more = candidates.Length > ShownCandidates ? $" and {candidates.Length - ShownCandidates} more" : "";
        return File.Error(
            null,
            expected,
            $"{string.Join(", ", candidates.Take(ShownCandidates).Select(static candidate => candidate.Described))}{more}, and nothing that says which follows which; "
            + $"choose the {end} layer to read, a dense or a recurrent one");
    }
}
