using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Shared;

namespace Lstm.Import.Layers;

/// <summary>The layers of a class that the layers of a file become.</summary>
internal sealed class ResolvedLayers
{
    private readonly SourceFile _file;
    private readonly IReadOnlyList<SourceLayer> _layers;
    private readonly List<ClassLayer> _result = [];

    // How many layers of the class there are after each layer of the file that a residual connection adds.
    private readonly Dictionary<SourceLayer, int?> _sources;

    // The same numbers, of the layers that have been resolved.
    private readonly HashSet<int> _sourceCounts = [];

    private ResolvedLayers(SourceFile file, IReadOnlyList<SourceLayer> layers)
    {
        _file = file;
        _layers = layers;
        _sources = new Dictionary<SourceLayer, int?>(ReferenceEqualityComparer.Instance);
        foreach (SourceLayer source in layers.OfType<SourceResidual>().Select(SourceOf).OfType<SourceLayer>())
        {
            _sources[source] = null;
        }
    }

    /// <summary>
    /// Returns the layers of the class. An activation becomes that of the dense layer or convolution before it, or a layer of
    /// its own.
    /// </summary>
    /// <exception cref="WeightFormatException">A layer is not supported, or not where it is.</exception>
    public static List<ClassLayer> Of(SourceFile file, IReadOnlyList<SourceLayer> layers)
    {
        // A layer that is not supported is the reason for a wrong connection before it.
        if (layers.OfType<UnsupportedLayer>().FirstOrDefault() is { } unsupported)
        {
            throw file.Refused(
                unsupported.Name,
                $"the {unsupported.Noun} '{unsupported.Name}' ({unsupported.Kind}) cannot be imported: {unsupported.Reason}");
        }

        ResolvedLayers resolved = new(file, layers);
        for (int index = 0; index < layers.Count; index++)
        {
            resolved.Add(index);
            if (resolved._sources.ContainsKey(layers[index]))
            {
                resolved._sources[layers[index]] = resolved._result.Count;
                resolved._sourceCounts.Add(resolved._result.Count);
            }
        }

        return resolved._result;
    }

    private void Add(int index)
    {
        switch (_layers[index])
        {
            case SourceMerge merge:
                AddMerge(merge);
                break;
            case SourceResidual residual:
                AddResidual(residual);
                break;
            case SourceActivation { Activation.Function: Activation.Linear }:
                break;
            // A residual connection may add the values before the activation.
            case SourceActivation activation when _result is [.., ActivatedLayer { Activation.Function: Activation.Linear } linear]
                && !_sourceCounts.Contains(_result.Count):
                _result[^1] = linear with { Activation = activation.Activation };
                break;
            case SourceActivation activation:
                int size = _result.Count > 0 ? _result[^1].OutputSize : SizeAfter(index);
                _result.Add(new UnweightedLayer(
                    activation.Name, new PointwiseShape(PointwiseKind.Function, size, activation.Activation)));
                break;
            case SourcePool pool:
                CheckPool(pool, _layers.Skip(index + 1));
                _result.Add(new UnweightedLayer(pool.Name, new PoolShape(pool.Pooling, _result[^1].OutputSize)));
                break;
            case SourceLayer layer:
                _result.Add((ClassLayer)layer);
                break;
        }
    }

    private void AddMerge(SourceMerge merge)
    {
        int below = _result.FindLastIndex(static layer => layer is not UnweightedLayer { Layer: PoolShape });
        if (below < 0 || _result[below] is not SourceRecurrent { IsBidirectional: true } both || both.OutputSize != 2 * merge.Size)
        {
            throw _file.Refused(
                merge.Name, $"the layer '{merge.Name}' makes one vector of two directions, but no layer with two is before it");
        }

        _result[below] = both with { IsMerged = true };
        _result.Add(new UnweightedLayer(merge.Name, new MergeShape(merge.Merging, merge.Size)));
    }

    private void AddResidual(SourceResidual residual)
    {
        int before = SourceOf(residual) is not { } source ? 0
            : _sources[source] ?? throw _file.Refused(
                residual.Name,
                $"the layer '{residual.Name}' adds the outputs of the layer '{source.Name}', which is not among the layers before it");
        int units = _result.Count > 0 ? _result[^1].OutputSize : SizeAfter(0);
        _result.Add(new UnweightedLayer(residual.Name, new ResidualShape(_result.Count - before, units)));
    }

    private static SourceLayer? SourceOf(SourceResidual residual) => residual.Source?.Parts[^1];

    // An activation at the start has the size of the inputs of the next layer with weights. A network has at least one such layer.
    private int SizeAfter(int index) => _layers.Skip(index).OfType<ClassLayer>().FirstOrDefault()?.InputSize ?? 1;

    private void CheckPool(SourcePool pool, IEnumerable<SourceLayer> after)
    {
        string? wrong =
            !_result.Exists(static layer => layer is SourceRecurrent) ? "no recurrent layer is before it" :
            after.Any(static layer => layer is SourceRecurrent or SourcePool) ? "a recurrent layer or another such layer is after it" :
            after.Any(static layer => layer is SourceConv1D) ? "a convolution over the steps is after it" :
            pool.Pooling == Pooling.Final && _result[^1] is not SourceRecurrent ? "it takes the final states of a recurrent layer, "
                + $"and '{_result[^1].Name}' before it is none" : null;
        if (wrong is not null)
        {
            throw _file.Refused(pool.Name, $"the layer '{pool.Name}' makes one vector of all steps, but {wrong}");
        }
    }
}
