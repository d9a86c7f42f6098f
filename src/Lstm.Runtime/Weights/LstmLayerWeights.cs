using System;

namespace Lstm;

/// <summary>The weights of one recurrent layer in one direction, in the canonical form: row-major, a block of rows a gate, one bias. Immutable.</summary>
/// <remarks>
/// <para>The rows are blocks of <see cref="HiddenSize"/>. LSTM: input gate i, forget gate f, candidate g, output gate o; with coupled gates there are no rows
/// of f. GRU: reset gate r, update gate z, candidate n.</para>
/// <para>A format that keeps two biases (as PyTorch does) has them added; the row of a gate's unit is then <c>Input·x + Recurrent·h + Bias</c>.
/// Only a GRU's candidate keeps its second one, in <see cref="CandidateBias"/>: a reset gate may stand between the two.</para>
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
    /// <param name="inputSize">Values the layer takes in, 1 to 2048.</param>
    /// <param name="hiddenSize">The layer's units, 1 to 1024.</param>
    /// <param name="input">What the inputs are multiplied by, row-major [gates·hidden, input], of four gates or, with coupled gates, of three.</param>
    /// <param name="recurrent">What the previous hidden state is multiplied by, row-major [gates·hidden, hidden or projection].</param>
    /// <param name="bias">The bias, [gates·hidden].</param>
    /// <param name="projection">What the cell's output is projected with, row-major [projection, hidden]; empty for no projection.</param>
    /// <param name="peephole">What the gates multiply the cell state by, [3·hidden] for i, f, o or [2·hidden] for i, o; empty for none.</param>
    /// <param name="gateNormWeight">What the normalised sums are multiplied by, [gates·hidden]; empty for no normalisation, as are the next three.</param>
    /// <param name="gateNormBias">What is added to them then, [gates·hidden].</param>
    /// <param name="cellNormWeight">What the normalised cell state is multiplied by, [hidden].</param>
    /// <param name="cellNormBias">What is added to it then, [hidden].</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of its range.</exception>
    /// <exception cref="ArgumentException">A span has another length than its shape, or holds a NaN or an infinity.</exception>
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
        int inputSize, int hiddenSize, ReadOnlySpan<float> input, ReadOnlySpan<float> recurrent, ReadOnlySpan<float> bias, ReadOnlySpan<float> candidateBias)
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
    /// <param name="inputSize">Values the layer takes in, 1 to 2048.</param>
    /// <param name="hiddenSize">The layer's units, 1 to 1024.</param>
    /// <param name="input">What the inputs are multiplied by, row-major [3·hidden, input]; rows in the order r, z, n.</param>
    /// <param name="recurrent">What the previous hidden state is multiplied by, row-major [3·hidden, hidden].</param>
    /// <param name="bias">The bias, [3·hidden]: the sum of both for r and z, that of the inputs for n.</param>
    /// <param name="candidateBias">The bias of the candidate's recurrent half, [hidden].</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of its range.</exception>
    /// <exception cref="ArgumentException">A span has another length than its shape, or holds a NaN or an infinity.</exception>
    public static LstmLayerWeights Gru(
        int inputSize, int hiddenSize, ReadOnlySpan<float> input, ReadOnlySpan<float> recurrent, ReadOnlySpan<float> bias, ReadOnlySpan<float> candidateBias) =>
        new(inputSize, hiddenSize, input, recurrent, bias, candidateBias);

    /// <summary>Values the layer takes in.</summary>
    public int InputSize { get; }

    /// <summary>The layer's units.</summary>
    public int HiddenSize { get; }

    /// <summary>Blocks of rows: 4 for i, f, g, o; 3 for i, g, o of coupled gates, and for r, z, n of a GRU.</summary>
    public int GateCount { get; }

    /// <summary>Whether these are the weights of a GRU.</summary>
    public bool IsGru => _candidateBias.Length > 0;

    /// <summary>The width that the hidden state is projected to, or 0.</summary>
    public int ProjectionSize { get; }

    /// <summary>The width of the hidden state.</summary>
    public int OutputSize => ProjectionSize > 0 ? ProjectionSize : HiddenSize;

    /// <summary>What the inputs are multiplied by, row-major [gates·hidden, input].</summary>
    public ReadOnlySpan<float> Input => _input;

    /// <summary>What the previous hidden state is multiplied by, row-major [gates·hidden, hidden or projection].</summary>
    public ReadOnlySpan<float> Recurrent => _recurrent;

    /// <summary>The bias, [gates·hidden].</summary>
    public ReadOnlySpan<float> Bias => _bias;

    /// <summary>The bias of the candidate's recurrent half in a GRU, [hidden]; empty in an LSTM.</summary>
    public ReadOnlySpan<float> CandidateBias => _candidateBias;

    /// <summary>What the cell's output is projected with, row-major [projection, hidden]; empty without a projection.</summary>
    public ReadOnlySpan<float> Projection => _projection;

    /// <summary>What the gates multiply the cell state by, [3·hidden] for i, f, o or, with coupled gates, [2·hidden] for i, o; empty without peepholes.</summary>
    public ReadOnlySpan<float> Peephole => _peephole;

    /// <summary>What the normalised sums are multiplied by, [gates·hidden]; empty without a normalisation.</summary>
    public ReadOnlySpan<float> GateNormWeight => _gateNormWeight;

    /// <summary>What is added to the normalised sums, [gates·hidden]; empty without a normalisation.</summary>
    public ReadOnlySpan<float> GateNormBias => _gateNormBias;

    /// <summary>What the normalised cell state is multiplied by, [hidden]; empty without a normalisation.</summary>
    public ReadOnlySpan<float> CellNormWeight => _cellNormWeight;

    /// <summary>What is added to the normalised cell state, [hidden]; empty without a normalisation.</summary>
    public ReadOnlySpan<float> CellNormBias => _cellNormBias;
}
