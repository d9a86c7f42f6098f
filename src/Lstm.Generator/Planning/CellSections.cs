using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>Where one cell's weights stand, counted from the cell's first: the cells of a layer are alike but for where they start.</summary>
internal sealed class CellSections
{
    private readonly IReadOnlyList<PackedSection> _sections;

    /// <summary>The sections of a cell in a layout.</summary>
    public CellSections(PackedLayout layout, int cell)
    {
        _sections = layout.Sections
            .Where(section => section.Index == cell && section.Kind is not (PackedKind.DenseWeight or PackedKind.DenseBias))
            .ToList();
        Start = _sections[0].Offset;
        Length = _sections.Sum(static section => section.Length);
        Tiles = Of(PackedKind.Recurrent)
            .Select(recurrent => new TilePlan(
                Of(PackedKind.Input).Single(section => section.Group == recurrent.Group),
                recurrent,
                Of(PackedKind.RecurrentBias).SingleOrDefault(section => section.Group == recurrent.Group)))
            .ToList();
    }

    /// <summary>Where the cell starts, in floats from the start of the buffer.</summary>
    public int Start { get; }

    /// <summary>Floats from one cell of the layer to the next.</summary>
    public int Length { get; }

    /// <summary>The runs of equal tiles that the sums are formed by; empty where they are formed in integers.</summary>
    public IReadOnlyList<TilePlan> Tiles { get; }

    /// <summary>The recurrent weights of a candidate that sees the hidden state only after the reset gate; empty elsewhere.</summary>
    public IReadOnlyList<PackedSection> Candidate => Of(PackedKind.Candidate).ToList();

    /// <summary>Every section of a kind.</summary>
    public IReadOnlyList<PackedSection> All(PackedKind kind) => Of(kind).ToList();

    /// <summary>The only section of a kind, in floats from the cell's start.</summary>
    public int OffsetOf(PackedKind kind) => OffsetOf(Of(kind).Single());

    /// <summary>A section, in floats from the cell's start.</summary>
    public int OffsetOf(PackedSection section) => section.Offset - Start;

    private IEnumerable<PackedSection> Of(PackedKind kind) => _sections.Where(section => section.Kind == kind);
}
