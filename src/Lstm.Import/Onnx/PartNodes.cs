using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Import.Onnx;

/// <summary>Resolves nodes that take values apart and join them: Slice, Split, Gather and Concat.</summary>
/// <param name="budget">The memory limit for constant folding.</param>
/// <param name="opset">The version of the operators.</param>
/// <param name="valueOf">Returns the value of a name.</param>
internal sealed class PartNodes(FoldBudget budget, int opset, Func<string, OnnxValue> valueOf)
{
    // From these versions onwards, operators take former attributes as inputs.
    private const int SliceHasInputs = 10;
    private const int SplitHasInputs = 13;

    private const int MostParts = 64;

    /// <summary>Returns the outputs of a node; null for an unknown operator.</summary>
    public OnnxValue[]? Results(OnnxNode node) => node.Operator switch
    {
        "Slice" or "Split" or "Gather" when At(node, 0) is UniformValue uniform => Repeated(uniform, node.Outputs.Count),
        "Slice" => [Slice(node)],
        "Split" => Split(node),
        "Gather" => [Gather(node)],
        "Concat" => [Concat(node)],
        _ => null,
    };

    private OnnxValue At(OnnxNode node, int index) => valueOf(node.Input(index) ?? throw node.Error($"an input {index}", "none"));

    private long[]? Numbers(OnnxNode node, int index) =>
        node.Input(index) is { } name ? (valueOf(name) as ConstantValue<SizeEntry>)?.Numbers() : null;

    private OnnxValue Slice(OnnxNode node)
    {
        OnnxValue x = At(node, 0);
        bool isInput = opset >= SliceHasInputs;
        SizeEntry[]? starts = isInput ? Entries(node, 1) : Known(node.Ints("starts"));
        SizeEntry[]? ends = isInput ? Entries(node, 2) : Known(node.Ints("ends"));
        long[]? axes = isInput ? Numbers(node, 3) : node.Ints("axes");
        long[]? steps = isInput ? Numbers(node, 4) : null;
        if (starts is null || ends is null || ends.Length != starts.Length || x.Rank is not { } rank
            || (isInput && ((axes is null && node.Input(3) is not null) || (steps is null && node.Input(4) is not null))))
        {
            return x as RefusedValue ?? new RefusedValue("its start and end are not constant");
        }

        axes ??= [.. Enumerable.Range(0, starts.Length).Select(static axis => (long)axis)];
        if (AxisNumbers.Normalised(AxisNumbers.Bounded(axes), rank) is null
            || axes.Length != starts.Length
            || (steps is not null && steps.Length != starts.Length))
        {
            return new RefusedValue("its starts, ends and axes do not match");
        }

        for (int index = 0; index < axes.Length && x.Rank == rank; index++)
        {
            int axis = (int)(axes[index] < 0 ? axes[index] + rank : axes[index]);
            x = FromEnd(starts[index], x, axis, ofEnd: null) is { } start && FromEnd(ends[index], x, axis, ofEnd: long.MaxValue) is { } end
                ? x.Sliced(node.Name, axis, start, end, steps?[index] ?? 1)
                : new RefusedValue("its start and end are not constant");
        }

        return x;
    }

    private SizeEntry[]? Entries(OnnxNode node, int index) =>
        node.Input(index) is { } name && valueOf(name) is ConstantValue<SizeEntry> { Array: { Rank: <= 1, Values: var values } }
            ? values
            : null;

    private static SizeEntry[]? Known(long[]? numbers) =>
        numbers is null ? null : Array.ConvertAll(numbers, static number => new SizeEntry(number));

    // A place that is counted from the length of the axis is counted from its end.
    private static long? FromEnd(SizeEntry place, OnnxValue x, int axis, long? ofEnd) =>
        place.IsKnown ? place.Number
        : x is SignalValue { Axes: { } axes } signal && axes[axis].Is(place.Axis) ? (place.Number - signal.ExtraAt(axis)) switch
        {
            < 0 and var number => number,
            0 => ofEnd,
            _ => null,
        }
        : null;

    private OnnxValue[] Split(OnnxNode node)
    {
        OnnxValue x = At(node, 0);
        int count = node.Outputs.Count;
        if (x is RefusedValue || AxisOf(node, x, ordinary: 0) is not { } axis || count is 0 or > MostParts)
        {
            return Repeated(x as RefusedValue ?? new RefusedValue("it takes a value apart whose axes are unknown"), count);
        }

        bool isInput = opset >= SplitHasInputs;
        bool isGiven = isInput ? node.Input(1) is not null : node.Has("split");
        long[]? sizes = isInput ? Numbers(node, 1) : node.Ints("split");
        if (!isGiven && x.SizeOf(axis) is > 0 and int size)
        {
            // The last part is smaller if the parts cannot be equal.
            int each = (size + count - 1) / count;
            sizes = [.. Enumerable.Range(0, count).Select(part => (long)Math.Min(each, size - part * each))];
        }

        if (sizes is null || sizes.Length != count || Array.Exists(sizes, static size => size is < 1 or > int.MaxValue))
        {
            return Repeated(new RefusedValue("the sizes of its parts cannot be resolved"), count);
        }

        List<OnnxValue> parts = [];
        long start = 0;
        foreach (long each in sizes)
        {
            parts.Add(x.Sliced(node.Name, axis, start, start + each, 1));
            start += each;
        }

        return [.. parts];
    }

    private static OnnxValue[] Repeated(OnnxValue value, int count) => [.. Enumerable.Repeat(value, count)];

    private OnnxValue Gather(OnnxNode node)
    {
        OnnxValue x = At(node, 0);
        if (At(node, 1) is not ConstantValue<SizeEntry> { Array.Rank: <= 1 } indices)
        {
            return x as RefusedValue ?? new RefusedValue("its index is not constant");
        }

        if (x.Rank is null)
        {
            return x.Gathered(node.Name, 0, [0], isScalar: true);
        }

        return AxisOf(node, x, ordinary: 0) is not { } axis
                ? new RefusedValue($"there is no axis {node.Int("axis", 0)} in a tensor of {x.Rank} axes")
            : EntriesOf(indices.Array.Values, x, axis) is { } entries
                ? x.Gathered(node.Name, axis, entries, isScalar: indices.Array.Rank == 0)
                : new RefusedValue("its index is not constant");
    }

    private static long[]? EntriesOf(SizeEntry[] indices, OnnxValue x, int axis) =>
        Array.TrueForAll(indices, index => FromEnd(index, x, axis, ofEnd: null) is not null)
            ? Array.ConvertAll(indices, index => FromEnd(index, x, axis, ofEnd: null)!.Value)
            : null;

    private static int? AxisOf(OnnxNode node, OnnxValue x, long ordinary) =>
        x.Rank is { } rank && AxisNumbers.Normalised(AxisNumbers.Bounded([node.Int("axis", ordinary)]), rank) is [int axis] ? axis : null;

    private OnnxValue Concat(OnnxNode node)
    {
        OnnxValue[] parts = [.. Enumerable.Range(0, node.Inputs.Count).Select(index => At(node, index))];
        if (parts.Length == 1)
        {
            return parts[0];
        }

        if (Array.Exists(parts, static part => part is UniformValue or ConstantValue<float> { IsStretched: true }))
        {
            UniformValue?[] uniform = [.. parts.Select(static part => part as UniformValue ?? (part as ConstantValue<float>)?.AsUniform())];
            return Array.TrueForAll(uniform, part => part is not null && part == uniform[0])
                ? uniform[0]!
                : parts.OfType<RefusedValue>().FirstOrDefault() ?? new RefusedValue("it joins constants whose shapes depend on the input");
        }

        if (parts.Length == 0 || AxisOf(node, parts[0], ordinary: 1) is not { } axis)
        {
            return parts.OfType<RefusedValue>().FirstOrDefault() ?? new RefusedValue("it joins values that cannot be resolved");
        }

        return WithPast(parts, axis) ?? parts[0] switch
        {
            ConstantValue<float> => Joined<float>(parts, axis),
            ConstantValue<SizeEntry> => Joined<SizeEntry>(parts, axis),
            SignalValue or StackValue when Array.TrueForAll(parts, static part => part is SignalValue or StackValue) =>
                StackValue.Joined(parts, axis),
            RefusedValue refused => refused,
            _ => new RefusedValue("it joins several branches of the graph"),
        };
    }

    // The input of a convolution over a stream: earlier inputs, which are an input of the graph, and then those of the steps.
    private static SignalValue? WithPast(OnnxValue[] parts, int axis) =>
        parts is [SignalValue { InputName: { } name, Axes: { } past }, SignalValue { Extra: null, OnlyOutput: null, Axes: { } axes } x]
            && past.Length == axes.Length
            && x.TimeAt(axis) is { } time
            && past[axis].Size is > 0 and <= ExtraSteps.Most
            && !x.Inputs.Contains(name)
                ? x.With(new ExtraSteps(time, past[axis].Size, 0) { Past = name }) with { Inputs = [.. x.Inputs, name] }
                : null;

    private OnnxValue Joined<T>(OnnxValue[] parts, int axis)
    {
        List<ConstantValue<T>> constants = [.. parts.OfType<ConstantValue<T>>()];
        int[] shape = constants[0].Array.Shape;
        if (constants.Count < parts.Length)
        {
            return parts.OfType<RefusedValue>().FirstOrDefault() ?? new RefusedValue("it joins constant and variable values");
        }

        if (constants.Exists(part => part.IsStretched || part.Array.Rank != shape.Length || part.Array.Count == 0
            || Enumerable.Range(0, shape.Length).Any(index => index != axis && part.Array.Shape[index] != shape[index])))
        {
            return new RefusedValue("it joins constants whose shapes do not match");
        }

        constants.ForEach(static part => _ = part.Array.Values.Length);
        budget.Take<T>(constants.Sum(static part => (long)part.Array.Count));
        return new ConstantValue<T>(
            NdArray<T>.Joined([.. constants.Select(static part => part.Array)], axis),
            ConstantOrigin.Joined([.. constants.Select(static part => part.Origin)]),
            budget);
    }
}
