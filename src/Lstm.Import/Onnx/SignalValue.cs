using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Layers;

namespace Lstm.Import.Onnx;

/// <summary>The layers that a tensor has passed, the last first.</summary>
/// <param name="Layer">The last.</param>
/// <param name="Before">Those before it.</param>
/// <param name="Notes">What somebody has to know who uses this layer.</param>
internal sealed record LayerPath(SourceLayer Layer, LayerPath? Before, IReadOnlyList<string> Notes)
{
    public int Count { get; } = 1 + (Before?.Count ?? 0);

    /// <summary>The layers in the order of the data.</summary>
    public static IEnumerable<LayerPath> InOrder(LayerPath? last)
    {
        Stack<LayerPath> steps = [];
        for (LayerPath? step = last; step is not null; step = step.Before)
        {
            steps.Push(step);
        }

        return steps;
    }

    // Printing or comparing a path would walk it recursively.
    public bool Equals(LayerPath? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Layer.Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Layer.Name;
}

/// <summary>A tensor that depends on the input.</summary>
/// <param name="Path">The layers that it has passed; null for an input itself.</param>
/// <param name="Axes">What its axes are; null where that is not known.</param>
internal sealed record SignalValue(LayerPath? Path, Axis[]? Axes) : OnnxValue
{
    // An axis that is like no other: nothing else has these entries.
    private const int PartOfInput = -1_000;

    private const int MostEntries = 1 << 16;

    /// <summary>The name of the graph's input, when this is one.</summary>
    public string? InputName { get; init; }

    /// <summary>The id of the input's axis whose values the first layer took in.</summary>
    public int? InputFeatures { get; init; }

    /// <summary>The id of the axis that the recurrent layers walk along.</summary>
    public int? Time { get; init; }

    /// <summary>Of which step this is, in words, when it is not of all; null for all.</summary>
    public string? Step { get; init; }

    /// <summary>Why no further layer can take this, although it may be an output; null when one can.</summary>
    public string? OnlyOutput { get; init; }

    /// <summary>Whether this is a cell state.</summary>
    public bool IsCellState { get; init; }

    /// <summary>Whether the network's input has been added.</summary>
    public bool IsResidual { get; init; }

    /// <summary>How many of the input's first values were cut out, when this is an input of which only those are left.</summary>
    public int? FirstFeatures { get; init; }

    public override int? Rank => Axes?.Length;

    public int Layers => Path?.Count ?? 0;

    /// <summary>The same tensor after a layer that keeps its axes.</summary>
    public SignalValue After(SourceLayer layer, params string[] notes) => this with { Path = new LayerPath(layer, Path, notes), InputName = null };

    public override OnnxValue Transposed(int[]? order)
    {
        if (Axes is null)
        {
            return this;
        }

        order ??= [.. Enumerable.Range(0, Axes.Length).Reverse()];
        return order.Length == Axes.Length && order.Distinct().Count() == order.Length && order.All(axis => axis >= 0 && axis < Axes.Length)
            ? this with { Axes = [.. order.Select(axis => Axes[axis])] }
            : new RefusedValue($"its permutation [{string.Join(", ", order)}] is none of {Axes.Length} axes");
    }

    public override OnnxValue Squeezed(int[]? axes)
    {
        if (Axes is null)
        {
            return this;
        }

        if (axes is null && Axes.Any(static axis => axis.Size < 0))
        {
            return new RefusedValue("which axes it removes depends on the input");
        }

        axes ??= [.. Enumerable.Range(0, Axes.Length).Where(axis => Axes[axis].Size == 1)];
        foreach (int axis in axes)
        {
            // An axis of unknown size that is removed says that it has size 1, unless it holds what a layer puts out.
            if (axis < 0 || axis >= Axes.Length || Axes[axis].Size > 1)
            {
                return new RefusedValue($"it removes axis {axis}, which is no axis of size 1");
            }
        }

        return this with { Axes = [.. Enumerable.Range(0, Axes.Length).Except(axes).Select(axis => Axes[axis])] };
    }

    public override OnnxValue Unsqueezed(int[] axes)
    {
        if (Axes is null)
        {
            return this;
        }

        List<Axis> result = [.. Axes];
        foreach (int axis in axes)
        {
            if (axis < 0 || axis > result.Count)
            {
                return new RefusedValue($"there is no axis {axis} in a tensor of {result.Count} axes");
            }

            result.Insert(axis, Axis.One);
        }

        return this with { Axes = [.. result] };
    }

    public override OnnxValue Reshaped(SizeEntry[] target, bool zeroCopies)
    {
        if (Axes is null)
        {
            return this;
        }

        return AxisReshape.Of(Axes, target, zeroCopies) is { } axes
            ? this with { Axes = axes }
            : new RefusedValue("it tears the axes of time, batch and values apart");
    }

    public override OnnxValue Sliced(int axis, long start, long end, long step)
    {
        if (Axes is null)
        {
            return new RefusedValue("it takes a part of a tensor of unknown axes");
        }

        int size = Axes[axis].Size;
        if (start == 0 && step == 1 && (end > int.MaxValue - 1 || (size >= 0 && end >= size)))
        {
            return this;
        }

        if (Path is null && axis == Axes.Length - 1 && Axes[axis].Parts.Count == 1 && start == 0 && step == 1 && end > 0 && FirstFeatures is null)
        {
            Axis first = new(Axes[axis].Parts[0] with { Size = (int)Math.Min(end, size < 0 ? end : size) });
            return this with { Axes = [.. Axes[..axis], first], FirstFeatures = first.Size, InputName = null, OnlyOutput = "it takes in the input's first values only" };
        }

        if (Path is null && axis < Axes.Length - 1)
        {
            // A part of the start states, as an export of several layers takes it; as data it is refused.
            Axis[] axes = [.. Axes];
            axes[axis] = new Axis(new AxisPart(PartOfInput - axis, -1));
            return this with { Axes = axes, OnlyOutput = "it takes a part of the graph's input" };
        }

        // Sizes are what a file says: no list is made of more entries than any sequence in a graph has.
        size = size > MostEntries ? -1 : size;
        int[] entries = size >= 0 ? SliceEntries.Of(size, start, end, step) : [];
        bool isOne = size >= 0
            ? entries.Length == 1
            : step == 1 && ((start == -1 && end > int.MaxValue - 1) || (end == start + 1 && start != -1));
        return isOne ? Entry(axis, size >= 0 ? entries[0] : start) : new RefusedValue("it takes a part of an axis");
    }

    public override OnnxValue Gathered(int axis, long[] entries, bool isScalar)
    {
        if (Axes is null || entries.Length != 1)
        {
            return new RefusedValue(Axes is null ? "it takes a part of a tensor of unknown axes" : "it takes a part of an axis");
        }

        OnnxValue entry = Entry(axis, entries[0]);
        return isScalar ? entry.Squeezed([axis]) : entry;
    }

    // One entry of an axis, which stays as an axis of size 1.
    private OnnxValue Entry(int axis, long index)
    {
        if (Axes![axis].Size == 1)
        {
            return index is 0 or -1 ? this : new RefusedValue($"it takes entry {index} of an axis of size 1");
        }

        if (Time is null || !Axes[axis].Is(Time.Value))
        {
            return new RefusedValue("it takes a part of an axis that is not the one of time");
        }

        int size = Axes[axis].Size;
        if (size >= 0 && (index < -size || index >= size))
        {
            return new RefusedValue($"it takes entry {index} of an axis of size {size}");
        }

        string step = index == -1 || (size > 0 && index == size - 1) ? "the last step"
            : index == 0 || index == -size ? "the first step"
            : index > 0 ? $"step {index}, counted from 0," : $"step {-index} from the end";
        Axis[] axes = [.. Axes];
        axes[axis] = Axis.One;
        return this with { Axes = axes, Step = step };
    }
}
