namespace Lstm;

/// <summary>In which precision a network multiplies its hidden states. Cell states, activations, sums of the first inputs and dense layers are floats in all of them.</summary>
#if NET
public enum LstmPrecision
#else
// The generator's copy: public, it would clash with the runtime's in a project that references both.
internal enum LstmPrecision
#endif
{
    /// <summary>Weights and hidden states are floats.</summary>
    Single = 0,

    /// <summary>
    /// The weights of the hidden states have 16 bits and a scale for each row, hidden states are rounded to 16 bits, their products are added exactly in 32 bits.
    /// </summary>
    Int16 = 1,

    /// <summary>As <see cref="Int16"/>, with weights of 8 bits.</summary>
    Int8 = 2,
}
