using System;

namespace Lstm;

/// <summary>
/// The weights of one recurrent layer in one direction, in the canonical form: row-major, one block of rows per gate, one bias. Immutable.
/// </summary>
/// <remarks>
/// <para>The rows are in blocks of <see cref="HiddenSize"/>. LSTM: input gate i, forget gate f, candidate g, output gate o; coupled gates
/// have no block for f. GRU: reset gate r, update gate z, candidate n.</para>
/// <para>Formats with two biases (such as PyTorch's) are converted by adding them, so that the pre-activation of a unit is
/// <c>Input·x + Recurrent·h + Bias</c>. Only a GRU's candidate keeps its second bias, in <see cref="CandidateBias"/>, because the reset
/// gate may be applied between the two.</para>
/// </remarks>
public sealed class LstmLayerWeights
{
    private const int GruGates = 3;

    private readonly float[] _input;
    private readonly float[] _recurrent;
    private readonly float[] _bias;
    private readonly float[] _candidateBias;
    private readonly float[] _projection;
    private readonly float[] _peephole;
    private readonly float[] _gateNormWeight;
    private readonly float[] _gateNormBias;
    private readonly float[] _cellNormWeight;
    private readonly float[] _cellNormBias;

    /// <summary>Copies the weights of an LSTM layer.</summary>
    /// <param name="inputSize">The number of inputs, 1 to 2048.</param>
    /// <param name="hiddenSize">The number of units, 1 to 1024.</param>
    /// <param name="input">The input weights, row-major [gates·hidden, input], with four gates, or three if the gates are coupled.</param>
    /// <param name="recurrent">The recurrent weights, row-major [gates·hidden, hidden or projection].</param>
    /// <param name="bias">The bias, [gates·hidden].</param>
    /// <param name="projection">The projection weights, row-major [projection, hidden]; empty for no projection.</param>
    /// <param name="peephole">The peephole weights, [3·hidden] for i, f, o or [2·hidden] for i, o; empty for none.</param>
    /// <param name="gateNormWeight">
    /// The scale (gamma) of the normalised pre-activations, [gates·hidden]; empty for no normalisation, as are the next three.
    /// </param>
    /// <param name="gateNormBias">The shift (beta) of the normalised pre-activations, [gates·hidden].</param>
    /// <param name="cellNormWeight">The scale (gamma) of the normalised cell state, [hidden].</param>
    /// <param name="cellNormBias">The shift (beta) of the normalised cell state, [hidden].</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of its range.</exception>
    /// <exception cref="ArgumentException">The length of a span does not match its shape, or a value is not finite.</exception>
    public LstmLayerWeights(
        int inputSize,
        int hiddenSize,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> recurrent,
        ReadOnlySpan<float> bias,
        ReadOnlySpan<float> projection = default,
        ReadOnlySpan<float> peephole = default,
        ReadOnlySpan<float> gateNormWeight = default,
        ReadOnlySpan<float> gateNormBias = default,
        ReadOnlySpan<float> cellNormWeight = default,
        ReadOnlySpan<float> cellNormBias = default)
    {
        InputSize = WeightArguments.InputSize(inputSize);
        HiddenSize = WeightArguments.Size(hiddenSize);
        GateCount = WeightArguments.LstmGates(bias.Length, hiddenSize);
        ProjectionSize = projection.IsEmpty ? 0 : WeightArguments.Rows(projection.Length, hiddenSize);
        _input = WeightArguments.Values(input, GateCount * hiddenSize, inputSize);
        _recurrent = WeightArguments.Values(recurrent, GateCount * hiddenSize, OutputSize);
        _bias = WeightArguments.Values(bias, GateCount * hiddenSize, 1);
        _candidateBias = [];
        _projection = WeightArguments.Values(projection, ProjectionSize, hiddenSize);
        _peephole = WeightArguments.OptionalValues(peephole, (GateCount - 1) * hiddenSize);
        _gateNormWeight = WeightArguments.OptionalValues(gateNormWeight, GateCount * hiddenSize);
        _gateNormBias = WeightArguments.Values(gateNormBias, gateNormWeight.Length, 1);
        _cellNormWeight = WeightArguments.Values(cellNormWeight, gateNormWeight.IsEmpty ? 0 : hiddenSize, 1);
        _cellNormBias = WeightArguments.Values(cellNormBias, gateNormWeight.IsEmpty ? 0 : hiddenSize, 1);
    }

    private LstmLayerWeights(
        int inputSize,
        int hiddenSize,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> recurrent,
        ReadOnlySpan<float> bias,
        ReadOnlySpan<float> candidateBias)
    {
        InputSize = WeightArguments.InputSize(inputSize);
        HiddenSize = WeightArguments.Size(hiddenSize);
        GateCount = GruGates;
        _input = WeightArguments.Values(input, GruGates * hiddenSize, inputSize);
        _recurrent = WeightArguments.Values(recurrent, GruGates * hiddenSize, hiddenSize);
        _bias = WeightArguments.Values(bias, GruGates * hiddenSize, 1);
        _candidateBias = WeightArguments.Values(candidateBias, hiddenSize, 1);
        _projection = [];
        _peephole = [];
        _gateNormWeight = [];
        _gateNormBias = [];
        _cellNormWeight = [];
        _cellNormBias = [];
    }

    /// <summary>Copies the weights of a GRU layer.</summary>
    /// <param name="inputSize">The number of inputs, 1 to 2048.</param>
    /// <param name="hiddenSize">The number of units, 1 to 1024.</param>
    /// <param name="input">The input weights, row-major [3·hidden, input], with rows in the order r, z, n.</param>
    /// <param name="recurrent">The recurrent weights, row-major [3·hidden, hidden].</param>
    /// <param name="bias">The bias, [3·hidden]: the sum of both biases for r and z, and the input bias for n.</param>
    /// <param name="candidateBias">The recurrent bias of the candidate, [hidden].</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of its range.</exception>
    /// <exception cref="ArgumentException">The length of a span does not match its shape, or a value is not finite.</exception>
    public static LstmLayerWeights Gru(
        int inputSize,
        int hiddenSize,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> recurrent,
        ReadOnlySpan<float> bias,
        ReadOnlySpan<float> candidateBias) =>
        new(inputSize, hiddenSize, input, recurrent, bias, candidateBias);

    /// <summary>The number of inputs.</summary>
    public int InputSize { get; }

    /// <summary>The number of units.</summary>
    public int HiddenSize { get; }

    /// <summary>The number of blocks of rows: 4 for i, f, g, o; 3 for i, g, o of coupled gates, and for r, z, n of a GRU.</summary>
    public int GateCount { get; }

    /// <summary>Whether these are the weights of a GRU.</summary>
    public bool IsGru => _candidateBias.Length > 0;

    /// <summary>The width of the projected hidden state, or 0 without a projection.</summary>
    public int ProjectionSize { get; }

    /// <summary>The width of the hidden state.</summary>
    public int OutputSize => ProjectionSize > 0 ? ProjectionSize : HiddenSize;

    /// <summary>The input weights, row-major [gates·hidden, input].</summary>
    public ReadOnlySpan<float> Input => _input;

    /// <summary>The recurrent weights, row-major [gates·hidden, hidden or projection].</summary>
    public ReadOnlySpan<float> Recurrent => _recurrent;

    /// <summary>The bias, [gates·hidden].</summary>
    public ReadOnlySpan<float> Bias => _bias;

    /// <summary>The recurrent bias of a GRU's candidate, [hidden]; empty in an LSTM.</summary>
    public ReadOnlySpan<float> CandidateBias => _candidateBias;

    /// <summary>The projection weights, row-major [projection, hidden]; empty without a projection.</summary>
    public ReadOnlySpan<float> Projection => _projection;

    /// <summary>
    /// The peephole weights, [3·hidden] for i, f, o or, with coupled gates, [2·hidden] for i, o; empty without peepholes.
    /// </summary>
    public ReadOnlySpan<float> Peephole => _peephole;

    /// <summary>The scale (gamma) of the normalised pre-activations, [gates·hidden]; empty without normalisation.</summary>
    public ReadOnlySpan<float> GateNormWeight => _gateNormWeight;

    /// <summary>The shift (beta) of the normalised pre-activations, [gates·hidden]; empty without normalisation.</summary>
    public ReadOnlySpan<float> GateNormBias => _gateNormBias;

    /// <summary>The scale (gamma) of the normalised cell state, [hidden]; empty without normalisation.</summary>
    public ReadOnlySpan<float> CellNormWeight => _cellNormWeight;

    /// <summary>The shift (beta) of the normalised cell state, [hidden]; empty without normalisation.</summary>
    public ReadOnlySpan<float> CellNormBias => _cellNormBias;
}
