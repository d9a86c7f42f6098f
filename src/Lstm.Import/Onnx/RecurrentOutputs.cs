using System.Collections.Generic;
using System.Linq;
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
    /// <param name="ids">The ids of axes.</param>
    /// <exception cref="WeightFormatException">The input does not have 3 axes.</exception>
    public static (Axis Time, Axis Batch)? Axes(OnnxNode node, SignalValue x, CellAttributes attributes, AxisIds ids)
    {
        if (x.Axes is null)
        {
            Axis[] fresh = ids.Fresh(2);
            return (fresh[0], fresh[1]);
        }

        if (x.Axes.Length != 3)
        {
            throw node.Error("an input with 3 axes", $"{x.Axes.Length}");
        }

        Axis time = x.Axes[attributes.BatchFirst ? 1 : 0];
        Axis batch = x.Axes[attributes.BatchFirst ? 0 : 1];
        if (x.Step is null && time.Size == 1 && (x.Time is null || x.IsOneStep))
        {
            // The network processes a single step. A reshape may have put the axis of this step beside another one.
            return (new Axis(new AxisPart(x.Time ?? ids.Next(), 1)), new Axis([.. batch.Parts.Where(part => part.Id != x.Time)]));
        }

        bool isTime = x.Time is null ? x.Step is null && time.Parts.Count == 1 && time.Parts[0].Id >= 0 : time.Is(x.Time.Value);
        return isTime && !batch.Has(AxisPart.Features) ? (time, batch) : null;
    }

    /// <summary>Returns the three outputs. After a single step, Y and Y_h are the same.</summary>
    public static OnnxValue[] Of(
        OnnxNode node,
        SignalValue x,
        SourceRecurrent layer,
        CellAttributes attributes,
        (Axis Time, Axis Batch) axes,
        IReadOnlyList<string> notes)
    {
        Axis directions = layer.IsBidirectional ? new Axis(new AxisPart(AxisPart.Directions, 2)) : Axis.One;
        Axis values = new(new AxisPart(AxisPart.Features, layer.Cell.Width));
        (Axis time, Axis batch) = axes;
        SignalValue all = x.After(layer, [.. notes]) with
        {
            Axes = attributes.BatchFirst ? [batch, time, directions, values] : [time, directions, batch, values],
            Time = time.Parts[0].Id,
            IsOneStep = time.Size == 1,
            InputFeatures = x.InputFeatures
                ?? (x.Axes is { } given && given[^1].Parts.Count == 1 ? given[^1].Parts[0].Id : AxisPart.Features),
        };
        SignalValue state = all with
        {
            Axes = attributes.BatchFirst ? [batch, directions, values] : [directions, batch, values],
            Step = layer.IsBidirectional ? SignalValue.Ends
                : layer.Direction == Direction.Backward ? "the first step" : "the last step",
        };
        Pooling pooling = layer.IsBidirectional || layer.Direction == Direction.Backward ? Pooling.Final : Pooling.Last;
        return
        [
            all,
            all.IsOneStep ? state with { Step = null } : state.Pooled(NameOf(node), pooling),
            state with { IsCellState = true, OnlyOutput = "it uses a cell state, which is not an output of a layer" },
        ];
    }

    // Distinct from that of the node, which is the name of the layer.
    private static string NameOf(OnnxNode node) =>
        node.Outputs.ElementAtOrDefault(1) is { Length: > 0 } name && name != node.Name ? name : node.Name + ".Y_h";
}
