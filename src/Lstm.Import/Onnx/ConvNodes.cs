using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.Onnx;

/// <summary>
/// Builds convolutions over the steps: Conv with zeros on the left, [batch, values, steps]. With a kernel of one step it is a dense layer.
/// </summary>
/// <param name="budget">The memory limit for the weights.</param>
/// <param name="ids">The ids of axes.</param>
/// <param name="valueOf">Returns the value of a name.</param>
internal sealed class ConvNodes(FoldBudget budget, AxisIds ids, Func<string, OnnxValue> valueOf)
{
    // The axes of the batch and of the values come first.
    private const int Values = 1;
    private const int FirstSpatial = 2;

    /// <summary>Returns the value after a node; null for another operator.</summary>
    public OnnxValue? Result(OnnxNode node) => node.Operator == "Conv" ? Conv(node) : null;

    private OnnxValue Conv(OnnxNode node)
    {
        if (At(node, 0) is not SignalValue x || At(node, 1) is not ConstantValue<float> { IsStretched: false, Array.Rank: >= 3 } w)
        {
            return Refused(At(node, 0)) ?? Refused(At(node, 1)) ?? new RefusedValue("its weights are not constant");
        }

        ConstantValue<float>? bias = node.Input(2) is null ? null : At(node, 2) as ConstantValue<float>;
        if (node.Input(2) is not null && bias is null)
        {
            return Refused(At(node, 2)) ?? new RefusedValue("its bias is not constant");
        }

        int[] shape = w.Array.Shape;
        int[] kernels = shape[FirstSpatial..];
        CheckShapes(node, shape, bias);
        int[] wide = [.. Enumerable.Range(0, kernels.Length).Where(axis => kernels[axis] != 1)];
        if (Unusual(node, kernels, wide.Length) is { } reason)
        {
            return new RefusedValue(reason);
        }

        x = x with { Axes = x.Axes ?? ids.Fresh(shape.Length) };
        if (x.Axes!.Length != shape.Length)
        {
            throw node.Error($"an input with {shape.Length} axes, as its weights have", $"{x.Axes.Length}");
        }

        if (x.WithFeatures(Values) is not { Axes: { } axes } placed)
        {
            return new RefusedValue("its channels (axis 1) are not the values of a step");
        }

        if (axes[Values].Size >= 0 && axes[Values].Size != shape[1])
        {
            throw node.Error($"an input of {shape[1]} values, to match its weights {SourceTensor.TextOf(shape)}", $"{axes[Values].Size}");
        }

        return wide is [var only] ? OverSteps(node, placed, w, bias, FirstSpatial + only) : OfStep(node, placed, w, bias);
    }

    private OnnxValue At(OnnxNode node, int index) => valueOf(node.Input(index) ?? throw node.Error($"an input {index}", "none"));

    private static RefusedValue? Refused(OnnxValue value) => value as RefusedValue;

    private static void CheckShapes(OnnxNode node, int[] shape, ConstantValue<float>? bias)
    {
        if (Array.Exists(shape, static size => size < 1))
        {
            throw node.Error("weights [filters, values, kernel]", SourceTensor.TextOf(shape));
        }

        if (node.Ints("kernel_shape") is { } said && !said.SequenceEqual(shape.Skip(FirstSpatial).Select(static size => (long)size)))
        {
            throw node.Error($"weights of the kernel [{string.Join(", ", said)}]", SourceTensor.TextOf(shape));
        }

        if (bias is not null && (bias.IsStretched || bias.Array.Rank != 1 || bias.Array.Count != shape[0]))
        {
            throw node.Error($"a bias of {shape[0]} values", SourceTensor.TextOf(bias.Array.Shape));
        }
    }

    // Attributes that no class has, for any input.
    private static string? Unusual(OnnxNode node, int[] kernels, int wide)
    {
        long[] strides = node.Ints("strides") ?? [];
        long[] dilations = node.Ints("dilations") ?? [];
        if (!(strides.Length == 0 || strides.Length == kernels.Length) || !(dilations.Length == 0 || dilations.Length == kernels.Length))
        {
            throw node.Error($"{kernels.Length} strides and dilations", $"{strides.Length} and {dilations.Length}");
        }

        return node.Int("group", 1) is not 1 and var groups
                ? $"it has {groups} groups of channels, and a class has convolutions of one group (group = 1)"
            : Array.Exists(strides, static stride => stride != 1)
                ? $"it has the strides [{string.Join(", ", strides)}], and a class has convolutions of stride 1, "
                    + "with an output for each step"
            : wide > 1
                ? $"its kernel [{string.Join(", ", kernels)}] is over several axes, and a class has convolutions over the steps alone"
            : null;
    }

    // A kernel of one step: the same dense layer at each step.
    private OnnxValue OfStep(OnnxNode node, SignalValue x, ConstantValue<float> w, ConstantValue<float>? bias)
    {
        (int outputs, int inputs) = (w.Array.Shape[0], w.Array.Shape[1]);
        if (PadsOf(node, [.. w.Array.Shape.Skip(FirstSpatial)]) is not { } pads || Array.Exists(pads, static pad => pad != 0))
        {
            return new RefusedValue("it has padding, but its kernel is one step");
        }

        string? reason = x.OnlyOutput ?? (inputs > NetworkShape.MaxInput || outputs > NetworkShape.MaxSize
            ? $"it has {inputs} inputs and {outputs} outputs; at most {NetworkShape.MaxInput} and {NetworkShape.MaxSize} are supported"
            : null);
        if (reason is not null)
        {
            return new RefusedValue(reason);
        }

        (float[] weight, float[] added) = Weights(w, bias);
        var dense = new SourceDense(
            node.Name, node.File.Build(node.Name, () => new DenseWeights(inputs, outputs, weight, added)), Activation.Linear)
        {
            Origins = Origins(w, bias),
        };
        return x.After(dense) with { Axes = WithValues(x.Axes!, outputs) };
    }

    private OnnxValue OverSteps(OnnxNode node, SignalValue x, ConstantValue<float> w, ConstantValue<float>? bias, int axis)
    {
        int[] shape = w.Array.Shape;
        int[] kernels = shape[FirstSpatial..];
        int kernel = shape[axis];
        long dilation = node.Ints("dilations")?[axis - FirstSpatial] ?? 1;
        long span = (kernel - 1) * dilation;
        if (PadsOf(node, kernels) is not { } pads)
        {
            return new RefusedValue("its padding cannot be resolved");
        }

        string? reason = x.OnlyOutput is not null && x.OnlyOutput != x.Extra?.OnlyConvolved ? x.OnlyOutput
            : x.TimeAt(axis) is null || x.Axes!.Where((other, index) => index >= FirstSpatial && index != axis && other.Size != 1).Any()
                || Enumerable.Range(0, pads.Length).Any(index => pads[index] != 0 && index % kernels.Length != axis - FirstSpatial)
                ? "it runs along an axis other than the time axis of the network"
            : x.Extra is { } extra && !x.Axes![axis].Is(extra.Axis) ? "the padding before it is along another axis"
            : kernel > Conv1DShape.MaxKernel || dilation is < 1 or > Conv1DShape.MaxDilation || shape[0] > NetworkShape.MaxSize
                || shape[1] > NetworkShape.MaxInput || span * shape[1] > Conv1DShape.MaxWindow
                ? $"it has {shape[0]} filters over {kernel} steps of {shape[1]} values with dilation {dilation}; at most "
                    + $"{NetworkShape.MaxSize} filters, {Conv1DShape.MaxKernel} steps, dilation {Conv1DShape.MaxDilation} and "
                    + $"(kernel - 1) · dilation · values = {Conv1DShape.MaxWindow} are supported"
            : Misplaced(x, axis, span, pads[axis - FirstSpatial]);
        if (reason is not null)
        {
            return new RefusedValue(reason);
        }

        (float[] weight, float[] added) = Weights(w, bias);
        var layer = new SourceConv1D(
            node.Name,
            node.File.Build(node.Name, () => new Conv1DWeights(shape[1], shape[0], kernel, weight, added)),
            (int)dilation,
            Activation.Linear)
        {
            Origins = Origins(w, bias),
        };
        int time = x.TimeAt(axis)!.Value;
        long after = (x.Extra?.After ?? 0) + pads[axis - FirstSpatial + kernels.Length];
        string[] notes = x.Extra?.Past is not { } past ? [] :
        [
            $"'{node.Name}' reads the earlier inputs of its convolution from the graph input '{past}': the class keeps them in its state, "
            + "and starts from zeros.",
        ];
        return x.After(layer, notes) with
        {
            Axes = WithValues(x.Axes!, shape[0]),
            Time = time,
            IsOneStep = x.Axes![axis].Size == 1,
            Extra = after > 0 ? new ExtraSteps(time, 0, (int)after) : null,
            OnlyOutput = null,
        };
    }

    // Zeros for all earlier steps of the kernel must be on the left, so that an output depends on no later step.
    private static string? Misplaced(SignalValue x, int axis, long span, long padding)
    {
        long before = (x.Extra?.Before ?? 0) + padding;
        string advice = $"put (kernel - 1) · dilation = {span} zeros on the left alone, in PyTorch by F.pad(x, ({span}, 0))";
        return x.Axes![axis].Size == 1 && x.Extra is null
                ? "its input is a single step, which has no earlier ones; export the network for a sequence"
            : before == 0 ? $"it has no zeros on the left, so that its first outputs are missing or see later steps; {advice}"
            : before < span ? $"it looks ahead at {span - before} later steps, and a class depends on earlier steps only; {advice}"
            : before > span ? $"it has {before} zeros on the left, so that its outputs are late; {advice}"
            : null;
    }

    private (float[] Weight, float[] Bias) Weights(ConstantValue<float> w, ConstantValue<float>? bias)
    {
        _ = w.Array.Values.Length;
        budget.Take(w.Array.Count);
        return (w.Array.Values, bias?.Array.Values ?? new float[w.Array.Shape[0]]);
    }

    private static IReadOnlyList<TensorOrigin> Origins(ConstantValue<float> w, ConstantValue<float>? bias) =>
        bias is null ? [w.Origin.As("weight", "")] : [w.Origin.As("weight", ""), bias.Origin.As("bias", "")];

    private static Axis[] WithValues(Axis[] axes, int count) =>
        [.. axes[..Values], new Axis(new AxisPart(AxisPart.Features, count)), .. axes[(Values + 1)..]];

    // All at the start of each axis, then all at the end; null if they are not known.
    private static long[]? PadsOf(OnnxNode node, int[] kernels)
    {
        long[] dilations = node.Ints("dilations") ?? [.. kernels.Select(static _ => 1L)];
        long[] spans = [.. kernels.Zip(dilations, static (kernel, dilation) => (kernel - 1) * Math.Clamp(dilation, 1, int.MaxValue))];
        long[] pads = (node.Text("auto_pad") ?? "NOTSET") switch
        {
            "SAME_UPPER" => [.. spans.Select(static span => span / 2), .. spans.Select(static span => span - span / 2)],
            "SAME_LOWER" => [.. spans.Select(static span => span - span / 2), .. spans.Select(static span => span / 2)],
            "VALID" => new long[2 * kernels.Length],
            _ => node.Ints("pads") ?? new long[2 * kernels.Length],
        };
        return pads.Length == 2 * kernels.Length && Array.TrueForAll(pads, static pad => pad is >= 0 and <= int.MaxValue / 4) ? pads : null;
    }
}
