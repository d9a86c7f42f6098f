using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;

namespace Lstm.Import.Onnx;

/// <summary>What an LSTM or a GRU node puts out, by position: Y of all steps, Y_h and Y_c after the last.</summary>
internal static class RecurrentOutputs
{
    /// <summary>The time and the batch of a layer's input, or null when it walks along another axis than the layers before.</summary>
    /// <param name="node">The node.</param>
    /// <param name="x">Its input.</param>
    /// <param name="attributes">Which of them comes first.</param>
    /// <param name="freeId">The first of two ids of axes that nothing has.</param>
    /// <exception cref="WeightFormatException">The input has another number of axes.</exception>
    public static (Axis Time, Axis Batch)? Axes(OnnxNode node, SignalValue x, CellAttributes attributes, int freeId)
    {
        if (x.Axes is null)
        {
            return (new Axis(new AxisPart(freeId, -1)), new Axis(new AxisPart(freeId + 1, -1)));
        }

        if (x.Axes.Length != 3)
        {
            throw node.Error("an input of 3 axes", $"one of {x.Axes.Length}");
        }

        Axis time = x.Axes[attributes.BatchFirst ? 1 : 0];
        Axis batch = x.Axes[attributes.BatchFirst ? 0 : 1];
        if (x.Time is null && x.Step is null && time.IsOne)
        {
            // A network of single steps.
            return (new Axis(new AxisPart(freeId, 1)), batch);
        }

        bool isTime = x.Time is null ? x.Step is null && time.Parts.Count == 1 && time.Parts[0].Id >= 0 : time.Is(x.Time.Value);
        return isTime && !batch.Has(AxisPart.Features) ? (time, batch) : null;
    }

    /// <summary>The three outputs.</summary>
    public static OnnxValue[] Of(SignalValue x, RecurrentLayer layer, CellAttributes attributes, (Axis Time, Axis Batch) axes, IReadOnlyList<string> notes)
    {
        Axis directions = layer.IsBidirectional ? new Axis(new AxisPart(AxisPart.Directions, 2)) : Axis.One;
        Axis values = new(new AxisPart(AxisPart.Features, layer.Cell.Width));
        (Axis time, Axis batch) = axes;
        SignalValue all = x.After(layer, [.. notes]) with
        {
            Axes = attributes.BatchFirst ? [batch, time, directions, values] : [time, directions, batch, values],
            Time = time.Parts[0].Id,
            InputFeatures = x.InputFeatures ?? (x.Axes is { } given && given[^1].Parts.Count == 1 ? given[^1].Parts[0].Id : AxisPart.Features),
        };
        SignalValue state = all with
        {
            Axes = attributes.BatchFirst ? [batch, directions, values] : [directions, batch, values],
            Step = layer.IsBidirectional ? "the last step in the forward half and the first step in the backward half"
                : layer.Direction == Direction.Backward ? "the first step" : "the last step",
            OnlyOutput = layer.IsBidirectional
                ? "it takes the forward direction's values of the last step and the backward direction's of the first, which are the outputs of no one step"
                : null,
        };
        return
        [
            all,
            state,
            state with { IsCellState = true, OnlyOutput = "it takes a cell state, which is no output of a layer" },
        ];
    }
}

/// <summary>Chooses the output of a graph that is the network's.</summary>
internal static class OutputChoice
{
    /// <summary>The output that goes on through time, of several the one after the most layers, and what the others are.</summary>
    /// <exception cref="WeightFormatException">No output depends on an input of the graph.</exception>
    public static (SignalValue Output, IReadOnlyList<string> Notes) Of(SourceFile file, IReadOnlyList<(string Name, OnnxValue Value)> outputs)
    {
        List<(string Name, SignalValue Value)> signals =
            [.. outputs.Where(static output => output.Value is SignalValue).Select(static output => (output.Name, (SignalValue)output.Value))];
        if (signals.Count == 0)
        {
            string found = outputs.Count == 0 ? "no outputs" : outputs.Select(static output => output.Value is RefusedValue refused
                ? $"'{output.Name}', which cannot be followed: {refused.Reason}"
                : $"'{output.Name}', which is none").First();
            throw file.Error(null, "an output that a network computes from the graph's inputs", found);
        }

        (string name, SignalValue value) = signals
            .OrderBy(static signal => signal.Value.IsCellState)
            .ThenBy(static signal => signal.Value.Step is not null)
            .ThenByDescending(static signal => signal.Value.Layers)
            .First();
        List<string> notes = [];
        if (outputs.Count > 1)
        {
            notes.Add($"Of the file's outputs '{string.Join("', '", outputs.Select(static output => output.Name))}' the class computes '{name}'.");
        }

        foreach ((string other, SignalValue state) in signals.Where(signal => signal.Name != name && signal.Value.Step is not null))
        {
            notes.Add(state.IsCellState
                ? $"'{other}' is the cell state after the sequence, as the class' state holds it."
                : $"'{other}' is of {state.Step}.");
        }

        if (value.IsCellState)
        {
            notes.Add($"The file's only output '{name}' is a cell state: the class puts out the hidden state, and its state holds the cell state.");
        }
        else if (value.Step is { } step)
        {
            notes.Add($"The class computes an output for every step; the file's output '{name}' is only that of {step}.");
        }

        return (value, notes);
    }
}
