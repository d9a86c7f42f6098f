namespace Lstm.Shared;

/// <summary>The reasons why a residual connection cannot be where it is in a network.</summary>
internal enum ResidualFault
{
    /// <summary>It is around more layers than are before it, or around none.</summary>
    TooFewLayers,

    /// <summary>Pooling is among its layers: the vectors of all steps cannot be added to one.</summary>
    AcrossPool,

    /// <summary>The input of its layers is the number of a token.</summary>
    OfToken,

    /// <summary>Its layers have another number of outputs than of inputs.</summary>
    OtherSize,
}
