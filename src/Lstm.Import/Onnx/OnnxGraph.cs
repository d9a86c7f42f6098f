using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Import.OnnxFormat;

namespace Lstm.Import.Onnx;

/// <summary>Traces a graph from its inputs to its outputs: the layers that the data passes through and the axes between them.</summary>
/// <remarks>
/// One pass over the nodes in the order of the file is sufficient: ONNX requires that each name is defined once, before its first use. A
/// cycle is therefore impossible.
/// </remarks>
internal sealed class OnnxGraph
{
    private readonly SourceFile _file;
    private readonly GraphProto _graph;
    private readonly FoldBudget _budget;
    private readonly OnnxTensors _tensors;
    private readonly TensorNodes _moves;
    private readonly DenseNodes _dense;
    private readonly UnitNodes _units;
    private readonly OnnxActivations _activations;
    private readonly FormulaSteps _formulas;
    private readonly ActivationFormulas _functions;
    private readonly NormFormulas _norms;
    private readonly ConstantMath _math;
    private readonly int _opset;
    private readonly Dictionary<string, OnnxValue> _values = new(StringComparer.Ordinal);
    private readonly List<string> _notes = [];
    private int _nextAxis;

    public OnnxGraph(SourceFile file, GraphProto graph, int opset)
    {
        _file = file;
        _graph = graph;
        _opset = opset;
        _budget = new FoldBudget(file);
        _tensors = new OnnxTensors(file, _budget);
        _moves = new TensorNodes(_tensors, _budget, opset, ValueOf);
        _dense = new DenseNodes(_budget);
        _units = new UnitNodes(opset, _budget, ValueOf);
        _activations = new OnnxActivations(opset, ValueOf);
        _formulas = new FormulaSteps(_activations, new ReducedAxes(opset, ValueOf), ValueOf);
        _functions = new ActivationFormulas(_formulas, ValueOf);
        _norms = new NormFormulas(_formulas, ValueOf, _budget);
        _math = new ConstantMath(_budget, ValueOf);
    }

    /// <summary>Notes for the user of the network.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Traces the graph to the output of the network.</summary>
    /// <exception cref="WeightFormatException">The graph is invalid, or no output depends on an input.</exception>
    public SignalValue Follow()
    {
        foreach (TensorProto tensor in _graph.Initializer)
        {
            Define(tensor.Name, _tensors.Read(tensor, tensor.Name));
        }

        foreach (ValueInfoProto input in _graph.Input)
        {
            // Before IR version 4, initializers are also listed as inputs.
            if (!_values.ContainsKey(input.Name))
            {
                Define(input.Name, InputOf(input));
            }
        }

        int number = 0;
        foreach (NodeProto proto in _graph.Node)
        {
            var node = new OnnxNode(_file, proto, number++);
            OnnxValue[] results = ResultsOf(node);
            for (int index = 0; index < node.Outputs.Count; index++)
            {
                if (node.Outputs[index].Length > 0)
                {
                    OnnxValue result = index < results.Length
                        ? results[index]
                        : new RefusedValue($"it is output {index} of {node.Operator} '{node.Name}'");
                    Define(node.Outputs[index], result);
                }
            }
        }

        (SignalValue output, IReadOnlyList<string> notes) = OutputChoice.Of(
            _file, _graph.Output.Select(output => (output.Name, ValueOf(output.Name))).ToList());
        _notes.AddRange(notes);
        return output;
    }

    private OnnxValue ValueOf(string name) => _values.TryGetValue(name, out OnnxValue? value)
        ? value
        : throw _file.Error(
            FaultPlace.Value(name),
            "the name of a graph input, an initializer or the output of an earlier node",
            "an undefined name");

    private void Define(string name, OnnxValue value)
    {
        if (!_values.TryAdd(name, value))
        {
            throw _file.Error(FaultPlace.Value(name), "unique names in the graph", "the same name twice");
        }
    }

    private SignalValue InputOf(ValueInfoProto input)
    {
        TensorShapeProto? shape = input.Type?.TensorType?.Shape;
        Axis[]? axes = shape is null || shape.Dim.Count > OnnxTensors.MaxRank
            ? null
            : [.. shape.Dim.Select(dimension => new Axis(new AxisPart(_nextAxis++, SizeOf(dimension.DimValue))))];
        return new SignalValue(null, axes) { InputName = input.Name };
    }

    private static int SizeOf(long size) => size is > 0 and <= int.MaxValue ? (int)size : -1;
    private OnnxValue[] ResultsOf(OnnxNode node)
    {
        OnnxValue[] inputs = [.. node.Inputs.Where(static name => name.Length > 0).Select(ValueOf)];
        if (OnnxCell.Of(node.Operator) is { } type)
        {
            return Recurrent(node, type);
        }

        bool hasSignal = Array.Exists(inputs, static value => value is SignalValue or StackValue);
        OnnxValue result = (hasSignal ? Formula(node) ?? Computed(node) : _math.Result(node))
            ?? _moves.Result(node)
            ?? new RefusedValue($"the operator {node.Operator} is not supported");
        if (result is RefusedValue refused && (hasSignal || node.Operator is "If" or "Loop" or "Scan"))
        {
            string reason = node.Operator is "If" or "Loop" or "Scan" ? "the graph inside it is not supported" : refused.Reason;
            result = Unsupported(inputs, node.Unsupported(reason));
        }

        return node.Operator is "Dropout" or "Constant" or "ConstantOfShape" || result is not SignalValue { Path.Layer: UnsupportedLayer }
            ? [result]
            : [.. Enumerable.Repeat(result, node.Outputs.Count)];
    }

    // A layer that several nodes compute together.
    private OnnxValue? Formula(OnnxNode node) => _formulas.Add(node) is not { } step ? null
        : _functions.CompletedBy(step) is { } function ? Activated(node, function.Argument, function.Function)
        : _norms.CompletedBy(node, step) is { } norm ? UnitNodes.After(norm.Argument, norm.Norm)
        : null;

    // A layer of one node.
    private OnnxValue? Computed(OnnxNode node) => node.Operator switch
    {
        "MatMul" or "Gemm" => Dense(node),
        "Add" => Added(node),
        _ when _activations.OfNode(node) is { } activation => Activation(node, activation),
        _ => _units.Result(node),
    };

    // After an unsupported layer, nothing is known about the axes, but the layers that follow can still be imported separately.
    private static SignalValue Unsupported(IEnumerable<OnnxValue> inputs, UnsupportedLayer layer)
    {
        LayerPath? path = inputs.SelectMany(static value => value switch
        {
            SignalValue signal => [signal.Path],
            StackValue stack => stack.Parts.Select(static part => part.Path),
            _ => Array.Empty<LayerPath?>(),
        }).MaxBy(static path => path?.Count ?? 0);
        return new SignalValue(new LayerPath(layer, path, []), null);
    }

    private OnnxValue At(OnnxNode node, int index) => ValueOf(node.Input(index) ?? throw node.Error($"an input {index}", "none"));

    private OnnxValue Dense(OnnxNode node)
    {
        SourceLayer layer = node.Operator == "MatMul"
            ? _dense.MatMul(node, At(node, 0), At(node, 1))
            : _dense.Gemm(node, At(node, 0), At(node, 1), node.Input(2) is { } name ? ValueOf(name) : null);
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

    // The bias of a dense layer, which keeps the name of its matrix; a residual connection; or an affine layer.
    private OnnxValue Added(OnnxNode node) => (At(node, 0), At(node, 1)) switch
    {
        (SignalValue one, SignalValue other) => Residual(node, one, other),
        (SignalValue x, ConstantValue<float> constant) => Biased(node, x, constant) ?? _units.Result(node)!,
        (ConstantValue<float> constant, SignalValue x) => Biased(node, x, constant) ?? _units.Result(node)!,
        _ => _units.Result(node)!,
    };

    private static SignalValue? Biased(OnnxNode node, SignalValue x, ConstantValue<float> constant) =>
        x.OnlyOutput is null && !node.Has("axis") && DenseNodes.Add(node, x, constant) is { } dense
            ? x with { Path = new LayerPath(dense, x.Path!.Before, x.Path.Notes) }
            : null;

    private static OnnxValue Residual(OnnxNode node, SignalValue one, SignalValue other)
    {
        (SignalValue input, SignalValue output) = one.Path is null ? (one, other) : (other, one);
        return IsResidual(input, output)
            ? output with
            {
                IsResidual = true,
                OnlyOutput = $"the Add '{node.Name}' before it adds the network's input, which only the last node may do",
            }
            : new RefusedValue("it adds two branches other than the first input values and the outputs of the last layer");
    }

    // The axes prove that the input is added to the output value by value and step by step: they have the same identity, order and size.
    private static bool IsResidual(SignalValue input, SignalValue output)
    {
        if (input.Path is not null
            || input.Axes is not { } from
            || output is not { Path: not null, OnlyOutput: null, Step: null, InputFeatures: not null, Axes: { } to }
            || from.Length != to.Length
            || from.Length == 0
            || !to[^1].IsFeatures)
        {
            return false;
        }

        return from[^1].Is(output.InputFeatures.Value)
            && from[^1].Size > 0
            && from[^1].Size == to[^1].Size
            && from.SkipLast(1).Zip(to).All(static pair => IdsOf(pair.First).SequenceEqual(IdsOf(pair.Second)));
    }

    private static IEnumerable<int> IdsOf(Axis axis) => axis.Parts.Select(static part => part.Id);
    private OnnxValue Activation(OnnxNode node, NodeActivation activation)
    {
        if (ValueOf(node.Input(0) ?? throw node.Error("an input", "none")) is not SignalValue x)
        {
            return new RefusedValue("its input cannot be resolved");
        }

        return activation.Function is { } function ? Activated(node, x, function) : new RefusedValue(activation.Refusal!);
    }

    private OnnxValue Activated(OnnxNode node, SignalValue x, Shared.ActivationShape activation)
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

    private OnnxValue[] Recurrent(OnnxNode node, OnnxCell type)
    {
        OnnxValue input = ValueOf(node.Input(0) ?? throw node.Error("an input X", "none"));
        var x = input as SignalValue;
        var recurrent = new RecurrentNode(node, type, ValueOf, _budget);
        SourceLayer layer = x is null ? node.Unsupported("its input cannot be resolved to a tensor of the network") : recurrent.Layer(x);
        if (layer is SourceRecurrent && CannotTake(x!) is { } reason)
        {
            layer = node.Unsupported(reason);
        }

        if (layer is UnsupportedLayer unsupported)
        {
            return [.. Enumerable.Repeat<OnnxValue>(Unsupported([input], unsupported), 3)];
        }

        CellAttributes attributes = recurrent.Attributes!;
        if (RecurrentOutputs.Axes(node, x!, attributes, _nextAxis) is not { } axes)
        {
            UnsupportedLayer otherAxis = node.Unsupported("it runs along an axis other than the time axis of the network");
            return [.. Enumerable.Repeat<OnnxValue>(Unsupported([input], otherAxis), 3)];
        }

        _nextAxis += 2;
        return RecurrentOutputs.Of(x!, (SourceRecurrent)layer, attributes, axes, recurrent.Notes);
    }

    // A layer must use all output values of the layer before it. The first layer uses one axis of the input.
    private static string? CannotTake(SignalValue x)
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
