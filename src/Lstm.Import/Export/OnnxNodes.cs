using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Lstm.Import.OnnxFormat;

namespace Lstm.Import.Export;

/// <summary>The nodes and constants of an ONNX graph that is written.</summary>
/// <param name="graph">The graph.</param>
internal sealed class OnnxNodes(GraphProto graph)
{
    private const int FloatType = 1;
    private const int Int64Type = 7;

    // The types of attributes in ONNX.
    private const int FloatAttribute = 1;
    private const int IntAttribute = 2;
    private const int TextAttribute = 3;
    private const int FloatsAttribute = 6;
    private const int IntsAttribute = 7;
    private const int TextsAttribute = 8;

    private int _count;

    /// <summary>Adds a node with one output, and returns its output.</summary>
    public string Add(string operation, IEnumerable<string> inputs, params AttributeProto[] attributes) =>
        Add(operation, inputs, outputs: 1, attributes)[0];

    /// <summary>Adds a node, and returns its outputs.</summary>
    public string[] Add(string operation, IEnumerable<string> inputs, int outputs, params AttributeProto[] attributes)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{operation}_{_count++}");
        string[] results = [.. Enumerable.Range(0, outputs).Select(index =>
            index == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}_{index}"))];
        graph.Node.Add(new NodeProto
        {
            Name = name,
            OpType = operation,
            Input = { inputs },
            Output = { results },
            Attribute = { attributes },
        });
        return results;
    }

    /// <summary>Adds a constant of floats, and returns its name.</summary>
    public string Constant(string name, ReadOnlySpan<float> values, params int[] shape)
    {
        graph.Initializer.Add(new TensorProto
        {
            Name = name,
            DataType = FloatType,
            Dims = { shape.Select(static size => (long)size) },
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)),
        });
        return name;
    }

    /// <summary>Adds a constant of one float, and returns its name.</summary>
    public string Number(float value) =>
        Constant(string.Create(CultureInfo.InvariantCulture, $"number_{_count++}"), [value]);

    /// <summary>Adds a constant of whole numbers, and returns its name.</summary>
    public string Sizes(params long[] values)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"sizes_{_count++}");
        graph.Initializer.Add(new TensorProto
        {
            Name = name,
            DataType = Int64Type,
            Dims = { values.Length },
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<long>(values)),
        });
        return name;
    }

    /// <summary>Returns the type of a value [steps, 1, width], or [1, 1, width].</summary>
    public static ValueInfoProto Value(string name, bool isSequence, int width) => Info(
        name,
        FloatType,
        isSequence ? new DimensionProto { DimParam = "steps" } : new DimensionProto { DimValue = 1 },
        new DimensionProto { DimValue = 1 },
        new DimensionProto { DimValue = width });

    /// <summary>Returns the type of tokens [steps, 1].</summary>
    public static ValueInfoProto Tokens(string name) =>
        Info(name, Int64Type, new DimensionProto { DimParam = "steps" }, new DimensionProto { DimValue = 1 });

    private static ValueInfoProto Info(string name, int type, params DimensionProto[] sizes) => new()
    {
        Name = name,
        Type = new TypeProto
        {
            TensorType = new TensorTypeProto { ElemType = type, Shape = new TensorShapeProto { Dim = { sizes } } },
        },
    };

    public static AttributeProto Attribute(string name, float value) => new() { Name = name, F = value, Type = FloatAttribute };

    public static AttributeProto Attribute(string name, long value) => new() { Name = name, I = value, Type = IntAttribute };

    public static AttributeProto Attribute(string name, string value) =>
        new() { Name = name, S = ByteString.CopyFromUtf8(value), Type = TextAttribute };

    public static AttributeProto Attribute(string name, params float[] values) =>
        new() { Name = name, Floats = { values }, Type = FloatsAttribute };

    public static AttributeProto Attribute(string name, params long[] values) =>
        new() { Name = name, Ints = { values }, Type = IntsAttribute };

    public static AttributeProto Attribute(string name, IEnumerable<string> values) =>
        new() { Name = name, Strings = { values.Select(ByteString.CopyFromUtf8) }, Type = TextsAttribute };
}
