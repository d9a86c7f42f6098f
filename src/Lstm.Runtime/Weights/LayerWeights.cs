namespace Lstm;

/// <summary>
/// The weights of a layer of a network: a dense layer (<see cref="DenseWeights"/>) or a recurrent one (<see cref="RecurrentWeights"/>).
/// Immutable.
/// </summary>
public abstract class LayerWeights
{
    private protected LayerWeights()
    {
    }

    /// <summary>The number of inputs of a step.</summary>
    public abstract int InputSize { get; }

    /// <summary>The number of outputs of a step.</summary>
    public abstract int OutputSize { get; }
}
