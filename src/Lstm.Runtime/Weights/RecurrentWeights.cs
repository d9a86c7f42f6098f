using System;
using System.Collections.Generic;
using Lstm.Shared;

namespace Lstm;

/// <summary>The weights of a recurrent layer in one direction or in both. Immutable.</summary>
public sealed class RecurrentWeights : LayerWeights
{
    /// <summary>Creates the weights of a layer.</summary>
    /// <param name="cell">The weights of the only direction, or of the forward direction.</param>
    /// <param name="backward">The weights of the backward direction of a bidirectional layer; null for one direction.</param>
    /// <exception cref="ArgumentNullException"><paramref name="cell"/> is null.</exception>
    /// <exception cref="ArgumentException">The two directions differ in their kind or in their sizes.</exception>
    public RecurrentWeights(LstmLayerWeights cell, LstmLayerWeights? backward = null)
    {
        ArgumentNullException.ThrowIfNull(cell);
        if (backward is not null && (backward.InputSize != cell.InputSize || backward.Shape != cell.Shape))
        {
            throw new ArgumentException(
                $"Expected the backward direction to be {WeightsText.Of(cell)} like the forward direction, "
                + $"found {WeightsText.Of(backward)}.",
                nameof(backward));
        }

        Directions = Array.AsReadOnly<LstmLayerWeights>(backward is null ? [cell] : [cell, backward]);
    }

    /// <summary>The weights of each direction: one, or the forward and then the backward direction.</summary>
    public IReadOnlyList<LstmLayerWeights> Directions { get; }

    /// <summary>Whether the layer has a forward and a backward direction.</summary>
    public bool IsBidirectional => Directions.Count > 1;

    /// <summary>
    /// Whether <see cref="MergeAttribute"/> makes one vector of both directions, so that the next layer has half as many inputs.
    /// </summary>
    /// <exception cref="ArgumentException">It is set, and the layer has one direction.</exception>
    public bool IsMerged
    {
        get;
        init => field = !value || IsBidirectional
            ? value
            : throw new ArgumentException("Expected two directions to merge, found one.", nameof(value));
    }

    /// <summary>The number of inputs of a step.</summary>
    public override int InputSize => Directions[0].InputSize;

    /// <summary>
    /// The number of outputs of a step: the widths of the hidden states of all directions, or the width of one if they are merged.
    /// </summary>
    public override int OutputSize => (IsMerged ? 1 : Directions.Count) * Directions[0].OutputSize;

    internal override LayerShape Structure => new RecurrentShape(Directions[0].Shape) { Bidirectional = IsBidirectional };
}
