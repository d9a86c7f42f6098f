using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Conversion;
using Lstm.Shared;

namespace Lstm.Import.Keras;

/// <summary>A row of the table of Keras's recurrent layers.</summary>
/// <param name="Layer">The class of the layer.</param>
/// <param name="CellClass">The class of its cell in a layer RNN; null if there is none.</param>
/// <param name="Kind">The cell, in its ordinary form. What else it has follows from its options.</param>
/// <param name="Columns">The letters of the gates, in the order of the columns of the kernels.</param>
/// <param name="Names">The names of these columns in Keras; empty if their order is canonical.</param>
internal sealed record KerasCellType(string Layer, string? CellClass, CellKind Kind, string Columns, string Names)
{
    private const string CanonicalLstm = "ifgo";

    public static KerasCellType Lstm { get; } = new("LSTM", "LSTMCell", CellKind.Lstm, CanonicalLstm, "");

    public static KerasCellType Gru { get; } = new("GRU", "GRUCell", CellKind.GruResetAfter, CellWeights.UpdateFirstGru, "z, r, h");

    public static KerasCellType SimpleRnn { get; } = new("SimpleRNN", "SimpleRNNCell", CellKind.Rnn, "a", "");

    public static KerasCellType CuDnnLstm { get; } = new("CuDNNLSTM", null, CellKind.Lstm, CanonicalLstm, "") { IsCuDnn = true };

    public static KerasCellType CuDnnGru { get; } =
        new("CuDNNGRU", null, CellKind.GruResetAfter, CellWeights.UpdateFirstGru, "z, r, h") { IsCuDnn = true };

    /// <summary>All rows.</summary>
    public static IReadOnlyList<KerasCellType> All { get; } = [Lstm, Gru, SimpleRnn, CuDnnLstm, CuDnnGru];

    /// <summary>
    /// Whether the layer has the kernel of each gate in cuDNN's layout, two biases, and a reset gate after the recurrent product.
    /// </summary>
    public bool IsCuDnn { get; init; }

    /// <summary>Returns the row of a layer class; null if there is none.</summary>
    public static KerasCellType? OfLayer(string className) => All.FirstOrDefault(type => type.Layer == className);

    /// <summary>Returns the row of a cell class; null if there is none.</summary>
    public static KerasCellType? OfCell(string className) => All.FirstOrDefault(type => type.CellClass == className);

    /// <summary>Whether the cell has an option of <see cref="CellOptions"/>.</summary>
    public bool Has(string option) => CellType.Of(Kind).Options.Contains(option);
}
