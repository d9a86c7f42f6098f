using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;

namespace Lstm.Import.StateDict;

/// <summary>A search for the dense layers that belong to the chosen recurrent modules of a state dict.</summary>
/// <param name="File">The file, for messages.</param>
/// <param name="All">All recurrent modules of the file.</param>
/// <param name="Chosen">The modules that are read.</param>
/// <param name="Recurrent">The layers of the chosen modules.</param>
/// <param name="Options">The options of the import.</param>
internal sealed record DenseSearch(
    SourceFile File,
    IReadOnlyList<RecurrentModule> All,
    IReadOnlyList<RecurrentModule> Chosen,
    IReadOnlyList<SourceLayer> Recurrent,
    ModelReadOptions Options)
{
    private const int ShownCandidates = 6;

    private DenseChain Head => new(Chosen[^1].OutputSize, forward: true);

    private DenseChain Stem => new(Chosen[0].InputSize, forward: false);

    /// <summary>Finds the layers by their order: layers before the recurrent modules in the file come before them in the network.</summary>
    public DenseNetwork InOrder(IReadOnlyList<SourceTensor> tensors)
    {
        // The range ends at the nearest module that is not read; dense layers beyond it belong to that module.
        int from = All.Where(module => !Chosen.Contains(module) && module.LastIndex < Chosen[0].FirstIndex)
            .Select(static module => module.LastIndex)
            .DefaultIfEmpty(-1)
            .Max();
        int to = All.Where(module => !Chosen.Contains(module) && module.FirstIndex > Chosen[^1].LastIndex)
            .Select(static module => module.FirstIndex)
            .DefaultIfEmpty(tensors.Count)
            .Min();
        IReadOnlyList<DenseCandidate> candidates = DenseCandidate.All(tensors);
        DenseCandidate[] before = [.. candidates.Where(candidate => candidate.Index > from && candidate.Index < Chosen[0].FirstIndex)];
        DenseCandidate[] after = [.. candidates.Where(candidate => candidate.Index > Chosen[^1].LastIndex && candidate.Index < to)];
        return new DenseNetwork(StemOf(Stem.InOrder(before), before), HeadOf(Head.InOrder(after), after));
    }

    /// <summary>
    /// Finds the layers by shapes and numbered names, for files whose order has no meaning. Includes only unambiguous layers.
    /// </summary>
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
            string owners = $"'{Chosen[0].Name}' or to '{rival.Name}'";
            return new DenseNetwork([], [], $"Dense layers were left out because the file does not show whether they belong to {owners}.");
        }

        List<DenseCandidate>? head = Head.ByShapes(candidates);
        List<DenseCandidate>? stem = Stem.ByShapes(candidates);
        if (head is not null && stem is not null && !head.Intersect(stem).Any())
        {
            return new DenseNetwork(stem, head);
        }

        // Layers that fit on both sides belong after the recurrent layers if there is one layer or one numbered sequence: a network rarely
        // starts with a sequence whose last layer is as wide as its inputs.
        if (head is { Count: > 0 }
            && (candidates.Length == 1
                || (head.Count == candidates.Length && NumberedName.Sort(head, static layer => layer.Name) is not null)))
        {
            return new DenseNetwork(
                [],
                head,
                $"By its shape, '{head[0].Name}' could also come before the recurrent layers; it was placed after them.");
        }

        if (stem is { Count: 0 } || head is { Count: 0 })
        {
            return new DenseNetwork(
                stem is { Count: 0 } ? [] : StemOf(stem, candidates),
                head is { Count: 0 } ? [] : HeadOf(head, candidates));
        }

        DenseCandidate[] forHead = [.. candidates.Where(candidate => candidate.Name != Options.FirstLayer)];
        IReadOnlyList<DenseCandidate> chosenHead = HeadOf(null, forHead);
        DenseCandidate[] forStem = [.. candidates.Except(chosenHead)];
        return new DenseNetwork(StemOf(Stem.ByShapes(forStem), forStem), chosenHead);
    }

    // If one of several modules is read, only the layers in the same part of the network belong to it.
    private bool IsInScope(DenseCandidate candidate) =>
        Chosen.Count == All.Count || candidate.Name.StartsWith(Chosen[0].Scope, StringComparison.Ordinal);

    private IReadOnlyList<DenseCandidate> HeadOf(List<DenseCandidate>? found, DenseCandidate[] candidates) =>
        found ?? ChosenBy(Head, Options.LastLayer, candidates)
        ?? throw Unclear(
            $"one chain of dense layers after '{Recurrent[^1].Name}', which has {Chosen[^1].OutputSize} outputs", "last", candidates);

    private IReadOnlyList<DenseCandidate> StemOf(List<DenseCandidate>? found, DenseCandidate[] candidates) =>
        found ?? ChosenBy(Stem, Options.FirstLayer, candidates)
        ?? throw Unclear(
            $"one chain of dense layers before '{Recurrent[0].Name}', which has {Chosen[0].InputSize} inputs", "first", candidates);

    // A chosen first or last layer can make an ambiguous chain unambiguous.
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
        string shown = string.Join(", ", candidates.Take(ShownCandidates).Select(static candidate => candidate.Described));
        return File.Error(
            null, expected, $"{shown}{more}, whose order is ambiguous; choose the {end} layer to read (a dense or a recurrent layer)");
    }
}
