using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>
/// The positions of one cell's weights, relative to the start of the cell. Cells that share a method differ only in their start.
/// </summary>
internal sealed class CellSections
{
    private readonly IReadOnlyList<PackedSection> _sections;

    /// <summary>Finds the sections of a cell in a layout.</summary>
    public CellSections(PackedLayout layout, int cell)
    {
        _sections = layout.Sections.Where(section => section.Cell == cell).ToList();
        Start = _sections[0].Offset;
        Length = _sections.Sum(static section => section.Length);
        Tiles = Of(PackedKind.Recurrent)
            .Select(recurrent => new TilePlan(
                Of(PackedKind.Input).Single(section => section.Group == recurrent.Group),
                recurrent,
                Of(PackedKind.RecurrentBias).SingleOrDefault(section => section.Group == recurrent.Group)))
            .ToList();
    }

    /// <summary>The start of the cell, in floats from the start of the buffer.</summary>
    public int Start { get; }

    /// <summary>The distance from one cell to the next of the same kind, in floats.</summary>
    public int Length { get; }

    /// <summary>The groups of equal tiles for the sums in floats; empty if the sums are computed in integers.</summary>
    public IReadOnlyList<TilePlan> Tiles { get; }

    /// <summary>The number of tiles for the sums in floats.</summary>
    public int TileCount => Tiles.Sum(static tile => tile.Group.Tiles);

    /// <summary>The weights of the sums that need a vector of this step; otherwise empty.</summary>
    public IReadOnlyList<PackedSection> Candidate => Of(PackedKind.Candidate).ToList();

    /// <summary>Returns every section of a kind.</summary>
    public IReadOnlyList<PackedSection> All(PackedKind kind) => Of(kind).ToList();

    /// <summary>Returns the offset of the only section of a kind, in floats from the cell's start.</summary>
    public int OffsetOf(PackedKind kind) => OffsetOf(Of(kind).Single());

    /// <summary>Returns the offset of a section, in floats from the cell's start.</summary>
    public int OffsetOf(PackedSection section) => section.Offset - Start;

    private IEnumerable<PackedSection> Of(PackedKind kind) => _sections.Where(section => section.Kind == kind);
}
