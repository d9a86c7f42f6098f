using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Import.Onnx;

/// <summary>A part of an axis that cannot be split: an axis of a graph input, or an axis that a layer creates.</summary>
/// <param name="Id">The identity of the part; the same in all tensors that contain it.</param>
/// <param name="Size">The length, or -1 if it is unknown.</param>
internal readonly record struct AxisPart(int Id, int Size)
{
    /// <summary>The id of the axis of a layer's output values.</summary>
    public const int Features = -1;

    /// <summary>The id of the axis of the two directions of a bidirectional layer.</summary>
    public const int Directions = -2;
}

/// <summary>
/// An axis of a tensor that depends on the input. It has no parts (size 1), one part, or several parts that a reshape has merged.
/// </summary>
internal sealed class Axis(params AxisPart[] parts)
{
    /// <summary>An axis of size 1 without parts.</summary>
    public static Axis One { get; } = new();

    public IReadOnlyList<AxisPart> Parts { get; } = parts;

    public bool IsOne => Parts.Count == 0;

    /// <summary>The length, or -1 if it is unknown.</summary>
    public int Size => SizeOf(Parts);

    /// <summary>Whether this axis consists of one part with the given id.</summary>
    public bool Is(int id) => Parts.Count == 1 && Parts[0].Id == id;

    /// <summary>Whether this axis contains a part with the given id.</summary>
    public bool Has(int id) => Parts.Any(part => part.Id == id);

    /// <summary>Whether this axis consists of exactly the output values of a layer, with the two directions side by side.</summary>
    public bool IsFeatures => Is(AxisPart.Features)
        || (Parts.Count == 2 && Parts[0].Id == AxisPart.Directions && Parts[1].Id == AxisPart.Features);

    public bool Same(Axis other) => Parts.SequenceEqual(other.Parts);

    public static int SizeOf(IEnumerable<AxisPart> parts)
    {
        long size = 1;
        foreach (AxisPart part in parts)
        {
            size *= part.Size;
            if (part.Size < 0 || size > int.MaxValue)
            {
                return -1;
            }
        }

        return (int)size;
    }
}

/// <summary>Reads the numbers of axes.</summary>
internal static class AxisNumbers
{
    public static int[] Bounded(long[] values) => [.. values.Select(static value => (int)Math.Clamp(value, int.MinValue, int.MaxValue))];

    /// <summary>Returns non-negative axes in ascending order; null if one is out of range or repeated.</summary>
    public static int[]? Normalised(int[] axes, int rank)
    {
        int[] result = [.. axes.Select(axis => axis < 0 ? axis + rank : axis).Distinct().Order()];
        return result.Length == axes.Length && rank <= OnnxTensors.MaxRank && Array.TrueForAll(result, axis => axis >= 0 && axis < rank)
            ? result
            : null;
    }
}

/// <summary>An integer in a size computation of the graph.</summary>
/// <param name="Number">The value, if it is known; otherwise what is added to the length of the axis.</param>
/// <param name="Axis">The id of the axis whose length is added, or <see cref="Nothing"/> for an unknown value.</param>
internal readonly record struct SizeEntry(long Number, int Axis = SizeEntry.Known)
{
    public const int Known = int.MinValue;
    public const int Nothing = int.MinValue + 1;

    public bool IsKnown => Axis == Known;

    /// <summary>Returns the length of an axis.</summary>
    public static SizeEntry Of(Axis axis) => axis.Size >= 0
        ? new SizeEntry(axis.Size)
        : new SizeEntry(0, axis.Parts.Count == 1 ? axis.Parts[0].Id : Nothing);
}

/// <summary>Regroups the parts of the axes of a tensor for a reshape.</summary>
internal static class AxisReshape
{
    /// <summary>Returns the axes after a reshape, or null if the reshape would split a part.</summary>
    /// <param name="axes">The axes before the reshape.</param>
    /// <param name="target">The new sizes. -1 means the remaining size; 0 means the previous size of this axis.</param>
    /// <param name="zeroCopies">Whether 0 has this meaning.</param>
    public static Axis[]? Of(Axis[] axes, SizeEntry[] target, bool zeroCopies)
    {
        List<AxisPart> parts = [.. axes.SelectMany(static axis => axis.Parts)];
        var result = new Axis[target.Length];
        int rest = Array.FindIndex(target, static entry => entry is { IsKnown: true, Number: -1 });
        int first = 0;
        int last = parts.Count;
        for (int index = 0; index < (rest < 0 ? target.Length : rest); index++)
        {
            if (!Take(axes, target, index, zeroCopies, parts, ref first, last, fromEnd: false, out result[index]))
            {
                return null;
            }
        }

        for (int index = target.Length - 1; index > rest && rest >= 0; index--)
        {
            if (!Take(axes, target, index, zeroCopies, parts, ref last, first, fromEnd: true, out result[index]))
            {
                return null;
            }
        }

        List<AxisPart> left = parts[first..Math.Max(first, last)];
        if (rest >= 0)
        {
            result[rest] = new Axis([.. left]);
            return result;
        }

        if (left is [{ Id: AxisPart.Features, Size: 1 }] && result.Length > 0)
        {
            // One value of each direction: it stays with the axis of the directions.
            result[^1] = new Axis([.. result[^1].Parts, .. left]);
        }

        return left.TrueForAll(static part => part.Size == 1) ? result : null;
    }

    private static bool Take(
        Axis[] axes, SizeEntry[] target, int index, bool zeroCopies, List<AxisPart> parts, ref int at, int end, bool fromEnd, out Axis axis)
    {
        axis = Axis.One;
        SizeEntry entry = target[index];
        int available = fromEnd ? at - end : end - at;
        if (entry is { IsKnown: true, Number: 0 } && zeroCopies)
        {
            // A 0 must copy exactly the parts of the previous axis; otherwise nothing is known about the result.
            if (index >= axes.Length || axes[index].Parts.Count > available)
            {
                return false;
            }

            int count = axes[index].Parts.Count;
            at += fromEnd ? -count : 0;
            axis = new Axis([.. parts.GetRange(at, count)]);
            at += fromEnd ? 0 : count;
            return axis.Same(axes[index]);
        }

        if (!entry.IsKnown)
        {
            if (available == 0 || parts[fromEnd ? at - 1 : at].Id != entry.Axis || entry.Number != 0)
            {
                return false;
            }

            at += fromEnd ? -1 : 0;
            axis = new Axis(parts[at]);
            at += fromEnd ? 0 : 1;
            return true;
        }

        return TakeNumber(entry.Number, parts, ref at, available, fromEnd, out axis);
    }

    private static bool TakeNumber(long number, List<AxisPart> parts, ref int at, int available, bool fromEnd, out Axis axis)
    {
        List<AxisPart> taken = [];
        long size = 1;
        while (available > 0 && (size < number || (taken.Count == 0 && parts[fromEnd ? at - 1 : at].Size == 1)))
        {
            AxisPart part = parts[fromEnd ? at - 1 : at];
            if (part.Size < 0)
            {
                break;
            }

            size *= part.Size;
            taken.Insert(fromEnd ? 0 : taken.Count, part);
            at += fromEnd ? -1 : 1;
            available--;
        }

        axis = new Axis([.. taken]);
        return size == number;
    }
}
