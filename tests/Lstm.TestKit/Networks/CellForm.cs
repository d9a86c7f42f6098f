namespace Lstm.TestKit;

/// <summary>The recurrent cells, by the names that the library gives its kinds of cells.</summary>
public enum CellForm
{
    /// <summary>Long short-term memory. States h, c; rows i, f, g, o.</summary>
    Lstm,

    /// <summary>A gated recurrent unit, with the reset gate after the matrix product. State h; rows r, z, n.</summary>
    GruResetAfter,

    /// <summary>A gated recurrent unit, with the reset gate before the matrix product. State h; rows r, z, n.</summary>
    GruResetBefore,

    /// <summary>An Elman network, h = a(W x + U h + b). State h.</summary>
    Rnn,

    /// <summary>An LSTM with an exponential input gate (Beck et al., 2024). States h, c, n, m; rows i, f, z, o.</summary>
    SLstm,
}
