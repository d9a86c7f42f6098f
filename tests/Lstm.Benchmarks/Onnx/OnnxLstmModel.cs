using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Google.Protobuf;

namespace Lstm.Benchmarks.Onnx;

/// <summary>
/// Writes an ONNX model of one LSTM node, X, initial_h, initial_c -> Y, Y_h, Y_c, all shapes fixed and all weights inside.
/// </summary>
/// <remarks>
/// An ONNX file is a protocol buffer, and this one needs so few of its fields that they are written by number. The numbers are
/// those of onnx.proto; the operator is described in https://onnx.ai/onnx/operators/onnx__LSTM.html.
/// </remarks>
internal static class OnnxLstmModel
{
    public const string Input = "X";
    public const string InitialHidden = "initial_h";
    public const string InitialCell = "initial_c";
    public const string Output = "Y";
    public const string LastHidden = "Y_h";
    public const string LastCell = "Y_c";

    private const int IrVersion = 8;
    private const int OperatorSet = 14;
    private const int FloatType = 1;
    private const int IntAttribute = 2;
    private const int Gates = 4;

    // Canonical rows come in the order i, f, g, o; ONNX wants i, o, f, c, and calls our g c. This is not its own inverse.
    private static ReadOnlySpan<int> CanonicalGateOf => [0, 3, 1, 2];

    /// <summary>The model's bytes.</summary>
    /// <param name="layer">The weights.</param>
    /// <param name="steps">The length of the sequence that one call takes.</param>
    public static byte[] Write(LstmLayerWeights layer, int steps)
    {
        byte[] graph = Message(output => WriteGraph(output, layer, steps));
        byte[] operatorSet = Message(static output => WriteInt(output, 2, OperatorSet));
        return Message(output =>
        {
            WriteInt(output, 1, IrVersion);
            WriteBytes(output, 7, graph);
            WriteBytes(output, 8, operatorSet);
        });
    }

    private static void WriteGraph(CodedOutputStream output, LstmLayerWeights layer, int steps)
    {
        int input = layer.InputSize;
        int hidden = layer.HiddenSize;
        WriteBytes(output, 1, Message(node => WriteNode(node, hidden)));
        WriteText(output, 2, "lstm");
        WriteBytes(output, 5, Message(tensor => WriteTensor(tensor, "W", [1, Gates * hidden, input], Reorder(layer.Input))));
        WriteBytes(output, 5, Message(tensor => WriteTensor(tensor, "R", [1, Gates * hidden, hidden], Reorder(layer.Recurrent))));
        // Two biases, which are added: ours is the sum already, so that the second is zero.
        float[] bias = new float[2 * Gates * hidden];
        Reorder(layer.Bias).CopyTo(bias, 0);
        WriteBytes(output, 5, Message(tensor => WriteTensor(tensor, "B", [1, 2 * Gates * hidden], bias)));
        WriteValue(output, 11, Input, [steps, 1, input]);
        WriteValue(output, 11, InitialHidden, [1, 1, hidden]);
        WriteValue(output, 11, InitialCell, [1, 1, hidden]);
        WriteValue(output, 12, Output, [steps, 1, 1, hidden]);
        WriteValue(output, 12, LastHidden, [1, 1, hidden]);
        WriteValue(output, 12, LastCell, [1, 1, hidden]);
    }

    private static void WriteNode(CodedOutputStream output, int hidden)
    {
        // By position; the empty name stands for sequence_lens, which is absent.
        foreach (string input in (string[])[Input, "W", "R", "B", "", InitialHidden, InitialCell])
        {
            WriteText(output, 1, input);
        }

        foreach (string result in (string[])[Output, LastHidden, LastCell])
        {
            WriteText(output, 2, result);
        }

        WriteText(output, 4, "LSTM");
        WriteBytes(output, 5, Message(attribute =>
        {
            WriteText(attribute, 1, "hidden_size");
            WriteInt(attribute, 3, hidden);
            WriteInt(attribute, 20, IntAttribute);
        }));
    }

    private static void WriteTensor(CodedOutputStream output, string name, int[] dimensions, float[] values)
    {
        foreach (int dimension in dimensions)
        {
            WriteInt(output, 1, dimension);
        }

        WriteInt(output, 2, FloatType);
        WriteText(output, 8, name);
        WriteBytes(output, 9, MemoryMarshal.AsBytes<float>(values).ToArray());
    }

    private static void WriteValue(CodedOutputStream output, int field, string name, int[] dimensions)
    {
        byte[] shape = Message(message =>
        {
            foreach (int dimension in dimensions)
            {
                WriteBytes(message, 1, Message(inner => WriteInt(inner, 1, dimension)));
            }
        });
        byte[] tensorType = Message(message =>
        {
            WriteInt(message, 1, FloatType);
            WriteBytes(message, 2, shape);
        });
        WriteBytes(output, field, Message(message =>
        {
            WriteText(message, 1, name);
            WriteBytes(message, 2, Message(type => WriteBytes(type, 1, tensorType)));
        }));
    }

    /// <summary>Row blocks of canonical order, put into ONNX's.</summary>
    private static float[] Reorder(ReadOnlySpan<float> canonical)
    {
        int block = canonical.Length / Gates;
        float[] reordered = new float[canonical.Length];
        for (int gate = 0; gate < Gates; gate++)
        {
            canonical.Slice(CanonicalGateOf[gate] * block, block).CopyTo(reordered.AsSpan(gate * block));
        }

        return reordered;
    }

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using MemoryStream bytes = new();
        using (CodedOutputStream output = new(bytes, leaveOpen: true))
        {
            write(output);
        }

        return bytes.ToArray();
    }

    private static void WriteInt(CodedOutputStream output, int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    }

    private static void WriteText(CodedOutputStream output, int field, string value) =>
        WriteBytes(output, field, Encoding.UTF8.GetBytes(value));

    private static void WriteBytes(CodedOutputStream output, int field, byte[] value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(UnsafeByteOperations.UnsafeWrap(value));
    }
}
