using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Layers;

namespace Lstm.Import.Onnx;

/// <summary>The layers that a tensor has passed through, as a linked list that starts at the last layer.</summary>
/// <param name="Layer">The last layer.</param>
/// <param name="Before">The layers before it.</param>
/// <param name="Notes">Notes for the user of this layer.</param>
internal sealed record LayerPath(SourceLayer Layer, LayerPath? Before, IReadOnlyList<string> Notes)
{
    public int Count { get; } = 1 + (Before?.Count ?? 0);

    /// <summary>Returns the layers in the order of the data.</summary>
    public static IEnumerable<LayerPath> InOrder(LayerPath? last)
    {
        Stack<LayerPath> steps = [];
        for (LayerPath? step = last; step is not null; step = step.Before)
        {
            steps.Push(step);
        }

        return steps;
    }

    /// <summary>Whether two paths are the same, apart from the node that takes the final states.</summary>
    public static bool AreSame(LayerPath? one, LayerPath? other) =>
        ReferenceEquals(one, other)
        || (one is { Layer: SourcePool { Pooling: Pooling.Final } }
            && other is { Layer: SourcePool { Pooling: Pooling.Final } }
            && ReferenceEquals(one.Before, other.Before));

    // The generated members of the record would recurse along the path.
    public bool Equals(LayerPath? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Layer.Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Layer.Name;
}

/// <summary>A tensor that depends on the input.</summary>
/// <param name="Path">The layers that the tensor has passed through; null for an input of the graph.</param>
/// <param name="Axes">The axes; null if they are unknown.</param>
internal sealed partial record SignalValue(LayerPath? Path, Axis[]? Axes) : OnnxValue
{
    /// <summary>The name of the graph input, if this is one.</summary>
    public string? InputName { get; init; }

    /// <summary>The names of the graph inputs that it depends on.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>Whether unsupported nodes have only rearranged values of graph inputs.</summary>
    public bool IsRearranged { get; init; }

    /// <summary>Whether the values are those of graph inputs, maybe in another arrangement.</summary>
    public bool IsOfInputs => (Path is null && Extra is null or { Past: not null }) || IsRearranged;

    /// <summary>The product in words, if graph inputs are multiplied by each other.</summary>
    public string? Product { get; init; }

    /// <summary>The id of the input axis that contains the inputs of the first layer.</summary>
    public int? InputFeatures { get; init; }

    /// <summary>The id of the time axis of the recurrent layers.</summary>
    public int? Time { get; init; }

    /// <summary>The step that the values belong to, in words; null if they cover all steps.</summary>
    public string? Step { get; init; }

    /// <summary>Whether the values are those of the first step.</summary>
    public bool IsFirstStep { get; init; }

    /// <summary>Whether the values are one vector for the whole sequence.</summary>
    public bool IsPooled { get; init; }

    /// <summary>Whether the recurrent layers process a single step.</summary>
    public bool IsOneStep { get; init; }

    /// <summary>The direction of a bidirectional layer that alone is here: 0 for forward, 1 for backward; null for both.</summary>
    public int? OneDirection { get; init; }

    /// <summary>The reason why this value may be an output but not the input of another layer; null if it may be both.</summary>
    public string? OnlyOutput { get; init; }

    /// <summary>Entries of the time axis that are no steps of the network; null for none.</summary>
    public ExtraSteps? Extra { get; init; }

    /// <summary>Whether this is a cell state.</summary>
    public bool IsCellState { get; init; }

    /// <summary>Whether the last layer has added the input of the network.</summary>
    public bool IsResidual { get; init; }

    /// <summary>The number of values, if this is an input cut to its first values.</summary>
    public int? FirstFeatures { get; init; }

    public override int? Rank => Axes?.Length;

    public int Layers => Path?.Count ?? 0;

    public override int SizeOf(int axis) => Axes?[axis].Size is not (null or < 0) and int size ? size + ExtraAt(axis) : -1;

    /// <summary>Returns the length of an axis, or the axis whose length it is.</summary>
    public SizeEntry EntryOf(int axis) => SizeEntry.Of(Axes![axis]) is var entry && entry.Axis != SizeEntry.Nothing
        ? entry with { Number = entry.Number + ExtraAt(axis) }
        : entry;

    /// <summary>Returns the value with entries beside its steps, which it has none of yet.</summary>
    public SignalValue With(ExtraSteps extra) => this with { Extra = extra, OnlyOutput = extra.OnlyConvolved, InputName = null };

    /// <summary>Returns the number of entries of an axis that are no steps of the network.</summary>
    public int ExtraAt(int axis) => Extra is not null && Axes![axis].Is(Extra.Axis) ? Extra.Count : 0;

    /// <summary>Returns the id of an axis if it is the time axis of the network, or may become it; otherwise null.</summary>
    public int? TimeAt(int axis) => Step is null && Axes![axis].Parts is [{ Id: >= 0 and var id }] && (Time ?? id) == id ? id : null;

    /// <summary>Returns the tensor after a layer that does not change its axes.</summary>
    public SignalValue After(SourceLayer layer, params string[] notes) =>
        this with { Path = new LayerPath(layer, Path, notes), InputName = null, IsRearranged = false, IsResidual = false };

    /// <summary>
    /// Returns the tensor with the values of a step at the given axis; null if they are at another one. Before the first layer, the axis
    /// of the values is not known yet.
    /// </summary>
    public SignalValue? WithFeatures(int axis)
    {
        if (Axes is null)
        {
            return this;
        }

        if (axis < 0 || axis >= Axes.Length || InputFeatures is not null || Axes[axis].Parts.Count > 1)
        {
            return axis >= 0 && axis < Axes.Length && Axes[axis].IsFeatures ? this : null;
        }

        Axis[] axes = [.. Axes];
        axes[axis] = new Axis(new AxisPart(AxisPart.Features, Axes[axis].Size));
        return this with { Axes = axes, InputFeatures = Axes[axis].IsOne ? AxisPart.Features : Axes[axis].Parts[0].Id };
    }

    public override OnnxValue Transposed(int[]? order)
    {
        if (Axes is null)
        {
            return this;
        }

        order ??= [.. Enumerable.Range(0, Axes.Length).Reverse()];
        return order.Length == Axes.Length && order.Distinct().Count() == order.Length && order.All(axis => axis >= 0 && axis < Axes.Length)
            ? this with { Axes = [.. order.Select(axis => Axes[axis])] }
            : new RefusedValue($"[{string.Join(", ", order)}] is not a permutation of {Axes.Length} axes");
    }

    public override OnnxValue Squeezed(int[]? axes)
    {
        if (Axes is null)
        {
            return this;
        }

        if (axes is null && Axes.Any(static axis => axis.Size < 0))
        {
            return new RefusedValue("it removes axes depending on the input");
        }

        axes ??= [.. Enumerable.Range(0, Axes.Length).Where(axis => Axes[axis].Size == 1)];
        if (axes.Any(axis => axis >= 0 && axis < Axes.Length && ExtraAt(axis) > 0))
        {
            return new RefusedValue(ExtraSteps.Kept);
        }

        foreach (int axis in axes)
        {
            // Removing an axis of unknown size implies that its size is 1.
            if (axis < 0 || axis >= Axes.Length || Axes[axis].Size > 1)
            {
                return new RefusedValue($"it removes axis {axis}, whose size is not 1");
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

        return Extra is not null ? new RefusedValue(ExtraSteps.Kept)
            : AxisReshape.Of(Axes, target, zeroCopies) is { } axes ? this with { Axes = axes }
            : new RefusedValue("it splits or mixes the axes of time, batch and values");
    }
}
