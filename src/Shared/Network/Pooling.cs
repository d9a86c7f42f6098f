namespace Lstm;

/// <summary>How the vectors of all steps of a sequence become one vector.</summary>
#if NET
public enum Pooling
#else
// The generator's copy is internal: a public one would clash with the runtime's type in a project that references both.
internal enum Pooling
#endif
{
    /// <summary>The vector of the last step.</summary>
    Last = 0,

    /// <summary>
    /// The final hidden state of each direction: that of the forward direction is at the last step, that of the backward direction at the
    /// first. This is what <c>return_sequences=False</c> means in Keras, and <c>torch.cat((h[-2], h[-1]))</c> in PyTorch.
    /// </summary>
    Final = 1,

    /// <summary>The mean of each value over all steps.</summary>
    Mean = 2,

    /// <summary>The largest value of each position over all steps.</summary>
    Max = 3,
}
