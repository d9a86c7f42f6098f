using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

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
    private readonly Dictionary<CellTensorKind, float[]> _tensors;

    /// <summary>Copies the weights of an LSTM layer.</summary>
    /// <param name="inputSize">The number of inputs, 1 to 4096.</param>
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
        : this(
            LstmShape(inputSize, hiddenSize, bias.Length, projection.Length, !peephole.IsEmpty, !gateNormWeight.IsEmpty),
            inputSize,
            new Dictionary<CellTensorKind, float[]>
            {
                [CellTensorKind.Input] = input.ToArray(),
                [CellTensorKind.Recurrent] = recurrent.ToArray(),
                [CellTensorKind.Bias] = bias.ToArray(),
                [CellTensorKind.Projection] = projection.ToArray(),
                [CellTensorKind.Peephole] = peephole.ToArray(),
                [CellTensorKind.GateNormWeight] = gateNormWeight.ToArray(),
                [CellTensorKind.GateNormBias] = gateNormBias.ToArray(),
                [CellTensorKind.CellNormWeight] = cellNormWeight.ToArray(),
                [CellTensorKind.CellNormBias] = cellNormBias.ToArray(),
            })
    {
    }

    /// <summary>Creates the weights of any cell.</summary>
    /// <param name="shape">The cell. Only what its tensors depend on is kept: see <see cref="NetworkStructure"/>.</param>
    /// <param name="inputSize">The number of inputs.</param>
    /// <param name="tensors">The tensors by kind, which are not copied. Missing ones are empty.</param>
    /// <exception cref="ArgumentException">The length of a tensor does not match its shape, or a value is not finite.</exception>
    internal LstmLayerWeights(CellShape shape, int inputSize, IReadOnlyDictionary<CellTensorKind, float[]> tensors)
    {
        Shape = NetworkStructure.Of(shape);
        InputSize = inputSize;
        _tensors = [];
        Dictionary<CellTensorKind, CellTensor> expected = CellTensors.Of(Shape, inputSize).ToDictionary(static tensor => tensor.Kind);
        foreach (CellTensorKind kind in Enum.GetValues<CellTensorKind>())
        {
            CellTensor tensor = expected.GetValueOrDefault(kind, new CellTensor(kind, Rows: 0, Columns: 1));
            float[] values = tensors.GetValueOrDefault(kind, []);
            WeightArguments.Check(values, tensor.Rows, tensor.Columns, ParameterOf(kind));
            _tensors.Add(kind, values);
        }
    }

    /// <summary>Copies the weights of a GRU layer.</summary>
    /// <param name="inputSize">The number of inputs, 1 to 4096.</param>
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
        new(
            new CellShape(CellKind.GruResetAfter, WeightArguments.Size(hiddenSize)),
            WeightArguments.InputSize(inputSize),
            new Dictionary<CellTensorKind, float[]>
            {
                [CellTensorKind.Input] = input.ToArray(),
                [CellTensorKind.Recurrent] = recurrent.ToArray(),
                [CellTensorKind.Bias] = bias.ToArray(),
                [CellTensorKind.RecurrentBias] = candidateBias.ToArray(),
            });

    /// <summary>The number of inputs.</summary>
    public int InputSize { get; }

    /// <summary>The number of units.</summary>
    public int HiddenSize => Shape.Hidden;

    /// <summary>The kind of cell: "lstm" or "gru", as the metadata of a weights file names it.</summary>
    public string Cell => CellSizes.NameOf(Shape.Kind);

    /// <summary>The number of blocks of rows: 4 for i, f, g, o; 3 for i, g, o of coupled gates, and for r, z, n of a GRU.</summary>
    public int GateCount => Shape.Gates.Count;

    /// <summary>Whether these are the weights of a GRU.</summary>
    public bool IsGru => Shape.Kind is CellKind.GruResetAfter or CellKind.GruResetBefore;

    /// <summary>The width of the projected hidden state, or 0 without a projection.</summary>
    public int ProjectionSize => Shape.Projection;

    /// <summary>The width of the hidden state.</summary>
    public int OutputSize => Shape.Width;

    /// <summary>The input weights, row-major [gates·hidden, input].</summary>
    public ReadOnlySpan<float> Input => Of(CellTensorKind.Input);

    /// <summary>The recurrent weights, row-major [gates·hidden, hidden or projection].</summary>
    public ReadOnlySpan<float> Recurrent => Of(CellTensorKind.Recurrent);

    /// <summary>The bias, [gates·hidden].</summary>
    public ReadOnlySpan<float> Bias => Of(CellTensorKind.Bias);

    /// <summary>The recurrent bias of a GRU's candidate, [hidden]; empty in an LSTM.</summary>
    public ReadOnlySpan<float> CandidateBias => Of(CellTensorKind.RecurrentBias);

    /// <summary>The projection weights, row-major [projection, hidden]; empty without a projection.</summary>
    public ReadOnlySpan<float> Projection => Of(CellTensorKind.Projection);

    /// <summary>
    /// The peephole weights, [3·hidden] for i, f, o or, with coupled gates, [2·hidden] for i, o; empty without peepholes.
    /// </summary>
    public ReadOnlySpan<float> Peephole => Of(CellTensorKind.Peephole);

    /// <summary>The scale (gamma) of the normalised pre-activations, [gates·hidden]; empty without normalisation.</summary>
    public ReadOnlySpan<float> GateNormWeight => Of(CellTensorKind.GateNormWeight);

    /// <summary>The shift (beta) of the normalised pre-activations, [gates·hidden]; empty without normalisation.</summary>
    public ReadOnlySpan<float> GateNormBias => Of(CellTensorKind.GateNormBias);

    /// <summary>The scale (gamma) of the normalised cell state, [hidden]; empty without normalisation.</summary>
    public ReadOnlySpan<float> CellNormWeight => Of(CellTensorKind.CellNormWeight);

    /// <summary>The shift (beta) of the normalised cell state, [hidden]; empty without normalisation.</summary>
    public ReadOnlySpan<float> CellNormBias => Of(CellTensorKind.CellNormBias);

    /// <summary>The cell, with the options that its tensors depend on: see <see cref="NetworkStructure"/>.</summary>
    internal CellShape Shape { get; }

    /// <summary>The shapes of the tensors that the cell has.</summary>
    internal IEnumerable<CellTensor> Tensors => CellTensors.Of(Shape, InputSize);

    /// <summary>Returns the values of a tensor; empty if the cell has none of this kind.</summary>
    internal ReadOnlySpan<float> Of(CellTensorKind kind) => _tensors[kind];

    /// <summary>Returns the same layer with other values in some tensors, which are not copied.</summary>
    internal LstmLayerWeights With(params IEnumerable<(CellTensorKind Kind, float[] Values)> changed)
    {
        Dictionary<CellTensorKind, float[]> tensors = new(_tensors);
        foreach ((CellTensorKind kind, float[] values) in changed)
        {
            tensors[kind] = values;
        }

        return new LstmLayerWeights(Shape, InputSize, tensors);
    }

    private static CellShape LstmShape(
        int inputSize, int hiddenSize, int biasLength, int projectionLength, bool peephole, bool layerNorm)
    {
        WeightArguments.InputSize(inputSize);
        WeightArguments.Size(hiddenSize);
        return new CellShape(CellKind.Lstm, hiddenSize)
        {
            CoupledGates = WeightArguments.LstmGates(biasLength, hiddenSize) == 3,
            Projection = WeightArguments.Rows(projectionLength, hiddenSize),
            Peephole = peephole,
            LayerNorm = layerNorm,
        };
    }

    // The name of the parameter of the constructors.
    private static string ParameterOf(CellTensorKind kind)
    {
        string name = kind == CellTensorKind.RecurrentBias ? "CandidateBias" : kind.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
