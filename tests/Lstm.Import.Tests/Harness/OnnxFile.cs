using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Google.Protobuf;
using Lstm.Import.OnnxFormat;
using Xunit;

namespace Lstm.Import.Tests;

/// <summary>Changes ONNX fixtures, and reads the result or its refusal.</summary>
internal static class OnnxFile
{
    /// <summary>A fixture, after a change.</summary>
    public static ModelProto Changed(string name, Action<GraphProto> change)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Fixtures.File("onnx", name + ".onnx")));
        change(model.Graph);
        return model;
    }

    public static ModelDescription Read(ModelProto model, ModelReadOptions? options = null)
    {
        using var stream = new MemoryStream(model.ToByteArray());
        return ModelFile.Read(stream, "net.onnx", options);
    }

    public static WeightFormatException Refused(ModelProto model, ModelReadOptions? options = null) =>
        Assert.Throws<WeightFormatException>(() => Read(model, options));

    public static NodeProto Node(this GraphProto graph, string operatorName) =>
        graph.Node.Single(node => node.OpType == operatorName);

    /// <summary>Adds a node at the end, whose output becomes that of the graph.</summary>
    public static NodeProto Append(this GraphProto graph, string operatorName, params IEnumerable<string> inputs)
    {
        var node = new NodeProto { OpType = operatorName, Name = "added" };
        node.Input.Add(inputs);
        node.Output.Add("added");
        graph.Node.Add(node);
        graph.Output[0].Name = "added";
        return node;
    }

    /// <summary>Adds a constant.</summary>
    public static string Floats(this GraphProto graph, string name, int[] shape, params float[] values)
    {
        var tensor = new TensorProto { Name = name, DataType = 1 };
        tensor.Dims.Add(shape.Select(static size => (long)size));
        tensor.FloatData.Add(values);
        graph.Initializer.Add(tensor);
        return name;
    }

    /// <summary>Adds a constant.</summary>
    public static string Integers(this GraphProto graph, string name, params long[] values)
    {
        var tensor = new TensorProto { Name = name, DataType = 7 };
        tensor.Dims.Add(values.Length);
        tensor.Int64Data.Add(values);
        graph.Initializer.Add(tensor);
        return name;
    }

    /// <summary>Sets an attribute of a node.</summary>
    public static NodeProto With(this NodeProto node, string name, long value) =>
        node.With(new AttributeProto { Name = name, I = value, Type = 2 });

    /// <summary>Sets an attribute of a node.</summary>
    public static NodeProto With(this NodeProto node, AttributeProto attribute)
    {
        if (node.Attribute.FirstOrDefault(old => old.Name == attribute.Name) is { } old)
        {
            node.Attribute.Remove(old);
        }

        node.Attribute.Add(attribute);
        return node;
    }
}
