namespace Lstm;

/// <summary>The gates of an LSTM, in their order in the weights.</summary>
public enum LstmGate
{
    /// <summary>The input gate i.</summary>
    Input,

    /// <summary>The forget gate f.</summary>
    Forget,

    /// <summary>The candidate g. It is not a gate in the strict sense, but the value that the input gate scales.</summary>
    Candidate,

    /// <summary>The output gate o.</summary>
    Output,
}
