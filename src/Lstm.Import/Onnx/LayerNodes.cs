using System;
using System.Linq;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.Onnx;

/// <summary>Resolves nodes that are layers without a state, alone or with the nodes before them.</summary>
internal sealed class LayerNodes
{
    private readonly int _opset;
    private readonly Func<string, OnnxValue> _valueOf;
    private readonly DenseNodes _dense;
    private readonly ConvNodes _convolutions;
    private readonly PadNodes _pads;
    private readonly EmbeddingNodes _embeddings;
    private readonly UnitNodes _units;
    private readonly PoolNodes _pools;
    private readonly OnnxActivations _activations;
    private readonly FormulaSteps _formulas;
    private readonly ActivationFormulas _functions;
    private readonly NormFormulas _norms;
    private readonly WrittenCells _cells;

    public LayerNodes(FoldBudget budget, int opset, AxisIds ids, Func<string, OnnxValue> valueOf)
    {
        _opset = opset;
        _valueOf = valueOf;
        _dense = new DenseNodes(budget);
        _convolutions = new ConvNodes(budget, ids, valueOf);
        _pads = new PadNodes(opset, ids, valueOf);
        _embeddings = new EmbeddingNodes(budget, valueOf);
        _units = new UnitNodes(opset, budget, valueOf);
        var reductions = new ReducedAxes(opset, valueOf);
        _pools = new PoolNodes(reductions, valueOf);
        _activations = new OnnxActivations(opset, valueOf);
        _formulas = new FormulaSteps(_activations, reductions, valueOf);
        _functions = new ActivationFormulas(_formulas, valueOf);
        _norms = new NormFormulas(_formulas, valueOf, budget);
        _cells = new WrittenCells(budget, ids, _activations, valueOf);
    }

    /// <summary>Returns the value after a node that depends on the inputs of the graph; null for an unknown operator.</summary>
    public OnnxValue? Result(OnnxNode node) => _cells.Result(node) ?? Formula(node) ?? Single(node);

    // A layer that several nodes compute together.
    private OnnxValue? Formula(OnnxNode node) => _formulas.Add(node) is not { } step ? null
        : _functions.CompletedBy(step) is { } function ? Activated(node, function.Argument, function.Function)
        : _norms.CompletedBy(node, step) is { } norm ? UnitNodes.After(norm.Argument, norm.Norm)
        : null;

    // A layer of one node.
    private OnnxValue? Single(OnnxNode node) => node.Operator switch
    {
        "MatMul" or "Gemm" => Dense(node),
        "Add" => Added(node),
        "Mul" when Merged(node, Merging.Product) is { } product => product,
        "Mean" => Merged(node, Merging.Mean) ?? new RefusedValue("it is the mean of other values than the two directions of a layer"),
        _ when _activations.OfNode(node) is { } activation => Activation(node, activation),
        _ => _units.Result(node) ?? _pools.Result(node) ?? _convolutions.Result(node) ?? _pads.Result(node) ?? _embeddings.Result(node),
    };

    private OnnxValue At(OnnxNode node, int index) => _valueOf(node.Input(index) ?? throw node.Error($"an input {index}", "none"));

    private OnnxValue Dense(OnnxNode node)
    {
        SourceLayer layer = node.Operator == "MatMul"
            ? _dense.MatMul(node, At(node, 0), At(node, 1))
            : _dense.Gemm(node, At(node, 0), At(node, 1), node.Input(2) is { } name ? _valueOf(name) : null);
        if (layer is not SourceDense dense || At(node, 0) is not SignalValue x)
        {
            return new RefusedValue(((UnsupportedLayer)layer).Reason);
        }

        if (CannotTake(x) is { } reason)
        {
            return new RefusedValue(reason);
        }

        int? inputFeatures = x.InputFeatures
            ?? (x.Axes is { } axes ? axes[^1].Parts.FirstOrDefault(new AxisPart(AxisPart.Features, -1)).Id : null);
        return x.After(dense) with
        {
            Axes = x.Axes is null ? null : [.. x.Axes[..^1], new Axis(new AxisPart(AxisPart.Features, dense.Weights.OutputSize))],
            InputFeatures = inputFeatures,
        };
    }

    // The bias of a dense layer, which keeps the name of its matrix; the sum of two directions; a residual connection; or an affine layer.
    private OnnxValue Added(OnnxNode node) => (At(node, 0), At(node, 1)) switch
    {
        (SignalValue one, SignalValue other) =>
            MergedDirections.OfParts(node, one, other, Merging.Sum) ?? ResidualNodes.Sum(node, one, other),
        (SignalValue x, ConstantValue<float> constant) => Biased(node, x, constant) ?? _units.Result(node)!,
        (ConstantValue<float> constant, SignalValue x) => Biased(node, x, constant) ?? _units.Result(node)!,
        _ => _units.Result(node)!,
    };

    private OnnxValue? Merged(OnnxNode node, Merging merging) =>
        node.Inputs.Count == 2 && At(node, 0) is SignalValue one && At(node, 1) is SignalValue other
            ? MergedDirections.OfParts(node, one, other, merging)
            : null;

    private static SignalValue? Biased(OnnxNode node, SignalValue x, ConstantValue<float> constant) =>
        x.OnlyOutput is null && !node.Has("axis") && DenseNodes.Add(node, x, constant) is { } dense
            ? x with { Path = new LayerPath(dense, x.Path!.Before, x.Path.Notes) }
            : null;

    private OnnxValue Activation(OnnxNode node, NodeActivation activation)
    {
        if (_valueOf(node.Input(0) ?? throw node.Error("an input", "none")) is not SignalValue x)
        {
            return new RefusedValue("its input cannot be resolved");
        }

        return activation.Function is { } function ? Activated(node, x, function) : new RefusedValue(activation.Refusal!);
    }

    private OnnxValue Activated(OnnxNode node, SignalValue x, ActivationShape activation)
    {
        if (x.OnlyOutput is { } reason)
        {
            return new RefusedValue(reason);
        }

        return activation.IsOfOneValue || IsOverFeatures(node, x)
            ? x.After(new SourceActivation(node.Name, activation))
            : new RefusedValue("it is not applied to the values of one step");
    }

    // Before version 13, softmax applied to all axes from the given one onwards.
    private bool IsOverFeatures(OnnxNode node, SignalValue x)
    {
        long axis = node.Int("axis", _opset < 13 ? 1 : -1);
        if (x.Axes is null)
        {
            return axis == -1 && _opset >= 13;
        }

        return (axis == -1 || axis == x.Axes.Length - 1) && x.Axes[^1].IsFeatures;
    }

    /// <summary>
    /// Returns why a layer cannot have a value as its input; null if it can. It must use all output values of the layer before it; the
    /// first layer uses one axis of the input.
    /// </summary>
    public static string? CannotTake(SignalValue x)
    {
        if (x.OnlyOutput is not null || x.Axes is null)
        {
            return x.OnlyOutput;
        }

        return x.Axes.Length == 0 || (x.InputFeatures is null ? x.Axes[^1].Parts.Count > 1 : !x.Axes[^1].IsFeatures && !x.Axes[^1].IsOne)
            ? "its input mixes the values of a step with other axes, such as time"
            : null;
    }
}
