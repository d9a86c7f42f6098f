using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Import.StateDict;

/// <summary>Builds a chain of dense layers that starts at a recurrent layer: away from its outputs, or back from its inputs.</summary>
internal sealed class DenseChain
{
    private readonly bool _forward;
    private readonly int _width;

    /// <summary>Prepares a search.</summary>
    /// <param name="width">The recurrent layer's outputs, or its inputs.</param>
    /// <param name="forward">Whether the chain follows the recurrent layer.</param>
    public DenseChain(int width, bool forward)
    {
        _width = width;
        _forward = forward;
    }

    /// <summary>The layers that fit one to the other in the order of the file; null when another one would have fitted as well.</summary>
    public List<DenseCandidate>? InOrder(IEnumerable<DenseCandidate> candidates)
    {
        List<DenseCandidate> chain = [];
        HashSet<int> widths = [_width];
        int current = _width;
        foreach (DenseCandidate candidate in _forward ? candidates : candidates.Reverse())
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

    /// <summary>The only chain that the shapes allow, numbered names in the order of their numbers; null when there are several.</summary>
    public List<DenseCandidate>? ByShapes(IEnumerable<DenseCandidate> candidates)
    {
        List<DenseCandidate> chain = [];
        List<DenseCandidate> rest = [.. candidates];
        HashSet<int> widths = [_width];
        int current = _width;
        while (chain.Count <= NetworkShape.MaxDenseLayers && rest.FindAll(candidate => Near(candidate) == current) is { Count: > 0 } fitting)
        {
            if (NumberedName.Sort(fitting, static candidate => candidate.Name) is not { } sorted)
            {
                if (fitting.Count > 1)
                {
                    return null;
                }

                sorted = fitting;
            }

            DenseCandidate next = _forward ? sorted[0] : sorted[^1];
            chain.Add(next);
            rest.Remove(next);
            current = Far(next);
            widths.Add(current);
        }

        // More than a class can have are refused where the network is put together.
        return chain.Count <= NetworkShape.MaxDenseLayers && rest.Exists(candidate => widths.Contains(Near(candidate))) ? null : InDataOrder(chain);
    }

    /// <summary>The only chain that ends in a given layer; null when there is none or several.</summary>
    public List<DenseCandidate>? To(DenseCandidate end, IEnumerable<DenseCandidate> candidates)
    {
        List<DenseCandidate> chain = [end];
        List<DenseCandidate> rest = [.. candidates.Where(candidate => candidate != end)];
        while (chain.Count <= NetworkShape.MaxDenseLayers)
        {
            int wanted = Near(chain[^1]);
            List<DenseCandidate> before = rest.FindAll(candidate => Far(candidate) == wanted);
            if (before.Count == 0)
            {
                chain.Reverse();
                return wanted == _width ? InDataOrder(chain) : null;
            }

            // Numbered ones that are nearer than this one, and nothing else.
            if (NumberedName.Sort([.. before, chain[^1]], static candidate => candidate.Name) is { } sorted)
            {
                int place = sorted.IndexOf(chain[^1]);
                DenseCandidate[] nearer = [.. _forward ? sorted.Take(place) : sorted.Skip(place + 1)];
                if (nearer.Length == 0)
                {
                    rest.RemoveAll(before.Contains);
                    continue;
                }

                before = [_forward ? nearer[^1] : nearer[0]];
            }

            if (before.Count > 1 || wanted == _width && NumberedName.Sort([before[0], chain[^1]], static candidate => candidate.Name) is null)
            {
                return null;
            }

            chain.Add(before[0]);
            rest.Remove(before[0]);
        }

        return null;
    }

    private List<DenseCandidate> InDataOrder(List<DenseCandidate> chain)
    {
        if (!_forward)
        {
            chain.Reverse();
        }

        return chain;
    }

    // The size at the recurrent layer's side, and the one at the other.
    private int Near(DenseCandidate candidate) => _forward ? candidate.InputSize : candidate.OutputSize;

    private int Far(DenseCandidate candidate) => _forward ? candidate.OutputSize : candidate.InputSize;
}
