using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Lstm.Shared;

/// <summary>A recurrent cell: its kind, its size and the options in which it differs from the plain LSTM, which is the default.</summary>
/// <param name="Kind">The kind of recurrence.</param>
/// <param name="Hidden">The number of units: the width of the gates and of the cell state.</param>
internal sealed record CellShape(CellKind Kind, int Hidden)
{
    public const float DefaultLayerNormEpsilon = 1e-5f;

    // A definition is asked for often. It is not part of the shape: equal shapes have equal definitions.
    private static readonly ConditionalWeakTable<CellShape, Cell> s_definitions = new();

    /// <summary>The width of the projected hidden state, or 0 for no projection.</summary>
    public int Projection { get; init; }

    /// <summary>Whether gates have peephole connections: i and f to the old cell state, o to the new one.</summary>
    public bool Peephole { get; init; }

    /// <summary>Whether f = 1 - i. The forget gate then has no weights.</summary>
    public bool CoupledGates { get; init; }

    /// <summary>Whether each gate's sums, and the cell state before its activation, are normalised over the units.</summary>
    public bool LayerNorm { get; init; }

    /// <summary>The epsilon that layer normalisation adds to the variance.</summary>
    public float LayerNormEpsilon { get; init; } = DefaultLayerNormEpsilon;

    /// <summary>Whether a unit keeps its old cell state at random, with the forget gate as the probability.</summary>
    public bool StochasticForget { get; init; }

    /// <summary>The activation of the gates: i, f and o, or r and z.</summary>
    public ActivationShape GateActivation { get; init; } = Activation.Sigmoid;

    /// <summary>The activation of the candidate: g or n.</summary>
    public ActivationShape CellActivation { get; init; } = Activation.Tanh;

    /// <summary>The activation of the cell state for the hidden state. A GRU has none.</summary>
    public ActivationShape HiddenActivation { get; init; } = Activation.Tanh;

    /// <summary>The limit of the magnitude of every activation's argument; 0 for no limit.</summary>
    public float Clip { get; init; }

    /// <summary>The limit of the magnitude of the new cell state; 0 for no limit.</summary>
    public float CellClip { get; init; }

    /// <summary>The number of blocks of eight units. The last may be padded.</summary>
    public int Blocks => PaddedHidden / NetworkShape.Lanes;

    /// <summary><see cref="Hidden"/>, rounded up to whole blocks.</summary>
    public int PaddedHidden => NetworkShape.Padded(Hidden);

    /// <summary>Whether the last block has padding lanes.</summary>
    public bool HasPadding => Hidden != PaddedHidden;

    /// <summary>The width of the hidden state.</summary>
    public int Width => Projection > 0 ? Projection : Hidden;

    /// <summary>Whether this is the plain LSTM, of any size.</summary>
    public bool IsPlain => this == new CellShape(CellKind.Lstm, Hidden);

    public bool IsLstm => Kind == CellKind.Lstm;

    /// <summary>The gates, sums, states and equations of the cell.</summary>
    public Cell Definition => s_definitions.GetValue(this, static shape => CellType.Of(shape.Kind).Define(shape));

    /// <inheritdoc cref="Cell.Gates"/>
    public IReadOnlyList<Gate> Gates => Definition.Gates;

    /// <inheritdoc cref="Cell.Letters"/>
    public string Sums => Definition.Letters;

    /// <inheritdoc cref="Cell.PeepholeGates"/>
    public string PeepholeGates => Definition.PeepholeGates;

    /// <inheritdoc cref="Cell.RowsOf"/>
    public int RowsOf(char sum) => Definition.RowsOf(sum);

    /// <inheritdoc cref="Cell.ArgumentScale"/>
    public float ArgumentScale(char sum) => Definition.ArgumentScale(sum);

    /// <summary>
    /// Returns the factor of the packed weights of a sum. For a normalised sum, the weights of the normalisation are scaled instead.
    /// </summary>
    public float SumScale(char sum) => Definition.NormalisedSums.IndexOf(sum) >= 0 ? 1f : ArgumentScale(sum);
}
