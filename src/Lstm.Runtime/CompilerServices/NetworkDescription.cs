using System.ComponentModel;
using Lstm.Shared;

namespace Lstm.CompilerServices;

/// <summary>
/// A description of a network, built layer by layer in the order of the data. Generated code uses it to describe its own network.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NetworkDescription
{
    private readonly StackShape? _shape;
    private readonly int _input;
    private readonly DenseChain[] _stem;

    private NetworkDescription(int input, DenseChain[] stem, StackShape? shape)
    {
        _input = input;
        _stem = stem;
        _shape = shape;
    }

    /// <summary>The network. Available once the description has a recurrent layer.</summary>
    internal StackShape Shape => _shape ?? throw new System.InvalidOperationException(
        "The network description has no recurrent layer. Call Lstm or Gru first.");

    /// <summary>Starts a description.</summary>
    /// <param name="input">The number of input values of a step.</param>
    public static NetworkDescription Of(int input) => new(input, [], null);

    /// <summary>Adds a dense layer: to the stem if there is no recurrent layer yet, otherwise to the head.</summary>
    /// <param name="units">The number of outputs.</param>
    /// <param name="activation">The activation function of the outputs.</param>
    /// <param name="alpha">The function's first parameter; null for ONNX's default.</param>
    /// <param name="beta">The function's second parameter; null for ONNX's default.</param>
    public NetworkDescription Dense(int units, Activation activation = Activation.Linear, float? alpha = null, float? beta = null)
    {
        DenseChain layer = new(units, ActivationShape.Of(activation, alpha, beta));
        return _shape is null
            ? new NetworkDescription(_input, [.. _stem, layer], null)
            : new NetworkDescription(_input, _stem, _shape with { Head = DenseChain.Link([.. DenseChain.Chain(_shape.Head), layer]) });
    }

    /// <summary>Adds LSTM layers.</summary>
    /// <param name="hidden">The units of each layer.</param>
    /// <param name="layers">The number of stacked layers.</param>
    /// <param name="projection">The width of the projected hidden state; 0 for no projection.</param>
    /// <param name="peephole">Whether the gates have peephole connections to the cell state.</param>
    /// <param name="coupledGates">Whether f = 1 - i.</param>
    /// <param name="layerNorm">The epsilon that layer normalisation adds to the variance; null for no normalisation.</param>
    /// <param name="stochasticForget">Whether the forget gate is stochastic.</param>
    /// <param name="clip">The limit of the magnitude of every activation's argument; 0 for none.</param>
    /// <param name="cellClip">The limit of the magnitude of the cell state; 0 for none.</param>
    public NetworkDescription Lstm(
        int hidden,
        int layers = 1,
        int projection = 0,
        bool peephole = false,
        bool coupledGates = false,
        float? layerNorm = null,
        bool stochasticForget = false,
        float clip = 0,
        float cellClip = 0) => Recurrent(
            layers,
            new CellShape(CellKind.Lstm, hidden)
            {
                Projection = projection,
                Peephole = peephole,
                CoupledGates = coupledGates,
                LayerNorm = layerNorm is not null,
                LayerNormEpsilon = layerNorm ?? CellShape.DefaultLayerNormEpsilon,
                StochasticForget = stochasticForget,
                Clip = clip,
                CellClip = cellClip,
            });

    /// <summary>Adds layers of gated recurrent units.</summary>
    /// <param name="hidden">The units of each layer.</param>
    /// <param name="layers">The number of stacked layers.</param>
    /// <param name="resetAfter">
    /// Whether the reset gate multiplies the candidate's recurrent sum (after the matrix product) instead of the hidden state (before it).
    /// </param>
    /// <param name="clip">The limit of the magnitude of every activation's argument; 0 for none.</param>
    public NetworkDescription Gru(int hidden, int layers = 1, bool resetAfter = true, float clip = 0) =>
        Recurrent(layers, new CellShape(resetAfter ? CellKind.GruResetAfter : CellKind.GruResetBefore, hidden) { Clip = clip });

    /// <summary>Sets the activation of the gates, in place of the sigmoid.</summary>
    /// <param name="activation">The function.</param>
    /// <param name="alpha">Its first parameter; null for ONNX's default.</param>
    /// <param name="beta">Its second parameter; null for ONNX's default.</param>
    public NetworkDescription Gates(Activation activation, float? alpha = null, float? beta = null) =>
        With(Shape.Cell with { GateActivation = ActivationShape.Of(activation, alpha, beta) });

    /// <summary>Sets the activation of the candidate, in place of tanh.</summary>
    /// <param name="activation">The function.</param>
    /// <param name="alpha">Its first parameter; null for ONNX's default.</param>
    /// <param name="beta">Its second parameter; null for ONNX's default.</param>
    public NetworkDescription Candidate(Activation activation, float? alpha = null, float? beta = null) =>
        With(Shape.Cell with { CellActivation = ActivationShape.Of(activation, alpha, beta) });

    /// <summary>Sets the activation applied to the cell state for the hidden state, in place of tanh.</summary>
    /// <param name="activation">The function.</param>
    /// <param name="alpha">Its first parameter; null for ONNX's default.</param>
    /// <param name="beta">Its second parameter; null for ONNX's default.</param>
    public NetworkDescription Hidden(Activation activation, float? alpha = null, float? beta = null) =>
        With(Shape.Cell with { HiddenActivation = ActivationShape.Of(activation, alpha, beta) });

    /// <summary>Makes every recurrent layer bidirectional.</summary>
    public NetworkDescription BothWays() => With(Shape with { Bidirectional = true });

    /// <summary>Makes every recurrent layer process the sequence backward, from its last step.</summary>
    public NetworkDescription Backward() => With(Shape with { Direction = Direction.Backward });

    /// <summary>Adds a residual connection: the first inputs are added to the outputs.</summary>
    public NetworkDescription Residual() => With(Shape with { Residual = true });

    /// <summary>Sets the precision in which hidden states are multiplied by their weights.</summary>
    /// <param name="precision">The precision.</param>
    public NetworkDescription In(LstmPrecision precision) => With(Shape with { Precision = precision });

    private NetworkDescription Recurrent(int layers, CellShape cell) =>
        With(new StackShape(_input, cell) { Layers = layers, Stem = DenseChain.Link(_stem) });

    private NetworkDescription With(CellShape cell) => With(Shape with { Cell = cell });

    private NetworkDescription With(StackShape shape) => new(_input, _stem, shape);
}
