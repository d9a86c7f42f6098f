namespace Lstm.Shared;

/// <summary>The kind of recurrence of a cell.</summary>
internal enum CellKind
{
    /// <summary>Long short-term memory: a cell state and a hidden state.</summary>
    Lstm,

    /// <summary>
    /// A gated recurrent unit whose reset gate multiplies the candidate's recurrent sum, after the matrix product (PyTorch, Keras, ONNX
    /// with linear_before_reset).
    /// </summary>
    GruResetAfter,

    /// <summary>
    /// A gated recurrent unit whose reset gate multiplies the hidden state, before the matrix product (the default of ONNX, Keras with
    /// reset_after=False).
    /// </summary>
    GruResetBefore,

    /// <summary>The Elman network: the hidden state alone, an activation of its pre-activation.</summary>
    Rnn,

    /// <summary>The sLSTM: exponential gates with a normaliser state and a stabiliser state.</summary>
    SLstm,
}
