using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using Lstm.CompilerServices;
using Lstm.Shared;

namespace Lstm.Tests;

/// <summary>A state of the sizes of its network, as a generated class would have one, in room enough for every network here.</summary>
internal struct ScratchState<TNetwork> : ILstmState, IEquatable<ScratchState<TNetwork>>
    where TNetwork : IScratchNetwork
{
    private const int MaxFloats = 256;

    private static readonly byte[] s_declaration = Encoding.UTF8.GetBytes(DeclarationText.Of(TNetwork.Network));
    private static readonly int[] s_hidden = [.. PlacesOf(StartShape.Hidden)];
    private static readonly int[] s_cell = [.. PlacesOf(StartShape.Cell)];

    private Buffer _values;

    public static StateLayout Layout => new(s_declaration, TNetwork.Network.Precision);

    [UnscopedRef]
    public Span<float> Hidden(int layer = 0) => StateAccess.Vector(ref this, layer, s_hidden);

    [UnscopedRef]
    public Span<float> Cell(int layer = 0) => StateAccess.Vector(ref this, layer, s_cell);

    public void Reset() => this = default;

    public readonly bool IsFinite() => StateAccess.IsFinite(in this);

    public readonly bool Equals(ScratchState<TNetwork> other) => StateAccess.Equal(in this, in other);

    public override readonly bool Equals(object? obj) => StateAccess.Equal(in this, obj);

    public override readonly int GetHashCode() => StateAccess.Hash(in this);

    public override readonly string ToString() => StateAccess.Describe(in this);

    private static IEnumerable<int> PlacesOf(char letter)
    {
        StatePlan plan = new(TNetwork.Network);
        foreach (CellPlace cell in TNetwork.Network.Cells)
        {
            yield return plan.StartOf(cell.Number) + StatePlan.OffsetOf(cell.Shape, letter);
            yield return StartShape.WidthOf(cell.Shape, letter);
        }
    }

    [InlineArray(MaxFloats)]
    private struct Buffer
    {
        private float _first;
    }
}
