using System;

namespace Lstm;

/// <summary>The weights of one LSTM layer, in the canonical form: row-major, gates i, f, g, o, one bias. Immutable.</summary>
/// <remarks>
/// The rows are four blocks of <see cref="HiddenSize"/>: input gate i, forget gate f, candidate g, output gate o. A format that keeps two
/// biases (as PyTorch does) has them added; the row of a gate's unit is then <c>Input·x + Recurrent·h + Bias</c>.
/// </remarks>
public sealed class LstmLayerWeights
{
    // i, f, g and o each have a row for every hidden unit.
    private const int Gates = 4;

    private readonly float[] _input;
    private readonly float[] _recurrent;
    private readonly float[] _bias;

    /// <summary>Copies the weights of a layer.</summary>
    /// <param name="inputSize">Values the layer takes in, 1 to 1024.</param>
    /// <param name="hiddenSize">The layer's units, 1 to 1024.</param>
    /// <param name="input">What the inputs are multiplied by, row-major [4·hidden, input].</param>
    /// <param name="recurrent">What the previous hidden state is multiplied by, row-major [4·hidden, hidden].</param>
    /// <param name="bias">The bias, [4·hidden].</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not 1 to 1024.</exception>
    /// <exception cref="ArgumentException">A span has another length than its shape, or holds a NaN or an infinity.</exception>
    public LstmLayerWeights(
        int inputSize,
        int hiddenSize,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> recurrent,
        ReadOnlySpan<float> bias)
    {
        InputSize = WeightArguments.Size(inputSize);
        HiddenSize = WeightArguments.Size(hiddenSize);
        _input = WeightArguments.Values(input, Gates * hiddenSize, inputSize);
        _recurrent = WeightArguments.Values(recurrent, Gates * hiddenSize, hiddenSize);
        _bias = WeightArguments.Values(bias, Gates * hiddenSize, 1);
    }

    /// <summary>Values the layer takes in.</summary>
    public int InputSize { get; }

    /// <summary>The layer's units.</summary>
    public int HiddenSize { get; }

    /// <summary>What the inputs are multiplied by, row-major [4·hidden, input]; rows in the order i, f, g, o.</summary>
    public ReadOnlySpan<float> Input => _input;

    /// <summary>What the previous hidden state is multiplied by, row-major [4·hidden, hidden]; rows in the order i, f, g, o.</summary>
    public ReadOnlySpan<float> Recurrent => _recurrent;

    /// <summary>The bias, [4·hidden], in the order i, f, g, o.</summary>
    public ReadOnlySpan<float> Bias => _bias;
}
