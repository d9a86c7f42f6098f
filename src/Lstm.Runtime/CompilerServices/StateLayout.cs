using System;
using System.ComponentModel;
using Lstm.Shared;

namespace Lstm.CompilerServices;

/// <summary>
/// The layout and the identity of a network's states, used to write and to check stored states. Created by generated code.
/// </summary>
/// <param name="declaration">The network's attributes, one on each line, as UTF-8. A weights file contains the same text.</param>
/// <param name="cells">The number of recurrent layers, times the number of directions.</param>
/// <param name="hidden">The number of values in a layer's hidden state.</param>
/// <param name="cell">The number of values in a layer's cell state; 0 in a GRU.</param>
/// <param name="random">Whether a random stream follows.</param>
/// <param name="precision">The network's precision. The layout does not depend on it, but the next steps of a state do.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct StateLayout(
    ReadOnlySpan<byte> declaration,
    int cells,
    int hidden,
    int cell,
    bool random,
    LstmPrecision precision = LstmPrecision.Single)
{
    /// <summary>The network's attributes, as UTF-8.</summary>
    public ReadOnlySpan<byte> Declaration { get; } = declaration;

    /// <summary>The number of recurrent layers, times the number of directions.</summary>
    public int Cells { get; } = cells;

    /// <summary>The number of values in a layer's hidden state.</summary>
    public int Hidden { get; } = hidden;

    /// <summary>The number of values in a layer's cell state; 0 in a GRU.</summary>
    public int Cell { get; } = cell;

    /// <summary>Whether a random stream follows.</summary>
    public bool Random { get; } = random;

    /// <summary>The network's precision.</summary>
    public LstmPrecision Precision { get; } = precision;

    /// <summary>The number of bytes of all stored values, without padding.</summary>
    internal int ValueBytes => StoredState.ValueBytes(Cells, Hidden, Cell, Random);

    /// <summary>The number of bytes of a whole stored state.</summary>
    internal int ByteCount => StoredState.ByteCount(Declaration.Length, ValueBytes);

    /// <summary>The offset of the random stream in memory, in floats: after the padded vectors of all layers.</summary>
    internal int RandomStart => Cells * (NetworkShape.Padded(Hidden) + NetworkShape.Padded(Cell));
}
