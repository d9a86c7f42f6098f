using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;

namespace Lstm.Import.Onnx;

/// <summary>The outputs of a recurrent node: Y for all steps, and Y_h and Y_c after the last step.</summary>
internal static class RecurrentOutputs
{
    /// <summary>
    /// Returns the time and batch axes of a layer's input, or null if its time axis differs from that of the layers before.
    /// </summary>
    /// <param name="node">The node.</param>
    /// <param name="x">The input of the node.</param>
    /// <param name="attributes">The attributes, which specify the order of the two axes.</param>
    /// <param name="freeId">The first of two unused axis ids.</param>
    /// <exception cref="WeightFormatException">The input does not have 3 axes.</exception>
    public static (Axis Time, Axis Batch)? Axes(OnnxNode node, SignalValue x, CellAttributes attributes, int freeId)
    {
        if (x.Axes is null)
        {
            return (new Axis(new AxisPart(freeId, -1)), new Axis(new AxisPart(freeId + 1, -1)));
        }

        if (x.Axes.Length != 3)
        {
            throw node.Error("an input with 3 axes", $"{x.Axes.Length}");
        }

        Axis time = x.Axes[attributes.BatchFirst ? 1 : 0];
        Axis batch = x.Axes[attributes.BatchFirst ? 0 : 1];
        if (x.Time is null && x.Step is null && time.IsOne)
        {
            // The network processes a single step.
            return (new Axis(new AxisPart(freeId, 1)), batch);
        }

        bool isTime = x.Time is null ? x.Step is null && time.Parts.Count == 1 && time.Parts[0].Id >= 0 : time.Is(x.Time.Value);
        return isTime && !batch.Has(AxisPart.Features) ? (time, batch) : null;
    }

    /// <summary>Returns the three outputs.</summary>
    public static OnnxValue[] Of(
        SignalValue x, SourceRecurrent layer, CellAttributes attributes, (Axis Time, Axis Batch) axes, IReadOnlyList<string> notes)
    {
        Axis directions = layer.IsBidirectional ? new Axis(new AxisPart(AxisPart.Directions, 2)) : Axis.One;
        Axis values = new(new AxisPart(AxisPart.Features, layer.Cell.Width));
        (Axis time, Axis batch) = axes;
        SignalValue all = x.After(layer, [.. notes]) with
        {
            Axes = attributes.BatchFirst ? [batch, time, directions, values] : [time, directions, batch, values],
            Time = time.Parts[0].Id,
            InputFeatures = x.InputFeatures
                ?? (x.Axes is { } given && given[^1].Parts.Count == 1 ? given[^1].Parts[0].Id : AxisPart.Features),
        };
        SignalValue state = all with
        {
            Axes = attributes.BatchFirst ? [batch, directions, values] : [directions, batch, values],
            Step = layer.IsBidirectional ? "the last step in the forward half and the first step in the backward half"
                : layer.Direction == Direction.Backward ? "the first step" : "the last step",
            OnlyOutput = layer.IsBidirectional
                ? "it uses the forward values of the last step and the backward values of the first step, "
                    + "which are not the outputs of a single step"
                : null,
        };
        return
        [
            all,
            state,
            state with { IsCellState = true, OnlyOutput = "it uses a cell state, which is not an output of a layer" },
        ];
    }
}

/// <summary>The choice of the graph output that the class computes.</summary>
internal static class OutputChoice
{
    /// <summary>Chooses the output and describes the others. Outputs for all steps are preferred, then outputs after more layers.</summary>
    /// <exception cref="WeightFormatException">No output depends on an input of the graph.</exception>
    public static (SignalValue Output, IReadOnlyList<string> Notes) Of(
        SourceFile file, IReadOnlyList<(string Name, OnnxValue Value)> outputs)
    {
        List<(string Name, SignalValue Value)> signals =
            [
                .. outputs
                    .Where(static output => output.Value is SignalValue)
                    .Select(static output => (output.Name, (SignalValue)output.Value)),
            ];
        if (signals.Count == 0)
        {
            string found = outputs.Count == 0 ? "no outputs" : outputs.Select(static output => output.Value is RefusedValue refused
                    ? $"'{output.Name}', which cannot be resolved: {refused.Reason}"
                    : $"'{output.Name}', which does not depend on them").First();
                throw file.Error(null, "an output that the network computes from the graph's inputs", found);
        }

        (string name, SignalValue value) = signals
            .OrderBy(static signal => signal.Value.IsCellState)
            .ThenBy(static signal => signal.Value.Step is not null)
            .ThenByDescending(static signal => signal.Value.Layers)
            .First();
        List<string> notes = [];
        if (outputs.Count > 1)
        {
            string all = string.Join("', '", outputs.Select(static output => output.Name));
            notes.Add($"The class computes the output '{name}' of the outputs '{all}' in the file.");
        }

        foreach ((string other, SignalValue state) in signals.Where(signal => signal.Name != name && signal.Value.Step is not null))
        {
            notes.Add(state.IsCellState
                ? $"'{other}' is the cell state after the sequence, which the class keeps in its state."
                : $"'{other}' contains the values of {state.Step}.");
        }

        if (value.IsCellState)
        {
            notes.Add(
                $"The only output '{name}' of the file is a cell state: "
                + "the class returns the hidden state and keeps the cell state in its state.");
        }
        else if (value.Step is { } step)
        {
            notes.Add($"The class computes an output for every step; the output '{name}' of the file is only that of {step}.");
        }

        return (value, notes);
    }
}
