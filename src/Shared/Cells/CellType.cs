using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Shared;

/// <summary>A row of the table of cells: what a cell is called in each place, and its definition.</summary>
/// <param name="Kind">The cell.</param>
/// <param name="Attribute">The name of its attribute.</param>
/// <param name="Name">Its name in messages.</param>
/// <param name="Define">Its definition.</param>
/// <param name="Options">The options of the attribute that the cell has, by name.</param>
internal sealed record CellType(
    CellKind Kind, string Attribute, string Name, Func<CellShape, Cell> Define, params IReadOnlyList<string> Options)
{
    /// <summary>All cells. Two rows may share an attribute, if one of its options chooses between them.</summary>
    public static IReadOnlyList<CellType> All { get; } =
    [
        new(
            CellKind.Lstm,
            "Lstm",
            "LSTM",
            LstmCell.Of,
            CellOptions.Projection,
            CellOptions.Peephole,
            CellOptions.CoupledGates,
            CellOptions.LayerNorm,
            CellOptions.LayerNormEpsilon,
            CellOptions.StochasticForget,
            CellOptions.Gate,
            CellOptions.Cell,
            CellOptions.Hidden,
            CellOptions.Clip,
            CellOptions.CellClip),
        new(CellKind.GruResetAfter, "Gru", "GRU", GruCell.Of, CellOptions.ResetAfter, CellOptions.Gate, CellOptions.Cell, CellOptions.Clip),
        new(CellKind.GruResetBefore, "Gru", "GRU", GruCell.Of, CellOptions.ResetAfter, CellOptions.Gate, CellOptions.Cell,
            CellOptions.Clip),
        new(CellKind.Rnn, "Rnn", "RNN", RnnCell.Of, CellOptions.Activation, CellOptions.Clip),
        new(CellKind.SLstm, "SLstm", "sLSTM", SLstmCell.Of),
    ];

    /// <summary>The names of all attributes of recurrent layers.</summary>
    public static IReadOnlyList<string> Attributes { get; } = [.. All.Select(static type => type.Attribute).Distinct()];

    public static CellType Of(CellKind kind) => All.First(type => type.Kind == kind);

    /// <summary>Returns the cell that an attribute means without options; null if it is no attribute of a recurrent layer.</summary>
    public static CellType? OfAttribute(string name) => All.FirstOrDefault(type => type.Attribute == name);
}
