using System;
using System.ComponentModel;
using Lstm.Shared;

namespace Lstm.CompilerServices;

/// <summary>What a network's states hold, and whose they are: what their stored forms are written and checked by. Made by generated code.</summary>
/// <param name="declaration">The network's attributes, one on a line, as UTF-8: the text that its weights file carries too.</param>
/// <param name="cells">Recurrent layers, each direction counted.</param>
/// <param name="hidden">Values of a cell's hidden state.</param>
/// <param name="cell">Values of a cell's cell state: none in a GRU.</param>
/// <param name="random">Whether a stream of random numbers follows.</param>
/// <param name="precision">The network's precision. States do not depend on it, what becomes of them does.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct StateLayout(ReadOnlySpan<byte> declaration, int cells, int hidden, int cell, bool random, LstmPrecision precision = LstmPrecision.Single)
{
    /// <summary>The network's attributes, as UTF-8.</summary>
    public ReadOnlySpan<byte> Declaration { get; } = declaration;

    /// <summary>Recurrent layers, each direction counted.</summary>
    public int Cells { get; } = cells;

    /// <summary>Values of a cell's hidden state.</summary>
    public int Hidden { get; } = hidden;

    /// <summary>Values of a cell's cell state.</summary>
    public int Cell { get; } = cell;

    /// <summary>Whether a stream of random numbers follows.</summary>
    public bool Random { get; } = random;

    /// <summary>The network's precision.</summary>
    public LstmPrecision Precision { get; } = precision;

    /// <summary>Bytes of all values in their stored form, without padding.</summary>
    internal int ValueBytes => StoredState.ValueBytes(Cells, Hidden, Cell, Random);

    /// <summary>Bytes of a whole stored state.</summary>
    internal int ByteCount => StoredState.ByteCount(Declaration.Length, ValueBytes);

    /// <summary>Where the random stream stands in memory, in floats: after the padded vectors of all cells.</summary>
    internal int RandomStart => Cells * (NetworkShape.Padded(Hidden) + NetworkShape.Padded(Cell));
}
