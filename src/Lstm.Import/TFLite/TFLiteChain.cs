using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;

namespace Lstm.Import.TFLite;

/// <summary>Follows the data through a graph from its input to its output, layer by layer.</summary>
internal sealed class TFLiteChain
{
    private readonly TFLiteGraph _graph;
    private readonly List<SourceLayer> _layers = [];
    private readonly List<string> _notes = [];

    // Computed from constants or from the shapes of tensors, not from data.
    private readonly HashSet<int> _withoutData = [];

    private int _current;

    // The axis of the current tensor that the last LSTM walked over, as far as it is known.
    private int? _timeAxis;

    // What last changed the size of a step; nothing with weights may follow.
    private TFLiteOperator? _rearranged;

    public TFLiteChain(TFLiteGraph graph) => _graph = graph;

    /// <summary>The layers, in the order of the data.</summary>
    public IReadOnlyList<SourceLayer> Layers => _layers;

    /// <summary>What had to be taken for granted, a sentence each.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Walks over all operators.</summary>
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

        if (_rearranged is not null)
        {
            _notes.Add($"The file's '{NameOf(_rearranged)}' gives the outputs another shape; the class puts out the values of each step.");
        }

        if (!_graph.Outputs.Contains(_current))
        {
            _layers.Add(new UnsupportedLayer("outputs", "an output", "it is not what the last operator makes"));
        }
        else if (_graph.Outputs.Count > 1)
        {
            _notes.Add($"The file's graph has {_graph.Outputs.Count} outputs; '{_graph.Tensor(_current).Name}' is the one of the imported network.");
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
        if (data.Exists(index => index != _current))
        {
            Refuse(step, $"it takes '{_graph.Tensor(other).Name}', which is not what the operator before makes");
        }
        else if (step.Outputs.Count != 1)
        {
            Refuse(step, $"it makes {step.Outputs.Count} tensors; {step.Refusal}");
        }
        else if (data.Count > 1)
        {
            Refuse(step, $"it takes its input {data.Count} times; {step.Refusal}");
        }
        else if (TFLiteArrangement.Is(step.Code))
        {
            Arrange(step);
        }
        else
        {
            Add(step);
        }

        _current = step.Outputs.Count > 0 ? step.Outputs[0] : throw _graph.File.Error(null, $"an output of operator {step.Index}, {step.Kind}", "none");
    }

    private bool IsData(int index) => index >= 0 && !_withoutData.Contains(index) && _graph.Tensor(index) is { IsConstant: false, IsVariable: false };

    private void Refuse(TFLiteOperator step, string reason) => _layers.Add(new UnsupportedLayer(NameOf(step), step.Kind, reason));

    // A layer bears the name of what it makes.
    private string NameOf(TFLiteOperator step) => step.Outputs.Count > 0 ? _graph.Tensor(step.Outputs[0]).Name : $"operator {step.Index}";

    private void Arrange(TFLiteOperator step)
    {
        TFLiteArrangement arrangement = TFLiteArrangement.Of(_graph, step, _current, _timeAxis);
        _timeAxis = arrangement.TimeAxis;
        if (arrangement.Refusal is { } refusal)
        {
            Refuse(step, refusal);
        }
        else if (arrangement.ChangesSteps && _layers.Count == 0)
        {
            _notes.Add($"The file's '{NameOf(step)}' makes steps of its input, of shape {SourceTensor.TextOf(_graph.Tensor(_current).Shape)}; the class takes the steps.");
        }
        else if (arrangement.ChangesSteps)
        {
            _rearranged = step;
        }
        else if (arrangement.PicksSteps)
        {
            _notes.Add($"The file's '{NameOf(step)}' takes some of the steps; the class runs over all that it is given.");
        }
    }

    private void Add(TFLiteOperator step)
    {
        if (_rearranged is { } before)
        {
            _layers.Add(new UnsupportedLayer(NameOf(before), before.Kind, "it moves values from one step to another"));
            _rearranged = null;
        }

        if (step.Code == TFLiteOperator.SequenceLstm)
        {
            int axis = TFLiteLstm.TimeAxisOf(step);
            if (_timeAxis is { } known && known != axis)
            {
                Refuse(step, "it walks over another axis than the recurrent layer before");
            }
            else
            {
                _layers.Add(TFLiteLstm.Read(_graph, step, NameOf(step)));
                if (axis == 0)
                {
                    _notes.Add($"The file's '{NameOf(step)}' takes arrays whose first axis is time (time_major).");
                }
            }

            _timeAxis = axis;
        }
        else
        {
            _layers.Add(TFLiteDense.Read(_graph, step, NameOf(step), _graph.Tensor(_current)));
        }
    }
}
