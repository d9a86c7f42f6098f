using System.Collections.Generic;
using System.Linq;

namespace Lstm.Shared;

/// <summary>
/// The layers scale * x + offset that a kernel does not compute, because the packed weights of the layer before contain them. The packer
/// and the planner both take the network from here.
/// </summary>
/// <remarks>
/// The weights of the layer after never contain such a layer, which would be exact too: in floats it is not, for inputs with a large mean.
/// docs/numerics.md has the errors.
/// </remarks>
internal sealed class Folding
{
    // For each layer the layer whose weights contain it: itself if it is not folded.
    private readonly List<int> _targets = [];

    public Folding(NetworkShape declared)
    {
        LayerList layers = declared.Layers;
        HashSet<int> added = [.. Enumerable.Range(0, layers.Count).SelectMany(layer => SourceOf(layers, layer))];

        // The layers whose outputs can be as large as the inputs of the network, which can have any magnitude; -1 for these inputs.
        HashSet<int> unbounded = [-1];
        for (int layer = 0; layer < layers.Count; layer++)
        {
            bool isFolded = layer > 0 && IsAffine(layers[layer]) && !added.Contains(layer - 1)
                && (!IsKept(layer - 1) || Takes(layers[layer - 1], unbounded.Contains(layer - 2)));
            _targets.Add(isFolded ? _targets[layer - 1] : layer);
            if (layers[layer] is PointwiseShape or PoolShape or ResidualShape
                && SourceOf(layers, layer).Append(layer - 1).Any(unbounded.Contains))
            {
                unbounded.Add(layer);
            }
        }

        Network = declared;
        Layers = Enumerable.Range(0, layers.Count).Where(layer => !IsKept(layer)).ToLookup(layer => _targets[layer]);
        if (Layers.Count > 0)
        {
            IEnumerable<int> kept = Enumerable.Range(0, layers.Count).Where(IsKept);
            Network = declared with { Layers = new LayerList(kept.Select(layer => InFolded(layers, layer))) };
        }
    }

    /// <summary>The network without the folded layers: that of the packed weights.</summary>
    public NetworkShape Network { get; }

    /// <summary>The folded layers by the layers whose weights contain them; all are indices of the declared network.</summary>
    public ILookup<int, int> Layers { get; }

    private bool IsKept(int layer) => _targets[layer] == layer;

    /// <summary>Returns a layer that is not folded. A residual connection is around fewer layers if some of them are folded.</summary>
    private LayerShape InFolded(LayerList layers, int layer) => layers[layer] is ResidualShape residual
        ? residual with { Layers = Enumerable.Range(layer - residual.Layers, residual.Layers).Count(IsKept) }
        : layers[layer];

    /// <summary>Returns the layer whose outputs a residual connection adds; nothing for other layers.</summary>
    private static IEnumerable<int> SourceOf(LayerList layers, int layer) =>
        layers[layer] is ResidualShape residual ? [NetworkShape.SourceOf(layer, residual)] : [];

    /// <summary>Returns whether a layer is scale * x + offset.</summary>
    private static bool IsAffine(LayerShape layer) =>
        layer is PointwiseShape { Kind: PointwiseKind.Affine } or PointwiseShape { Activation.Function: Activation.Affine };

    /// <summary>Returns whether the weights of a layer can contain the scale and the offset of the next one.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="isUnbounded">
    /// Whether its inputs can be as large as those of the network. An affine layer then stays: x - mean and the division by the deviation
    /// have smaller errors in two layers than in one.
    /// </param>
    private static bool Takes(LayerShape layer, bool isUnbounded) => layer switch
    {
        DenseShape { Activation.Function: Activation.Linear } or Conv1DShape { Activation.Function: Activation.Linear } => true,
        EmbeddingShape => true,
        PointwiseShape { Kind: PointwiseKind.Affine } => !isUnbounded,
        _ => false,
    };
}
