using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Import.StateDict;

/// <summary>A search for a chain of layers without a state after or before a recurrent layer.</summary>
internal sealed class FeedForwardChain
{
    // A chain with too many layers is rejected later, when the network is assembled.
    private const int MostLayers = NetworkShape.MaxDenseLayers + NetworkShape.MaxOtherLayers;

    private readonly bool _forward;
    private readonly int _width;

    /// <summary>Creates a search.</summary>
    /// <param name="width">The number of outputs of the recurrent layer, or the number of its inputs if the chain comes before it.</param>
    /// <param name="forward">Whether the chain comes after the recurrent layer.</param>
    public FeedForwardChain(int width, bool forward)
    {
        _width = width;
        _forward = forward;
    }

    /// <summary>Returns the layers whose sizes match, in the order of the file; null if another layer would also match.</summary>
    public List<FeedForwardPiece>? InOrder(IEnumerable<FeedForwardPiece> candidates)
    {
        List<FeedForwardPiece> chain = [];
        HashSet<int> widths = [_width];
        int current = _width;
        foreach (FeedForwardPiece candidate in _forward ? candidates : candidates.Reverse())
        {
            if (Near(candidate) == current)
            {
                chain.Add(candidate);
                current = Far(candidate);
                widths.Add(current);
            }
            else if (widths.Contains(Near(candidate)))
            {
                return null;
            }
        }

        return InDataOrder(chain);
    }

    /// <summary>
    /// Returns the only chain that the shapes allow; numbered names follow their numbers. Returns null if there are several.
    /// </summary>
    public List<FeedForwardPiece>? ByShapes(IEnumerable<FeedForwardPiece> candidates)
    {
        List<FeedForwardPiece> chain = [];
        List<FeedForwardPiece> rest = [.. candidates];
        HashSet<int> widths = [_width];
        int current = _width;
        while (chain.Count <= MostLayers
            && rest.FindAll(candidate => Near(candidate) == current) is { Count: > 0 } fitting)
        {
            if (NumberedName.Sort(fitting, static candidate => candidate.Name) is not { } sorted)
            {
                if (fitting.Count > 1)
                {
                    return null;
                }

                sorted = fitting;
            }

            FeedForwardPiece next = _forward ? sorted[0] : sorted[^1];
            chain.Add(next);
            rest.Remove(next);
            current = Far(next);
            widths.Add(current);
        }

        return chain.Count <= MostLayers && rest.Exists(candidate => widths.Contains(Near(candidate)))
            ? null
            : InDataOrder(chain);
    }

    /// <summary>Returns the only chain that ends at a given layer; null if there is none or several.</summary>
    public List<FeedForwardPiece>? To(FeedForwardPiece end, IEnumerable<FeedForwardPiece> candidates)
    {
        List<FeedForwardPiece> chain = [end];
        List<FeedForwardPiece> rest = [.. candidates.Where(candidate => candidate != end)];
        while (chain.Count <= MostLayers)
        {
            int wanted = Near(chain[^1]);
            List<FeedForwardPiece> before = rest.FindAll(candidate => Far(candidate) == wanted);
            if (before.Count == 0)
            {
                chain.Reverse();
                return wanted == _width ? InDataOrder(chain) : null;
            }

            // If the names are numbered, only layers with a number nearer to the recurrent layer come into question.
            if (NumberedName.Sort([.. before, chain[^1]], static candidate => candidate.Name) is { } sorted)
            {
                int place = sorted.IndexOf(chain[^1]);
                FeedForwardPiece[] nearer = [.. _forward ? sorted.Take(place) : sorted.Skip(place + 1)];
                if (nearer.Length == 0)
                {
                    rest.RemoveAll(before.Contains);
                    continue;
                }

                before = [_forward ? nearer[^1] : nearer[0]];
            }

            if (before.Count > 1
                || wanted == _width && NumberedName.Sort([before[0], chain[^1]], static candidate => candidate.Name) is null)
            {
                return null;
            }

            chain.Add(before[0]);
            rest.Remove(before[0]);
        }

        return null;
    }

    private List<FeedForwardPiece> InDataOrder(List<FeedForwardPiece> chain)
    {
        if (!_forward)
        {
            chain.Reverse();
        }

        return chain;
    }

    // The size on the side of the recurrent layer, and the size on the other side.
    private int Near(FeedForwardPiece candidate) => _forward ? candidate.InputSize : candidate.OutputSize;

    private int Far(FeedForwardPiece candidate) => _forward ? candidate.OutputSize : candidate.InputSize;
}
