namespace Lstm;

/// <summary>
/// The precision in which a network multiplies hidden states by their weights. Cell states, activations, the sums of the network's inputs
/// and dense layers are always floats.
/// </summary>
#if NET
public enum LstmPrecision
#else
// The generator's copy is internal: a public one would clash with the runtime's type in a project that references both.
internal enum LstmPrecision
#endif
{
    /// <summary>Weights and hidden states are floats.</summary>
    Single = 0,

    /// <summary>
    /// The weights of the hidden states have 16 bits and a scale for each row. Hidden states are rounded to 16 bits, and the products are
    /// added exactly in 32 bits. So are the inputs of a layer that has many of them, and their weights.
    /// </summary>
    Int16 = 1,

    /// <summary>The same as <see cref="Int16"/>, but with weights of 8 bits.</summary>
    Int8 = 2,
}
