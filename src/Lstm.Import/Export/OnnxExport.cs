using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Conversion;
using Lstm.Import.Layers;
using Lstm.Import.Onnx;
using Lstm.Import.OnnxFormat;
using Lstm.Shared;
using static Lstm.Import.Export.OnnxNodes;

namespace Lstm.Import.Export;

/// <summary>A network as an ONNX graph.</summary>
internal sealed class OnnxExport
{
    private const int Opset = 17;
    private const int Version = 8;
    private const string Input = "x";
    private const string Output = "y";
    private const string Format = "ONNX";

    private readonly ModelDescription _model;
    private readonly GraphProto _graph = new() { Name = "LstmGen" };
    private readonly OnnxNodes _nodes;
    private readonly OnnxFunctions _functions;

    public OnnxExport(ModelDescription model)
    {
        _model = model;
        _nodes = new OnnxNodes(_graph);
        _functions = new OnnxFunctions(_nodes);
    }

    /// <summary>Returns the model.</summary>
    /// <exception cref="WeightFormatException">ONNX has no such layer.</exception>
    public ModelProto Build()
    {
        IReadOnlyList<SourceLayer> layers = ExportLayers.Of(_model);
        string value = Input;
        string final = "";
        Dictionary<SourceLayer, string> values = new(ReferenceEqualityComparer.Instance);
        foreach (SourceLayer layer in layers)
        {
            (value, final) = layer switch
            {
                SourceRecurrent recurrent => Recurrent(recurrent, value),
                SourcePool pool => (Pool(pool.Pooling, value, final), ""),
                SourceDense dense => (Dense(dense, value), ""),
                SourceConv1D convolution => (Convolution(convolution, value), ""),
                SourceEmbedding embedding => (Embedding(embedding, value), ""),
                SourceUnits units => (Units(units, value), ""),
                SourceActivation activation => (_functions.Add(activation.Activation, value), ""),
                SourceMerge merge => (Merge(merge.Merging, value), ""),
                SourceResidual residual =>
                    (_nodes.Add("Add", [value, residual.Source is { } source ? values[source] : Input]), ""),
                _ => throw ExportLayers.Refused(_model, layer, Format, "it is of an unknown kind"),
            };
            values.Add(layer, value);
        }

        if (_model.Shape.Residual)
        {
            string added = _model.Shape.Output == _model.Shape.Input
                ? Input
                : _nodes.Add("Slice", [Input, _nodes.Sizes(0), _nodes.Sizes(_model.Shape.Output), _nodes.Sizes(2)]);
            value = _nodes.Add("Add", [value, added]);
        }

        _graph.Node.Add(new NodeProto { Name = Output, OpType = "Identity", Input = { value }, Output = { Output } });
        _graph.Input.Add(_model.Shape.Vocabulary > 0 ? Tokens(Input) : Value(Input, isSequence: true, _model.Shape.Input));
        _graph.Output.Add(Value(Output, _model.Shape.Pool is null, _model.Shape.Output));
        return new ModelProto
        {
            IrVersion = Version,
            ProducerName = "LstmGen",
            Graph = _graph,
            OpsetImport = { new OperatorSetIdProto { Version = Opset } },
        };
    }

    // The value of all steps, and the final states.
    private (string Value, string Final) Recurrent(SourceRecurrent layer, string value)
    {
        CellShape cell = layer.Cell;
        OnnxCell type = OnnxCell.Of(cell.Kind switch { CellKind.Lstm => "LSTM", CellKind.Rnn => "RNN", _ => "GRU" })!;
        if (Refusal(layer, type) is { } reason)
        {
            throw ExportLayers.Refused(_model, layer, Format, reason);
        }

        string[] outputs = _nodes.Add(type.Operator, Inputs(layer, type, value), outputs: 2, [.. Attributes(layer, type)]);
        return layer.IsBidirectional
            ? (Joined(outputs[0], 0, 2, 1, 3), Joined(outputs[1], 1, 0, 2))
            : (_nodes.Add("Squeeze", [outputs[0], _nodes.Sizes(1)]), outputs[1]);
    }

    // Puts the directions side by side, after they are moved to the axis before the last one.
    private string Joined(string value, params long[] axes)
    {
        string moved = _nodes.Add("Transpose", [value], Attribute("perm", axes));
        return _nodes.Add("Reshape", [moved, axes.Length == 4 ? _nodes.Sizes(0, 0, -1) : _nodes.Sizes(1, 1, -1)]);
    }

    private IEnumerable<string> Inputs(SourceRecurrent layer, OnnxCell type, string value)
    {
        int directions = layer.Directions.Count;
        int hidden = layer.Cell.Hidden;
        int rows = type.Gates * hidden;
        string stored = CellWeights.RowsOf(layer.Cell);
        float[] All(Func<LstmLayerWeights, IEnumerable<float>> valuesOf) => [.. layer.Directions.SelectMany(valuesOf)];
        float[] Rows(float[] values) => ExportLayers.Rows(values, stored, type.Rows);

        float[] input = All(cell => Rows(cell.Input.ToArray()));
        float[] recurrent = All(cell => Rows(cell.Recurrent.ToArray()));
        float[] biases = All(cell => Rows(cell.Bias.ToArray()).Concat(Rows(SecondBias(cell))));
        List<string> inputs =
        [
            value,
            _nodes.Constant($"{layer.Name}.W", input, directions, rows, layer.InputSize),
            _nodes.Constant($"{layer.Name}.R", recurrent, directions, rows, hidden),
            _nodes.Constant($"{layer.Name}.B", biases, directions, 2 * rows),
            "",
            layer.InitialHidden.Length > 0 ? _nodes.Constant($"{layer.Name}.h0", layer.InitialHidden, directions, 1, hidden) : "",
        ];
        if (type.HasCellState)
        {
            inputs.Add(layer.InitialCell.Length > 0 ? _nodes.Constant($"{layer.Name}.c0", layer.InitialCell, directions, 1, hidden) : "");
        }

        if (layer.Cell.Peephole)
        {
            float[] peepholes = All(cell => ExportLayers.Rows(cell.Peephole.ToArray(), layer.Cell.PeepholeGates, "iof"));
            inputs.Add(_nodes.Constant($"{layer.Name}.P", peepholes, directions, 3 * hidden));
        }

        return inputs.AsEnumerable().Reverse().SkipWhile(static name => name.Length == 0).Reverse();
    }

    // The second bias of the candidate of a GRU, in canonical rows; zeros for all others.
    private static float[] SecondBias(LstmLayerWeights cell)
    {
        float[] bias = new float[cell.Bias.Length];
        if (cell.Shape.Definition.TwoBiases is { } gate)
        {
            cell.CandidateBias.CopyTo(bias.AsSpan(cell.Shape.RowsOf(gate) * cell.HiddenSize));
        }

        return bias;
    }

    private static IEnumerable<AttributeProto> Attributes(SourceRecurrent layer, OnnxCell type)
    {
        CellShape cell = layer.Cell;
        ActivationShape[] functions =
        [
            .. Enumerable.Repeat(type.Functions, layer.Directions.Count).SelectMany(static own => own)
                .Select(option => InCell(option.Of(cell))),
        ];
        yield return Attribute("hidden_size", (long)cell.Hidden);
        yield return Attribute(
            "direction",
            layer.IsBidirectional ? "bidirectional" : layer.Direction == Direction.Backward ? "reverse" : "forward");
        yield return Attribute("activations", functions.Select(static function => ActivationType.Of(function.Function).OnnxCell!));
        float[] alphas = [.. functions.Where(static one => ActivationShape.HasAlpha(one.Function)).Select(static one => one.Alpha)];
        float[] betas = [.. functions.Where(static one => ActivationShape.HasBeta(one.Function)).Select(static one => one.Beta)];
        if (alphas.Length > 0)
        {
            yield return Attribute("activation_alpha", alphas);
        }

        if (betas.Length > 0)
        {
            yield return Attribute("activation_beta", betas);
        }

        if (cell.Clip > 0)
        {
            yield return Attribute("clip", cell.Clip);
        }

        if (cell.CoupledGates)
        {
            yield return Attribute("input_forget", 1L);
        }

        if (cell.Kind == CellKind.GruResetAfter)
        {
            yield return Attribute("linear_before_reset", 1L);
        }
    }

    // ONNX Runtime applies a clip to the sums of the gates of an LSTM, but not to the cell state.
    private static string? Refusal(SourceRecurrent layer, OnnxCell type) => ExportLayers.Foreign(layer.Cell)
        ?? (layer.Cell.Projection > 0 ? "it has a projection"
        : layer.Cell is { Kind: CellKind.Lstm, Clip: > 0 }
            ? "the arguments of its activations have a limit, which ONNX Runtime ignores in part"
        : type.Functions.Select(option => InCell(option.Of(layer.Cell)).Function)
            .Where(static function => ActivationType.Of(function).OnnxCell is null)
            .Select(static function => $"its cell has the activation {function}").FirstOrDefault());

    // Two functions have no names in a cell, but are others with certain parameters.
    private static ActivationShape InCell(ActivationShape function) => function.Function switch
    {
        Activation.Linear => ActivationShape.Of(Activation.Affine, 1, 0),
        Activation.HardSigmoid3 => ActivationShape.Of(Activation.HardSigmoid, 1 / 6f, 0.5f),
        _ => function,
    };

    private string Pool(Pooling pooling, string value, string final) => pooling switch
    {
        Pooling.Final => final,
        Pooling.Last => _nodes.Add("Slice", [value, _nodes.Sizes(-1), _nodes.Sizes(long.MaxValue), _nodes.Sizes(0)]),
        Pooling.Mean => _nodes.Add("ReduceMean", [value], Attribute("axes", [0L]), Attribute("keepdims", 1L)),
        _ => _nodes.Add("ReduceMax", [value], Attribute("axes", [0L]), Attribute("keepdims", 1L)),
    };

    // The directions are side by side.
    private string Merge(Merging merging, string value)
    {
        string[] directions = _nodes.Add("Split", [value], outputs: 2, Attribute("axis", -1L));
        return _nodes.Add(merging switch { Merging.Product => "Mul", Merging.Mean => "Mean", _ => "Add" }, directions);
    }

    private string Dense(SourceDense dense, string value)
    {
        float[] weight = Matrices.Transposed(dense.Weights.Weight, dense.OutputSize, dense.InputSize);
        string product = _nodes.Add(
            "MatMul", [value, _nodes.Constant($"{dense.Name}.weight", weight, dense.InputSize, dense.OutputSize)]);
        string sum = _nodes.Add("Add", [product, _nodes.Constant($"{dense.Name}.bias", dense.Weights.Bias, dense.OutputSize)]);
        return _functions.Add(dense.Activation, sum);
    }

    // ONNX has the steps on the last axis. The activation may be over the values of a step, so it comes after they are there again.
    private string Convolution(SourceConv1D layer, string value)
    {
        int kernel = layer.Weights.Kernel;
        string moved = _nodes.Add("Transpose", [value], Attribute("perm", 1L, 2L, 0L));
        string filtered = _nodes.Add(
            "Conv",
            [
                moved,
                _nodes.Constant($"{layer.Name}.weight", layer.Weights.Weight, layer.OutputSize, layer.InputSize, kernel),
                _nodes.Constant($"{layer.Name}.bias", layer.Weights.Bias, layer.OutputSize),
            ],
            Attribute("kernel_shape", [(long)kernel]),
            Attribute("dilations", [(long)layer.Dilation]),
            Attribute("pads", (kernel - 1L) * layer.Dilation, 0L));
        return _functions.Add(layer.Activation, _nodes.Add("Transpose", [filtered], Attribute("perm", 2L, 0L, 1L)));
    }

    private string Embedding(SourceEmbedding layer, string value) => _nodes.Add(
        "Gather",
        [_nodes.Constant($"{layer.Name}.embedding", layer.Weights.Table, layer.Weights.Vocabulary, layer.OutputSize), value],
        Attribute("axis", 0L));

    private string Units(SourceUnits units, string value)
    {
        int size = units.OutputSize;
        string Tensor(string name) => _nodes.Constant($"{units.Name}.{name}", units.Weights.Of(name), size);
        return units switch
        {
            { Layer: LayerNormShape norm } => _nodes.Add(
                "LayerNormalization",
                [value, Tensor("weight"), Tensor("bias")],
                Attribute("axis", -1L),
                Attribute("epsilon", norm.Epsilon)),
            { Weights: AffineWeights } => _nodes.Add("Add", [_nodes.Add("Mul", [value, Tensor("scale")]), Tensor("offset")]),
            _ => _nodes.Add("PRelu", [value, Tensor("weight")]),
        };
    }
}
