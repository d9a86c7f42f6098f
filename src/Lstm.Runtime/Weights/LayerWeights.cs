using Lstm.Shared;

namespace Lstm;

/// <summary>
/// The weights of a layer of a network: a recurrent one (<see cref="RecurrentWeights"/>), a dense one (<see cref="DenseWeights"/>), or one
/// that keeps the number of its inputs (<see cref="AffineWeights"/>, <see cref="LayerNormWeights"/>, <see cref="PReluWeights"/>).
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

    /// <summary>The layer, without the options that no tensor depends on.</summary>
    internal abstract LayerShape Structure { get; }
}
