using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Google.Protobuf;
using Lstm.Import.OnnxFormat;
using Lstm.TestKit;

namespace Lstm.Import.Tests;

/// <summary>ONNX models with many nodes, and models in which one field is repeated, replaced or moved.</summary>
internal static class HostileProtobuf
{
    private const int MaxDepth = 8;

    private static readonly string[] s_operators =
    [
        "Concat", "Identity", "Unsqueeze", "Squeeze", "Transpose", "Reshape", "Shape", "Gather", "Slice", "Split", "Add", "MatMul", "Gemm",
        "Relu", "Tanh", "LSTM", "GRU", "Cast", "Expand", "Constant", "ConstantOfShape", "Dropout", "If", "Mul",
    ];

    private static readonly ulong[] s_numbers = [0, 1, 2, 127, 1 << 20, int.MaxValue, uint.MaxValue, long.MaxValue, ulong.MaxValue];

    /// <summary>A model in which each node has one operator and refers twice to the node before it.</summary>
    /// <param name="kind">The operator.</param>
    /// <param name="first">The input of the first node: the signal x, the integer n or the matrix w.</param>
    /// <param name="count">The number of nodes.</param>
    public static byte[] Chain(string kind, string first, int count)
    {
        ModelProto model = Model();
        string last = first;
        for (int number = 0; number < count; number++)
        {
            last = Add(model, kind, $"{number}", last, last);
        }

        model.Graph.Output.Add(new ValueInfoProto { Name = last });
        return model.ToByteArray();
    }

    /// <summary>A model of random nodes, whose inputs are any earlier values.</summary>
    public static byte[] Any(SplitMix64 random, int count)
    {
        ModelProto model = Model();
        List<string> names = ["x", "n", "w"];
        for (int number = 0; number < count; number++)
        {
            string[] inputs = [.. Enumerable.Range(0, 1 + random.Below(3)).Select(_ => random.Pick(names))];
            names.Add(Add(model, random.Pick(s_operators), $"{number}", inputs));
        }

        model.Graph.Output.Add(new ValueInfoProto { Name = names[^1] });
        return model.ToByteArray();
    }

    /// <summary>A model with a constant in another file, whose name is long.</summary>
    public static byte[] External(int count)
    {
        ModelProto model = Model();
        TensorProto matrix = model.Graph.Initializer[1];
        matrix.FloatData.Clear();
        matrix.DataLocation = 1;
        string location = string.Concat(Enumerable.Repeat("a/", count)) + "a";
        matrix.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = location });
        model.Graph.Output.Add(new ValueInfoProto { Name = Add(model, "Transpose", "t", "w") });
        return model.ToByteArray();
    }

    /// <summary>Returns a model with one field changed, its length and those around it included.</summary>
    public static byte[] Damage(byte[] file, SplitMix64 random, int most)
    {
        if (random.Below(4) == 0)
        {
            return Any(random, random.Count(Math.Min(most, 5_000)));
        }

        return FieldsOf(file) is { Count: > 0 } fields ? Changed(fields, random, most, depth: 0) : file;
    }

    private static ModelProto Model()
    {
        var model = new ModelProto { IrVersion = 8, Graph = new GraphProto() };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = 14 });
        model.Graph.Initializer.Add(new TensorProto { Name = "n", DataType = 7, Dims = { 1 }, Int64Data = { 1 } });
        model.Graph.Initializer.Add(new TensorProto { Name = "w", DataType = 1, Dims = { 2, 2 }, FloatData = { 1, 2, 3, 4 } });
        var shape = new TensorShapeProto();
        shape.Dim.Add([.. Enumerable.Range(1, 3).Select(static size => new DimensionProto { DimValue = size })]);
        var type = new TypeProto { TensorType = new TensorTypeProto { Shape = shape } };
        model.Graph.Input.Add(new ValueInfoProto { Name = "x", Type = type });
        return model;
    }

    private static string Add(ModelProto model, string kind, string output, params string[] inputs)
    {
        var node = new NodeProto { OpType = kind, Output = { output } };
        node.Input.Add(inputs);
        node.Attribute.Add(new AttributeProto { Name = "axis", I = 0, Type = 2 });
        node.Attribute.Add(new AttributeProto { Name = "hidden_size", I = 1, Type = 2 });
        model.Graph.Node.Add(node);
        return output;
    }

    private static byte[] Changed(List<Field> fields, SplitMix64 random, int most, int depth)
    {
        int place = random.Below(fields.Count);
        Field field = fields[place];
        if (depth < MaxDepth && random.Below(4) > 0 && field.Wire == WireFormat.WireType.LengthDelimited
            && FieldsOf(field.Bytes) is { Count: > 0 } inner)
        {
            fields[place] = field with { Bytes = Changed(inner, random, most, depth + 1) };
            return Written(fields);
        }

        switch (random.Below(6))
        {
            case 0:
                fields.RemoveAt(place);
                break;
            case 1:
                // As bytes at once: a million fields would take this test's own time.
                return [.. Written(fields), .. Enumerable.Repeat(Written([field]), random.Count(most)).SelectMany(static bytes => bytes)];
            case 2:
                fields[place] = field with { Bytes = [.. Enumerable.Repeat((byte)'t', random.Count(most))] };
                break;
            case 3:
                fields[place] = field with { Value = random.Pick(s_numbers) };
                break;
            case 4:
                fields[place] = field with { Number = 1 + random.Below(16) };
                break;
            default:
                fields[place] = field with { Bytes = Mutations.Apply(field.Bytes, (int)random.Next()) };
                break;
        }

        return Written(fields);
    }

    // Null if the bytes are no message.
    private static List<Field>? FieldsOf(byte[] bytes)
    {
        List<Field> fields = [];
        try
        {
            using var input = new CodedInputStream(bytes);
            for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
            {
                WireFormat.WireType wire = WireFormat.GetTagWireType(tag);
                ulong value = wire switch
                {
                    WireFormat.WireType.Varint => input.ReadUInt64(),
                    WireFormat.WireType.Fixed32 => input.ReadFixed32(),
                    WireFormat.WireType.Fixed64 => input.ReadFixed64(),
                    _ => 0,
                };
                byte[] content = wire == WireFormat.WireType.LengthDelimited ? input.ReadBytes().ToByteArray() : [];
                fields.Add(new Field(WireFormat.GetTagFieldNumber(tag), wire, value, content));
            }
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }

        return fields;
    }

    private static byte[] Written(List<Field> fields)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            foreach (Field field in fields)
            {
                output.WriteTag(field.Number, field.Wire);
                switch (field.Wire)
                {
                    case WireFormat.WireType.Varint:
                        output.WriteUInt64(field.Value);
                        break;
                    case WireFormat.WireType.Fixed32:
                        output.WriteFixed32((uint)field.Value);
                        break;
                    case WireFormat.WireType.Fixed64:
                        output.WriteFixed64(field.Value);
                        break;
                    case WireFormat.WireType.LengthDelimited:
                        output.WriteBytes(ByteString.CopyFrom(field.Bytes));
                        break;
                    default:
                        break;
                }
            }
        }

        return stream.ToArray();
    }

    private sealed record Field(int Number, WireFormat.WireType Wire, ulong Value, byte[] Bytes);
}
