using System;
using System.Linq;

namespace Lstm.Tool.Tracing;

/// <summary>A recorder of one layer's gates and states in each step of a sequence.</summary>
/// <param name="steps">The number of steps of the sequence.</param>
/// <param name="hiddenSize">The number of units of the layer.</param>
/// <param name="hiddenStateSize">The size of the layer's hidden state.</param>
internal sealed class LayerRecorder(int steps, int hiddenSize, int hiddenStateSize)
{
    private readonly float[] _inputGate = new float[steps * hiddenSize];
    private readonly float[] _forgetGate = new float[steps * hiddenSize];
    private readonly float[] _candidate = new float[steps * hiddenSize];
    private readonly float[] _outputGate = new float[steps * hiddenSize];
    private readonly float[] _cellState = new float[steps * hiddenSize];
    private readonly float[] _hiddenState = new float[steps * hiddenStateSize];

    /// <summary>Gets the number of units of the layer.</summary>
    public int HiddenSize => hiddenSize;

    /// <summary>Copies the gates and states of a step.</summary>
    /// <param name="trace">The trace of the step.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="step">The step, from 0.</param>
    public void Keep<TTrace>(ref TTrace trace, int layer, int step)
        where TTrace : unmanaged, ILstmTrace
    {
        trace.InputGate(layer).CopyTo(_inputGate.AsSpan(step * hiddenSize));
        trace.ForgetGate(layer).CopyTo(_forgetGate.AsSpan(step * hiddenSize));
        trace.Candidate(layer).CopyTo(_candidate.AsSpan(step * hiddenSize));
        trace.OutputGate(layer).CopyTo(_outputGate.AsSpan(step * hiddenSize));
        trace.Cell(layer).CopyTo(_cellState.AsSpan(step * hiddenSize));
        trace.Hidden(layer).CopyTo(_hiddenState.AsSpan(step * hiddenStateSize));
    }

    /// <summary>Returns the recorded steps.</summary>
    public LayerTrace ToTrace(int layer, TraceSummary summary) => new()
    {
        Name = FormattableString.Invariant($"Layer {layer}"),
        HiddenSize = hiddenSize,
        HiddenStateSize = hiddenStateSize,
        InputGate = _inputGate,
        ForgetGate = _forgetGate,
        Candidate = _candidate,
        OutputGate = _outputGate,
        CellState = _cellState,
        HiddenState = _hiddenState,
        Units =
        [
            .. Enumerable.Range(0, hiddenSize).Select(unit => new UnitSummary(
                Of(summary, LstmGate.Input, layer, unit), Of(summary, LstmGate.Forget, layer, unit),
                Of(summary, LstmGate.Candidate, layer, unit), Of(summary, LstmGate.Output, layer, unit))),
        ],
    };

    private static GateSummary Of(TraceSummary summary, LstmGate gate, int layer, int unit) =>
        new(summary.Mean(gate, layer, unit), summary.LeftSaturated(gate, layer, unit), summary.RightSaturated(gate, layer, unit));
}
