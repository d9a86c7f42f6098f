using System.Collections.Generic;
using System.Linq;

namespace Lstm.TestKit;

/// <summary>The weights of a list of layers, as the oracle takes them: the library's container of weights is not needed.</summary>
/// <param name="Layers">The layers, in the order of the data.</param>
public sealed record ListWeights(IReadOnlyList<LayerValues> Layers)
{
    /// <summary>The hidden states to start from, one after the other for each cell; empty for zero.</summary>
    public float[] InitialHidden { get; init; } = [];

    /// <summary>The cell states to start from, one after the other for each cell that has one; empty for zero.</summary>
    public float[] InitialCell { get; init; } = [];

    /// <summary>The cells, in the order in which states are numbered.</summary>
    public IReadOnlyList<CellValues> Cells =>
        [.. Layers.SelectMany(static layer => layer is RecurrentValues recurrent ? recurrent.Directions : [])];
}

/// <summary>The weights of a layer, by its kind.</summary>
public abstract record LayerValues;

/// <summary>The weights of a dense layer.</summary>
/// <param name="Weight">Row-major [units, inputs].</param>
/// <param name="Bias">[units].</param>
public sealed record DenseValues(float[] Weight, float[] Bias) : LayerValues;

/// <summary>The weights of a convolution.</summary>
/// <param name="Weight">Row-major [filters, inputs, kernel].</param>
/// <param name="Bias">[filters].</param>
public sealed record Conv1DValues(float[] Weight, float[] Bias) : LayerValues;

/// <summary>The weights of an embedding.</summary>
/// <param name="Table">Row-major [vocabulary, size].</param>
public sealed record EmbeddingValues(float[] Table) : LayerValues;

/// <summary>The weights of a layer scale * x + offset.</summary>
/// <param name="Scale">[units].</param>
/// <param name="Offset">[units].</param>
public sealed record AffineValues(float[] Scale, float[] Offset) : LayerValues;

/// <summary>The weights of a layer normalisation.</summary>
/// <param name="Weight">What multiplies the normal values, [units].</param>
/// <param name="Bias">What is added, [units].</param>
public sealed record LayerNormValues(float[] Weight, float[] Bias) : LayerValues;

/// <summary>The weights of a PReLU.</summary>
/// <param name="Weight">The slopes below zero, [units].</param>
public sealed record PReluValues(float[] Weight) : LayerValues;

/// <summary>The weights of a layer that has none.</summary>
public sealed record NoValues : LayerValues;

/// <summary>The weights of a recurrent layer.</summary>
/// <param name="Directions">Forward and backward, or the only direction.</param>
public sealed record RecurrentValues(IReadOnlyList<CellValues> Directions) : LayerValues;

/// <summary>The weights of a recurrent layer in one direction. Those that a cell does not have are empty.</summary>
/// <param name="Input">Row-major [gates·hidden, inputs].</param>
/// <param name="Recurrent">Row-major [gates·hidden, hidden or projection].</param>
/// <param name="Bias">[gates·hidden].</param>
public sealed record CellValues(float[] Input, float[] Recurrent, float[] Bias)
{
    /// <summary>The recurrent bias of a GRU's candidate, [hidden].</summary>
    public float[] CandidateBias { get; init; } = [];

    /// <summary>Row-major [projection, hidden].</summary>
    public float[] Projection { get; init; } = [];

    /// <summary>[3·hidden] for i, f, o or, with coupled gates, [2·hidden] for i, o.</summary>
    public float[] Peephole { get; init; } = [];

    /// <summary>The scale of the normalised sums, [gates·hidden].</summary>
    public float[] GateNormWeight { get; init; } = [];

    /// <summary>The shift of the normalised sums, [gates·hidden].</summary>
    public float[] GateNormBias { get; init; } = [];

    /// <summary>The scale of the normalised cell state, [hidden].</summary>
    public float[] CellNormWeight { get; init; } = [];

    /// <summary>The shift of the normalised cell state, [hidden].</summary>
    public float[] CellNormBias { get; init; } = [];
}
