using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Import.Onnx;

/// <summary>
/// Hidden states or outputs of several layers or directions, stacked along a new axis, as in PyTorch's h_n. The two directions of a layer
/// are two parts.
/// </summary>
/// <param name="Parts">The values, each with an axis of size 1 at the position of the stack axis.</param>
/// <param name="StackAxis">The position of the stack axis.</param>
internal sealed record StackValue(IReadOnlyList<SignalValue> Parts, int StackAxis) : OnnxValue
{
    private const string OfSeveral = "it uses the states of more than one layer";

    public override int? Rank => Parts[0].Rank;

    public override int SizeOf(int axis) => axis == StackAxis ? Parts.Count : Parts[0].SizeOf(axis);

    /// <summary>Returns values joined along an axis.</summary>
    public static OnnxValue Joined(IReadOnlyList<OnnxValue> values, int axis)
    {
        List<SignalValue> parts = [];
        foreach (OnnxValue value in values)
        {
            switch (value)
            {
                case SignalValue { Axes: { } axes, Extra: null } both when axis < axes.Length && axes[axis].Is(AxisPart.Directions):
                    parts.AddRange(new[] { both.Direction(axis, 0), both.Direction(axis, 1) });
                    break;
                case SignalValue { Axes: not null, Extra: null } signal:
                    parts.Add(signal);
                    break;
                case StackValue stack when stack.StackAxis == axis:
                    parts.AddRange(stack.Parts);
                    break;
                default:
                    return new RefusedValue("it joins several branches of the graph");
            }
        }

        return Of(parts, axis);
    }

    /// <summary>Returns the parts as one value: the two directions of a layer are that layer.</summary>
    private static OnnxValue Of(IReadOnlyList<SignalValue> parts, int axis) =>
        parts is [var only] ? only
        : parts is [var one, var other] && (one.WithOther(other, axis) ?? SeparateDirections.Joined(one, other, axis)) is { } both ? both
        : parts.All(part => CanStack(parts[0].Axes!, part.Axes!, axis)) ? new StackValue(parts, axis)
        : new RefusedValue("it joins several branches of the graph");

    private static bool CanStack(Axis[] first, Axis[] other, int axis) =>
        first.Length == other.Length
        && other[axis].IsOne
        && Enumerable.Range(0, first.Length).All(index => index == axis || first[index].Same(other[index]));

    public override OnnxValue Transposed(int[]? order)
    {
        order ??= [.. Enumerable.Range(0, Rank!.Value).Reverse()];
        return Each(part => part.Transposed(order), Array.IndexOf(order, StackAxis));
    }

    public override OnnxValue Squeezed(int[]? axes) => axes is null || axes.Contains(StackAxis)
        ? new RefusedValue(OfSeveral)
        : Each(part => part.Squeezed(axes), StackAxis - axes.Count(axis => axis < StackAxis));

    public override OnnxValue Unsqueezed(int[] axes) =>
        Each(part => part.Unsqueezed(axes), axes.Aggregate(StackAxis, static (place, axis) => axis <= place ? place + 1 : place));

    // Only [layers·directions, …] to [layers, directions, …].
    public override OnnxValue Reshaped(SizeEntry[] target, bool zeroCopies)
    {
        if (StackAxis != 0 || target.Length != Rank + 1 || target[1] is not { IsKnown: true, Number: > 0 and var directions }
            || Parts.Count % directions != 0
            || !target[0].IsKnown || (target[0].Number != -1 && target[0].Number * directions != Parts.Count))
        {
            return new RefusedValue(OfSeveral);
        }

        OnnxValue[] layers =
        [
            .. Parts.Chunk((int)directions).Select(parts => Of(parts, 0)).Select(layer => layer.Unsqueezed([0]).Reshaped(
                [new SizeEntry(1), .. target[1..]], zeroCopies: false)),
        ];
        return layers.OfType<RefusedValue>().FirstOrDefault() ?? Joined(layers, 0);
    }

    public override OnnxValue Gathered(string node, int axis, long[] entries, bool isScalar)
    {
        if (axis != StackAxis)
        {
            return new RefusedValue(OfSeveral);
        }

        if (Array.Exists(entries, entry => entry < -Parts.Count || entry >= Parts.Count) || entries.Length == 0)
        {
            return new RefusedValue($"it gathers an entry outside axis {axis}, which has {Parts.Count}");
        }

        OnnxValue chosen = Of([.. entries.Select(entry => Parts[(int)(entry < 0 ? entry + Parts.Count : entry)])], axis);
        return isScalar ? chosen.Squeezed([axis]) : chosen;
    }

    public override OnnxValue Sliced(string node, int axis, long start, long end, long step)
    {
        int[] entries = axis == StackAxis ? SliceEntries.Of(Parts.Count, start, end, step) : [];
        return entries.Length > 0 ? Of([.. entries.Select(entry => Parts[entry])], axis) : new RefusedValue(OfSeveral);
    }

    private OnnxValue Each(Func<SignalValue, OnnxValue> change, int stackAxis)
    {
        OnnxValue[] changed = [.. Parts.Select(change)];
        return changed.OfType<RefusedValue>().FirstOrDefault()
            ?? (OnnxValue)new StackValue([.. changed.Cast<SignalValue>()], stackAxis);
    }
}
