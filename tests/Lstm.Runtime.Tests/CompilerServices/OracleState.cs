using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Lstm.CompilerServices;

namespace Lstm.Tests;

/// <summary>A state of the sizes of its network, in room enough for every one that the oracle plays here.</summary>
internal struct OracleState<TSizes> : ILstmState
    where TSizes : IOracleSizes
{
    private const int MaxCells = 4;
    private const int MaxHidden = 32;

    private Buffer _hidden;
    private Buffer _cell;

    public static StateLayout Layout => new([], cells: MaxCells, hidden: MaxHidden, cell: MaxHidden, random: false);

    [UnscopedRef]
    public Span<float> Hidden(int layer = 0) => ((Span<float>)_hidden).Slice(layer * MaxHidden, TSizes.Spec.Width);

    [UnscopedRef]
    public Span<float> Cell(int layer = 0) => ((Span<float>)_cell).Slice(layer * MaxHidden, TSizes.Spec.Gru ? 0 : TSizes.Spec.Hidden);

    public void Reset() => this = default;

    public readonly bool IsFinite() => true;

    [InlineArray(MaxCells * MaxHidden)]
    private struct Buffer
    {
        private float _first;
    }
}
