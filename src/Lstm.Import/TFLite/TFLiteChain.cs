using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;

namespace Lstm.Import.TFLite;

/// <summary>The chain of layers that the data of a graph passes from the input to the output.</summary>
internal sealed class TFLiteChain
{
    private readonly TFLiteGraph _graph;
    private readonly List<SourceLayer> _layers = [];
    private readonly List<SourceNote> _notes = [];

    // The tensors that are computed only from constants or from shapes.
    private readonly HashSet<int> _withoutData = [];

    private int _current;

    // The time axis of the current tensor, from the last LSTM; null when it is unknown.
    private int? _timeAxis;

    // Whether an operator selected some of the steps.
    private bool _isPart;

    // An operator that only the operator after it gives a meaning, and why it is refused otherwise.
    private (TFLiteOperator Step, string Reason)? _pending;

    // The number of zeros before the first step.
    private int _padding;

    // The last operator that moved values between steps. No layer may follow it.
    private TFLiteOperator? _rearranged;

    public TFLiteChain(TFLiteGraph graph) => _graph = graph;

    /// <summary>The layers, in the order of the data.</summary>
    public IReadOnlyList<SourceLayer> Layers => _layers;

    /// <summary>The notes about assumptions, one sentence each.</summary>
    public IReadOnlyList<SourceNote> Notes => _notes;

    /// <summary>Reads all operators in order.</summary>
    public void Follow()
    {
        if (_graph.Inputs.Count == 0)
        {
            throw _graph.File.Error(null, "a graph with an input", "none");
        }

        _current = _graph.Inputs[0];
        foreach (TFLiteOperator step in _graph.Operators())
        {
            Take(step);
        }

        RefusePending();
        if (_rearranged is not null)
        {
            NoteLast($"'{NameOf(_rearranged)}' in the file changes the shape of the outputs. The class outputs the values of each step.");
        }

        if (!_graph.Outputs.Contains(_current))
        {
            _layers.Add(new UnsupportedLayer("outputs", "output", "it is not the output of the last operator"));
        }
        else if (_graph.Outputs.Count > 1)
        {
            string output = _graph.Tensor(_current).Name;
            NoteLast($"The graph has {_graph.Outputs.Count} outputs. The imported network has the output '{output}'.");
        }
    }

    private void Take(TFLiteOperator step)
    {
        if (step.Code == TFLiteOperator.Dequantize && step is { Inputs: [var half], Outputs: [var single] }
            && half >= 0 && _graph.Tensor(half) is { IsConstant: true, Type: TFLiteTensor.Float16 })
        {
            _graph.Widen(half, single);
            _withoutData.Add(single);
            return;
        }

        List<int> data = [.. step.Inputs.Where(IsData)];
        if (data.Count == 0 || step.Code == TFLiteOperator.Shape)
        {
            _withoutData.UnionWith(step.Outputs);
            return;
        }

        int other = data.Find(index => index != _current);
        bool isOther = data.Exists(index => index != _current);
        if (isOther || data.Count > 1 || step.Outputs.Count != 1)
        {
            // Zeros that wait for a convolution are not those of one after this operator.
            RefusePending();
        }

        if (isOther)
        {
            Refuse(step, $"its input '{_graph.Tensor(other).Name}' is not the output of the previous operator");
        }
        else if (step.Outputs.Count != 1)
        {
            Refuse(step, $"it has {step.Outputs.Count} outputs; {step.Refusal}");
        }
        else if (data.Count > 1)
        {
            Refuse(step, $"it reads its input {data.Count} times; {step.Refusal}");
        }
        else if (step.Code == TFLiteOperator.Pad)
        {
            Pad(step);
        }
        else if (step.Code == TFLiteOperator.Cast)
        {
            Cast(step);
        }
        else if (TFLiteEmbedding.Is(step, _current))
        {
            Embed(step);
        }
        else if (TFLiteArrangement.Is(step.Code))
        {
            Arrange(step);
        }
        else
        {
            Add(step);
        }

        _current = step.Outputs.Count > 0
            ? step.Outputs[0]
            : throw _graph.File.Error(null, $"an output of operator {step.Index}, {step.Kind}", "none");
    }

    private bool IsData(int index) =>
        index >= 0 && !_withoutData.Contains(index) && _graph.Tensor(index) is { IsConstant: false, IsVariable: false };

    // A note about the last layer so far.
    private void NoteLast(string text) => _notes.Add(SourceNote.About(text, [.. _layers.TakeLast(1).Select(static layer => layer.Name)]));

    private void Refuse(TFLiteOperator step, string reason) => _layers.Add(new UnsupportedLayer(NameOf(step), step.Kind, reason));

    // A layer has the name of its output tensor.
    private string NameOf(TFLiteOperator step) => step.Outputs.Count > 0 ? _graph.Tensor(step.Outputs[0]).Name : $"operator {step.Index}";

    // Zeros before the first step belong to the convolution that follows.
    private void Pad(TFLiteOperator step)
    {
        RefusePending();
        if (TFLiteConvolution.Padding(_graph, step, _timeAxis) is var (axis, steps))
        {
            _timeAxis = axis;
            _padding = steps;
            _pending = (step, $"it adds {steps} steps before the first one, and no CONV_2D that reads them follows");
        }
        else
        {
            Refuse(step, "it adds something other than zeros before the first step");
        }
    }

    // Tokens are floats that contain whole numbers, or whole numbers.
    private void Cast(TFLiteOperator step)
    {
        RefusePending();
        if (_layers.Count > 0 || step.Outputs is not [var output])
        {
            Refuse(step, step.Refusal);
        }
        else if (_graph.Tensor(output).IsInteger)
        {
            _pending = (step, "it drops the fractions of its inputs, and no GATHER that takes tokens follows");
        }
    }

    private void Embed(TFLiteOperator step)
    {
        _pending = _pending is { Step.Code: TFLiteOperator.Cast } ? null : _pending;
        RefusePending();
        _layers.Add(TFLiteEmbedding.Read(_graph, step, NameOf(step)));
        _timeAxis = null;
    }

    private void RefusePending()
    {
        if (_pending is var (step, reason))
        {
            Refuse(step, reason);
            _pending = null;
            _padding = 0;
        }
    }

    private void Arrange(TFLiteOperator step)
    {
        TFLiteArrangement arrangement = TFLiteArrangement.Of(_graph, step, _current, _timeAxis);
        _timeAxis = arrangement.TimeAxis;
        if (arrangement.ChangesSteps || arrangement.PicksSteps)
        {
            RefusePending();
        }

        if (arrangement.Refusal is { } refusal)
        {
            Refuse(step, refusal);
        }
        else if (arrangement.ChangesSteps && _layers.Count == 0)
        {
            string shape = SourceTensor.TextOf(_graph.Tensor(_current).Shape);
            _notes.Add($"'{NameOf(step)}' in the file splits its input of shape {shape} into steps. The class reads the steps.");
        }
        else if (arrangement.ChangesSteps)
        {
            _rearranged = step;
        }
        else if (arrangement.PicksSteps)
        {
            _isPart = true;
            NoteLast($"'{NameOf(step)}' in the file selects some of the steps. The class runs all steps that it gets.");
        }
    }

    private void Add(TFLiteOperator step)
    {
        if (_rearranged is { } before)
        {
            _layers.Add(new UnsupportedLayer(NameOf(before), before.Kind, "it moves values from one step to another"));
            _rearranged = null;
        }

        if (step.Code == TFLiteOperator.Convolution)
        {
            Convolve(step);
            return;
        }

        RefusePending();
        if (step.Code == TFLiteOperator.SequenceLstm)
        {
            int axis = TFLiteLstm.TimeAxisOf(step);
            if (_timeAxis is { } known && known != axis)
            {
                Refuse(step, "its time axis differs from that of the previous recurrent layer");
            }
            else
            {
                _layers.Add(TFLiteLstm.Read(_graph, step, NameOf(step)));
                if (axis == 0)
                {
                    NoteLast($"The first axis of the input of '{NameOf(step)}' in the file is time (time_major).");
                }
            }

            _timeAxis = axis;
        }
        else if (TFLitePool.Reads(step.Code))
        {
            Pool(step);
        }
        else if (TFLiteUnits.Reads(step.Code))
        {
            _layers.Add(new TFLiteUnits(_graph, step, NameOf(step), _current).Read());
        }
        else
        {
            _layers.Add(TFLiteDense.Read(_graph, step, NameOf(step), _graph.Tensor(_current)));
        }
    }

    private void Convolve(TFLiteOperator step)
    {
        _pending = _pending is { Step.Code: TFLiteOperator.Pad } ? null : _pending;
        RefusePending();
        _layers.Add(new TFLiteConvolution(_graph, step, NameOf(step)).Read(_graph.Tensor(_current), _timeAxis, _padding));
        _padding = 0;
    }

    private void Pool(TFLiteOperator step)
    {
        if (_isPart)
        {
            Refuse(step, "it pools steps that another operator has selected");
            return;
        }

        TFLiteTensor input = _graph.Tensor(_current);
        _layers.Add(TFLitePool.Read(_graph, step, NameOf(step), input, _timeAxis ?? OnlyLongAxis(input)));
        _timeAxis = null;
    }

    // If the batch has one sequence, the steps are along the other of the first two axes.
    private static int? OnlyLongAxis(TFLiteTensor tensor) => tensor.Shape switch
    {
        [1, not 1, _] => 1,
        [not 1, 1, _] => 0,
        _ => null,
    };
}
