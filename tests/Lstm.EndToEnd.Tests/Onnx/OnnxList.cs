using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.TestKit;
using Lstm.TestKit.Onnx;

namespace Lstm.EndToEnd.Tests.Onnx;

/// <summary>Writes a list of layers as an ONNX model: X [steps, 1, input] to Y [steps, 1, output], with a pool to Y [1, output].</summary>
/// <param name="spec">The layers.</param>
/// <param name="weights">Their weights.</param>
/// <param name="pool">The pool and the number of layers before it; null for none.</param>
internal sealed class OnnxList(ListSpec spec, LstmWeights weights, (Pooling Pooling, int Place)? pool)
{
    private readonly OnnxGraph _graph = new("list");
    private readonly Queue<FeedForwardWeights> _others = new(weights.Sequence.OfType<FeedForwardWeights>());
    private readonly Queue<LstmLayerWeights> _cells = new(weights.Layers);

    // The final hidden states of the last recurrent layer, [directions, 1, hidden].
    private string _final = "";

    /// <summary>Whether ONNX has all that the layers are made of. ONNX Runtime clips an LSTM in its own way.</summary>
    public static bool CanExpress(ListSpec spec) => !spec.Layers.Any(static layer => layer is Conv1DSpec or ResidualSpec or MergeSpec)
        && spec.Recurrent.All(static layer =>
        layer is { Form: not CellForm.SLstm, Projection: 0, LayerNorm: false, StochasticForget: false, CellClip: 0 }
        && (layer.Form != CellForm.Lstm || layer.Clip == 0)
        && new[] { layer.GateActivation, layer.CellActivation, layer.HiddenActivation }.All(OnnxFunction.IsOfCell));

    /// <summary>Returns the bytes of the model.</summary>
    /// <param name="steps">The length of the sequence that the model takes.</param>
    public byte[] ToModel(int steps)
    {
        _graph.Input(OnnxNetwork.Input, steps, 1, spec.Input);
        string y = OnnxNetwork.Input;
        bool isPooled = false;
        for (int layer = 0; layer <= spec.Layers.Count; layer++)
        {
            if (pool?.Place == layer)
            {
                y = Pooled(y, pool.Value.Pooling);
                isPooled = true;
            }

            y = layer == spec.Layers.Count ? y : Layer(y, layer, steps, isPooled);
        }

        y = spec.Residual && pool is null ? OnnxNetwork.Residual(_graph, y, spec.OutputSize) : y;
        _graph.Node("Identity", [y], [OnnxNetwork.Output]);
        _graph.Output(OnnxNetwork.Output, [.. isPooled ? (int[])[1] : [steps, 1], spec.OutputSize]);
        return _graph.ToModel();
    }

    private string Layer(string x, int layer, int steps, bool isPooled) => spec.Layers[layer] switch
    {
        RecurrentSpec recurrent => Recurrent(x, recurrent, steps),
        ActivationSpec function => OnnxFunction.Of(function.Activation).Apply(_graph, x),
        LayerSpec other => (other, _others.Dequeue()) switch
        {
            (DenseSpec dense, DenseWeights w) => OnnxNetwork.Dense(_graph, x, dense, w),
            (AffineSpec, AffineWeights w) => isPooled || layer % 2 == 0 ? Affine(x, w) : BatchNorm(x, w),
            (LayerNormSpec norm, LayerNormWeights w) => layer % 2 == 0 || norm.Units < 2 ? LayerNorm(x, norm, w) : WrittenNorm(x, norm, w),
            (PReluSpec, PReluWeights w) => _graph.Apply("PRelu", [x, Constant("slopes", w.Weight)]),
            _ => throw new ArgumentOutOfRangeException(nameof(layer), other, "Expected a known layer."),
        },
    };

    private string Recurrent(string x, RecurrentSpec recurrent, int steps)
    {
        LstmLayerWeights[] directions = [.. Enumerable.Range(0, recurrent.Directions).Select(_ => _cells.Dequeue())];
        _final = _graph.NewName("h");
        return OnnxNodeLayer.Add(new OnnxLayer(_graph, recurrent, directions, steps, "", ""), x, _final, _graph.NewName("c"));
    }

    private string Pooled(string x, Pooling pooling)
    {
        string axis = _graph.Integers(_graph.NewName("axis"), 0);
        OnnxAttribute isRemoved = OnnxAttribute.Of("keepdims", 0);
        return pooling switch
        {
            Pooling.Mean => _graph.Apply("ReduceMean", [x, axis], isRemoved),
            Pooling.Max => _graph.Apply("ReduceMax", [x, axis], isRemoved),
            Pooling.Last => _graph.Apply(
                "Squeeze", [_graph.Apply("Gather", [x, _graph.Integers(_graph.NewName("last"), -1)], OnnxAttribute.Of("axis", 0)), axis]),
            _ => _graph.Apply("Flatten", [_graph.Apply("Transpose", [_final], OnnxAttribute.Of("perm", (int[])[1, 0, 2]))]),
        };
    }

    private string Affine(string x, AffineWeights affine) =>
        _graph.Apply("Add", [_graph.Apply("Mul", [x, Constant("scale", affine.Scale)]), Constant("offset", affine.Offset)]);

    // The channels are the second axis. The mean and the variance are numbers that the weights have already.
    private string BatchNorm(string x, AffineWeights affine)
    {
        string channels = _graph.Apply("Transpose", [x], OnnxAttribute.Of("perm", (int[])[1, 2, 0]));
        float[] variance = [.. affine.Scale.ToArray().Select(static scale => scale * scale)];
        string normalised = _graph.Apply(
            "BatchNormalization",
            [
                channels, Constant("gamma", affine.Scale), Constant("beta", affine.Offset), Constant("mean", affine.Offset),
                Constant("variance", variance),
            ],
            OnnxAttribute.Of("epsilon", 0.125f));
        return _graph.Apply("Transpose", [normalised], OnnxAttribute.Of("perm", (int[])[2, 0, 1]));
    }

    private string LayerNorm(string x, LayerNormSpec norm, LayerNormWeights w) => _graph.Apply(
        "LayerNormalization", [x, Constant("weight", w.Weight), Constant("bias", w.Bias)], OnnxAttribute.Of("epsilon", norm.Epsilon));

    private string WrittenNorm(string x, LayerNormSpec norm, LayerNormWeights w)
    {
        string Mean(string value) => _graph.Apply("ReduceMean", [value, _graph.Integers(_graph.NewName("axis"), -1)]);

        string difference = _graph.Apply("Sub", [x, Mean(x)]);
        string variance = Mean(_graph.Apply("Mul", [difference, difference]));
        string deviation = _graph.Apply("Sqrt", [_graph.Apply("Add", [variance, Constant("epsilon", [norm.Epsilon])])]);
        string normalised = _graph.Apply("Div", [difference, deviation]);
        return _graph.Apply("Add", [_graph.Apply("Mul", [normalised, Constant("weight", w.Weight)]), Constant("bias", w.Bias)]);
    }

    private string Constant(string name, ReadOnlySpan<float> values) => _graph.Floats(_graph.NewName(name), values, values.Length);
}
