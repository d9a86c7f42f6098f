using System;
using System.IO;
using System.Text;
using Google.Protobuf;

namespace Lstm.TestKit.Onnx;

/// <summary>
/// Writes a protocol buffer field by field, by the fields' numbers: a file needs so few of them that generated code would not pay.
/// </summary>
internal static class ProtobufMessage
{
    /// <summary>The bytes of a message.</summary>
    public static byte[] Of(Action<CodedOutputStream> write)
    {
        using MemoryStream bytes = new();
        using (CodedOutputStream output = new(bytes, leaveOpen: true))
        {
            write(output);
        }

        return bytes.ToArray();
    }

    public static void WriteInt(this CodedOutputStream output, int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    }

    public static void WriteFloat(this CodedOutputStream output, int field, float value)
    {
        output.WriteTag(field, WireFormat.WireType.Fixed32);
        output.WriteFloat(value);
    }

    public static void WriteText(this CodedOutputStream output, int field, string value) =>
        WriteBytes(output, field, Encoding.UTF8.GetBytes(value));

    public static void WriteMessage(this CodedOutputStream output, int field, Action<CodedOutputStream> write) =>
        WriteBytes(output, field, Of(write));

    public static void WriteBytes(this CodedOutputStream output, int field, byte[] value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(UnsafeByteOperations.UnsafeWrap(value));
    }
}
