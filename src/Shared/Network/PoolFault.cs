namespace Lstm.Shared;

/// <summary>The reasons why pooling cannot be where it is in a network.</summary>
internal enum PoolFault
{
    /// <summary>It is not after all recurrent layers, or there is more than one.</summary>
    NotAfterAll,

    /// <summary>It takes final states, but does not directly follow a recurrent layer.</summary>
    NotOnStates,

    /// <summary>A convolution is after it.</summary>
    BeforeConvolution,

    /// <summary>The network adds the inputs of each step to its outputs.</summary>
    WithResidual,
}
