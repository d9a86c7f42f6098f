using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using Lstm.CompilerServices;
using Lstm.Shared;

namespace Lstm.Tests;

/// <summary>A state of the sizes of its network, in room enough for every one that the oracle plays here.</summary>
internal struct OracleState<TSizes> : ILstmState
    where TSizes : IOracleSizes
{
    private const int MaxCells = 4;
    private const int MaxHidden = 32;

    private static readonly NetworkShape s_network = Variants.ShapeOf(TSizes.Spec);
    private static readonly byte[] s_declaration = Encoding.UTF8.GetBytes(DeclarationText.Of(s_network));
    private static readonly int[] s_hidden = [.. PlacesOf(StartShape.Hidden)];
    private static readonly int[] s_cell = [.. PlacesOf(StartShape.Cell)];

    private Buffer _values;

    public static StateLayout Layout => new(s_declaration);

    [UnscopedRef]
    public Span<float> Hidden(int layer = 0) => StateAccess.Vector(ref this, layer, s_hidden);

    [UnscopedRef]
    public Span<float> Cell(int layer = 0) => StateAccess.Vector(ref this, layer, s_cell);

    public void Reset() => this = default;

    public readonly bool IsFinite() => true;

    private static IEnumerable<int> PlacesOf(char letter) => s_network.Cells.SelectMany(cell => (int[])
    [
        new StatePlan(s_network).StartOf(cell.Number) + StatePlan.OffsetOf(cell.Shape, letter), StartShape.WidthOf(cell.Shape, letter),
    ]);

    [InlineArray(2 * MaxCells * MaxHidden)]
    private struct Buffer
    {
        private float _first;
    }
}
