using System;

namespace Lstm.Import.Onnx;

/// <summary>
/// A scan of protobuf that creates no objects. It checks whether bytes look like an ONNX model and estimates the cost of parsing them.
/// </summary>
/// <remarks>An empty message of two bytes becomes an object of hundreds, so the objects are counted before parsing.</remarks>
internal static class WireScan
{
    // The memory for a parsed message with its lists, for a string, and for an integer in a growing list.
    private const int MessageBytes = 320;
    private const int TextBytes = 64;
    private const int LongBytes = 16;
    private const int IntBytes = 6;

    // The parser refuses 100 messages inside each other; a graph inside of a node has three.
    private const int MostGraphs = 34;

    private const int LargestTopField = 31;
    private const int VersionField = 1;
    private const int GraphField = 7;

    private enum Part
    {
        Leaf,
        Text,
        Longs,
        Ints,
        Model,
        Opset,
        Graph,
        Node,
        Attribute,
        Tensor,
        Entry,
        ValueInfo,
        Type,
        TensorType,
        Shape,
        Dimension,
    }

    /// <summary>
    /// Whether the top level, up to the first invalid field, looks like an ONNX model: small field numbers, a version that is a number, and
    /// a graph that is a message.
    /// </summary>
    public static bool LooksLikeModel(ReadOnlySpan<byte> bytes)
    {
        bool hasGraph = false;
        while (!bytes.IsEmpty)
        {
            if (!TryReadTag(ref bytes, out int field, out int wire) || field > LargestTopField || !FitsTop(field, wire))
            {
                return false;
            }

            hasGraph |= field == GraphField;
            if (!TrySkip(ref bytes, wire, out _))
            {
                return hasGraph;
            }
        }

        return hasGraph;
    }

    /// <summary>Returns the memory for parsing a model.</summary>
    public static long CostOf(ReadOnlySpan<byte> bytes) => CostOf(bytes, Part.Model, MostGraphs);

    private static bool FitsTop(int field, int wire) => field switch
    {
        VersionField => wire == 0,
        GraphField => wire == 2,
        _ => wire is 0 or 2,
    };

    // Only graphs can contain graphs. The depth has a limit.
    private static long CostOf(ReadOnlySpan<byte> bytes, Part part, int graphs)
    {
        long cost = 0;
        while (!bytes.IsEmpty
            && TryReadTag(ref bytes, out int field, out int wire)
            && TrySkip(ref bytes, wire, out ReadOnlySpan<byte> payload))
        {
            Part child = ChildOf(part, field);
            cost += child switch
            {
                Part.Leaf => 0,
                Part.Text => TextBytes + 2L * payload.Length,
                Part.Longs => LongBytes * ValuesIn(payload, wire),
                Part.Ints => IntBytes * ValuesIn(payload, wire),
                Part.Graph when graphs == 0 => 0,
                Part.Graph => MessageBytes + CostOf(payload, child, graphs - 1),
                _ => MessageBytes + CostOf(payload, child, graphs),
            };
        }

        return cost;
    }

    private static Part ChildOf(Part part, int field) => (part, field) switch
    {
        (Part.Model, 7) => Part.Graph,
        (Part.Model, 8) => Part.Opset,
        (Part.Model, 2 or 3) or (Part.Opset, 1) => Part.Text,
        (Part.Graph, 1) => Part.Node,
        (Part.Graph, 5) => Part.Tensor,
        (Part.Graph, 11 or 12) => Part.ValueInfo,
        (Part.Node, 1 or 2 or 3 or 4 or 7) => Part.Text,
        (Part.Node, 5) => Part.Attribute,
        (Part.Attribute, 1 or 4 or 9) => Part.Text,
        (Part.Attribute, 5) => Part.Tensor,
        (Part.Attribute, 6) => Part.Graph,
        (Part.Attribute, 8) => Part.Longs,
        (Part.Tensor, 1 or 7) => Part.Longs,
        (Part.Tensor, 5) => Part.Ints,
        (Part.Tensor, 8) => Part.Text,
        (Part.Tensor, 13) => Part.Entry,
        (Part.Entry, 1 or 2) => Part.Text,
        (Part.ValueInfo, 1) => Part.Text,
        (Part.ValueInfo, 2) => Part.Type,
        (Part.Type, 1) => Part.TensorType,
        (Part.TensorType, 2) => Part.Shape,
        (Part.Shape, 1) => Part.Dimension,
        (Part.Dimension, 2) => Part.Text,
        _ => Part.Leaf,
    };

    // The last byte of each packed number has its top bit clear, so count those bytes.
    private static long ValuesIn(ReadOnlySpan<byte> payload, int wire)
    {
        if (wire != 2)
        {
            return 1;
        }

        long values = 0;
        foreach (byte part in payload)
        {
            values += part < 0x80 ? 1 : 0;
        }

        return values;
    }

    private static bool TryReadTag(ref ReadOnlySpan<byte> bytes, out int field, out int wire)
    {
        bool isRead = TryReadVarint(ref bytes, out ulong tag) && tag <= uint.MaxValue && tag >> 3 > 0;
        field = (int)((uint)tag >> 3);
        wire = (int)(tag & 7);
        return isRead;
    }

    private static bool TrySkip(ref ReadOnlySpan<byte> bytes, int wire, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        ulong length = 0;
        switch (wire)
        {
            case 0:
                return TryReadVarint(ref bytes, out _);
            case 1:
                length = 8;
                break;
            case 2 when TryReadVarint(ref bytes, out length):
                break;
            case 5:
                length = 4;
                break;
            default:
                return false;
        }

        if (length > (ulong)bytes.Length)
        {
            return false;
        }

        payload = bytes[..(int)length];
        bytes = bytes[(int)length..];
        return true;
    }

    private static bool TryReadVarint(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        value = 0;
        for (int index = 0; index < Math.Min(10, bytes.Length); index++)
        {
            value |= (ulong)(bytes[index] & 0x7F) << (7 * index);
            if (bytes[index] < 0x80)
            {
                bytes = bytes[(index + 1)..];
                return true;
            }
        }

        return false;
    }
}
