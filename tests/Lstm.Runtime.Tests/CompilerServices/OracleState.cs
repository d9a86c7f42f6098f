using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Lstm.Tests;

/// <summary>A state wide enough for every network that the oracle plays here.</summary>
internal struct OracleState : ILstmState
{
    public const int MaxLayers = 2;
    public const int MaxHidden = 32;

    private Buffer _hidden;
    private Buffer _cell;

    [UnscopedRef]
    public Span<float> Hidden(int layer = 0) => ((Span<float>)_hidden).Slice(layer * MaxHidden, MaxHidden);

    [UnscopedRef]
    public Span<float> Cell(int layer = 0) => ((Span<float>)_cell).Slice(layer * MaxHidden, MaxHidden);

    [InlineArray(MaxLayers * MaxHidden)]
    private struct Buffer
    {
        private float _first;
    }
}
