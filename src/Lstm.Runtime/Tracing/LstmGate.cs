namespace Lstm;

/// <summary>The gates of an LSTM, in the order in which weights have them.</summary>
public enum LstmGate
{
    /// <summary>i.</summary>
    Input,

    /// <summary>f.</summary>
    Forget,

    /// <summary>g, which is no gate in the strict sense: it is what the input gate lets in.</summary>
    Candidate,

    /// <summary>o.</summary>
    Output,
}
