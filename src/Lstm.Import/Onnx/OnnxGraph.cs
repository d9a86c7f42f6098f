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
    private const string NamesOfOthers = "the graphs inside it define the same names as others, which is not supported";

    private readonly SourceFile _file;
    private readonly GraphProto _graph;
    private readonly FoldBudget _budget;
    private readonly OnnxTensors _tensors;
    private readonly TensorNodes _moves;
    private readonly PartNodes _parts;
    private readonly LayerNodes _layers;
    private readonly ConstantMath _math;
    private readonly Dictionary<string, OnnxValue> _values = new(StringComparer.Ordinal);
    private readonly List<SignalValue> _signals = [];
    private readonly List<string> _notes = [];
    private int _nodes;
    private readonly AxisIds _ids = new();

    public OnnxGraph(SourceFile file, GraphProto graph, int opset)
    {
        _file = file;
        _graph = graph;
        _budget = new FoldBudget(file);
        _tensors = new OnnxTensors(file, _budget);
        _moves = new TensorNodes(_tensors, _budget, opset, ValueOf);
        _parts = new PartNodes(_budget, opset, ValueOf);
        _layers = new LayerNodes(_budget, opset, _ids, ValueOf);
        _math = new ConstantMath(_budget, ValueOf);
    }

    /// <summary>Notes for the user of the network.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Traces the graph to the output of the network.</summary>
    /// <param name="options">The options that choose an output or a layer.</param>
    /// <exception cref="WeightFormatException">The graph is invalid, or no output depends on an input.</exception>
    public SignalValue Follow(ModelReadOptions options)
    {
        DefineConstants(_graph);
        foreach (ValueInfoProto input in _graph.Input)
        {
            // Before IR version 4, initializers are also listed as inputs.
            if (!_values.ContainsKey(input.Name))
            {
                Define(input.Name, InputOf(input));
            }
        }

        Trace(_graph);
        (SignalValue output, IReadOnlyList<string> notes) = OutputChoice.Of(
            _file, [.. _graph.Output.Select(output => (output.Name, ValueOf(output.Name)))], _signals, options);
        _notes.AddRange(notes);
        return output;
    }

    private void DefineConstants(GraphProto graph)
    {
        foreach (TensorProto tensor in graph.Initializer)
        {
            Define(tensor.Name, _tensors.Read(tensor, tensor.Name));
        }
    }

    private void Trace(GraphProto graph)
    {
        foreach (NodeProto proto in graph.Node)
        {
            var node = new OnnxNode(_file, proto, _nodes++);
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

        if (value is SignalValue signal)
        {
            _signals.Add(signal);
        }
    }

    private SignalValue InputOf(ValueInfoProto input)
    {
        TensorShapeProto? shape = input.Type?.TensorType?.Shape;
        Axis[]? axes = shape is null || shape.Dim.Count > OnnxTensors.MaxRank
            ? null
            : [.. shape.Dim.Select(dimension => new Axis(new AxisPart(_ids.Next(), SizeOf(dimension.DimValue))))];
        return new SignalValue(null, axes) { InputName = input.Name, Inputs = [input.Name] };
    }

    private static int SizeOf(long size) => size is > 0 and <= int.MaxValue ? (int)size : -1;

    private OnnxValue[] ResultsOf(OnnxNode node)
    {
        OnnxValue[] inputs = [.. node.Inputs.Where(static name => name.Length > 0).Select(ValueOf)];
        if (OnnxCell.Of(node.Operator) is { } type)
        {
            return Recurrent(node, type);
        }

        if (node.Operator == "If")
        {
            return If(node);
        }

        bool hasSignal = Array.Exists(inputs, static value => value is SignalValue or StackValue);
        if ((hasSignal ? _layers.Result(node) : _math.Result(node)) is { } computed)
        {
            return Resolved(node, inputs, [computed], hasSignal);
        }

        OnnxValue[]? rearranged = _parts.Results(node) ?? (_moves.Result(node) is { } moved ? [moved] : null);
        OnnxValue[] results = rearranged ?? [new RefusedValue($"the operator {node.Operator} is not supported")];
        return Resolved(node, inputs, results, hasSignal, rearranged is not null);
    }

    // A value that cannot be resolved is the output of an unsupported layer, if it depends on the inputs of the graph. Sizes do not.
    private static OnnxValue[] Resolved(
        OnnxNode node, OnnxValue[] inputs, OnnxValue[] results, bool hasSignal, bool isRearranged = false)
    {
        bool hasGraph = node.Operator is "Loop" or "Scan";
        if (results.OfType<RefusedValue>().FirstOrDefault() is not { } refused || node.Operator is "Shape" || !(hasSignal || hasGraph))
        {
            return results;
        }

        SignalValue unsupported = Unsupported(
            inputs, node.Unsupported(hasGraph ? "the graph inside it is not supported" : refused.Reason), isRearranged);
        return results.Length == 1 && node.Operator is not "Dropout"
            ? [.. Enumerable.Repeat(unsupported, node.Outputs.Count)]
            : Array.ConvertAll(results, result => result is RefusedValue ? unsupported : result);
    }

    // After an unsupported layer, nothing is known about the axes, but the layers that follow can still be imported separately.
    private static SignalValue Unsupported(IEnumerable<OnnxValue> inputs, UnsupportedLayer layer, bool isRearranged = false)
    {
        SignalValue[] signals =
        [
            .. inputs.SelectMany(static value => value switch
            {
                SignalValue signal => [signal],
                StackValue stack => stack.Parts,
                _ => (IEnumerable<SignalValue>)[],
            }),
        ];
        LayerPath? path = signals.Select(static signal => signal.Path).MaxBy(static path => path?.Count ?? 0);
        return new SignalValue(new LayerPath(layer, path, []), null)
        {
            Inputs = [.. signals.SelectMany(static signal => signal.Inputs).Distinct()],
            Product = signals.Select(static signal => signal.Product).FirstOrDefault(static product => product is not null),
            IsRearranged = isRearranged && Array.TrueForAll(signals, static signal => signal.IsOfInputs),
        };
    }

    // A condition on sizes chooses one of two graphs. If it cannot be decided, the layers of both can still be imported by their names.
    private OnnxValue[] If(OnnxNode node)
    {
        OnnxValue condition = ValueOf(node.Input(0) ?? throw node.Error("a condition", "none"));
        if (node.Graph("then_branch") is not { } then || node.Graph("else_branch") is not { } otherwise)
        {
            return Undecided(node, [condition], "it has no graphs then_branch and else_branch");
        }

        if (condition is ConstantValue<SizeEntry> { Array: { Count: 1, Values: [{ IsKnown: true, Number: var number }] } })
        {
            return Branch(node, number != 0 ? then : otherwise) is { } values
                ? Resolved(node, values, values, hasSignal: Array.Exists(values, static value => value is SignalValue or StackValue))
                : Undecided(node, [condition], NamesOfOthers);
        }

        OnnxValue[]?[] both = [Branch(node, then), Branch(node, otherwise)];
        OnnxValue[] outputs = [.. both.SelectMany(static values => values ?? [])];
        return Undecided(
            node,
            outputs.Any(static value => value is SignalValue or StackValue) ? outputs : [condition],
            Array.Exists(both, static one => one is null) ? NamesOfOthers : Branches.Reason(condition, outputs.OfType<SignalValue>()));
    }

    // If both graphs rearrange inputs, as an initial state, the node rearranges them. Constants in one of them are another state.
    private static OnnxValue[] Undecided(OnnxNode node, IReadOnlyList<OnnxValue> values, string reason)
    {
        bool isRearranged = values.Count > 0 && values.All(static value => value is SignalValue { IsOfInputs: true });
        return [.. Enumerable.Repeat<OnnxValue>(Unsupported(values, node.Unsupported(reason), isRearranged), node.Outputs.Count)];
    }

    // Returns the outputs of a graph inside of a node; null if it defines a name again, which the two graphs of a node may do.
    private OnnxValue[]? Branch(OnnxNode node, GraphProto graph)
    {
        if (graph.Initializer.Select(static tensor => tensor.Name).Concat(graph.Node.SelectMany(static inner => inner.Output))
            .Any(_values.ContainsKey))
        {
            return null;
        }

        if (graph.Output.Count != node.Outputs.Count)
        {
            throw node.Error($"{node.Outputs.Count} outputs of its graphs", $"{graph.Output.Count}");
        }

        DefineConstants(graph);
        Trace(graph);
        return [.. graph.Output.Select(output => ValueOf(output.Name))];
    }

    private OnnxValue[] Recurrent(OnnxNode node, OnnxCell type)
    {
        OnnxValue input = ValueOf(node.Input(0) ?? throw node.Error("an input X", "none"));
        var x = input as SignalValue;
        var recurrent = new RecurrentNode(node, type, ValueOf, _budget);
        SourceLayer layer = x is null ? node.Unsupported("its input cannot be resolved to a tensor of the network") : recurrent.Layer(x);
        if (layer is SourceRecurrent && (LayerNodes.CannotTake(x!) ?? (x!.Extra is null ? null : ExtraSteps.Kept)) is { } reason)
        {
            layer = node.Unsupported(reason);
        }

        if (layer is UnsupportedLayer unsupported)
        {
            return [.. Enumerable.Repeat<OnnxValue>(Unsupported([input], unsupported), 3)];
        }

        CellAttributes attributes = recurrent.Attributes!;
        if (RecurrentOutputs.Axes(node, x!, attributes, _ids) is not { } axes)
        {
            UnsupportedLayer otherAxis = node.Unsupported("it runs along an axis other than the time axis of the network");
            return [.. Enumerable.Repeat<OnnxValue>(Unsupported([input], otherAxis), 3)];
        }

        return RecurrentOutputs.Of(node, x!, (SourceRecurrent)layer, attributes, axes, recurrent.Notes);
    }
}
