using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Google.Protobuf;

namespace Lstm.TestKit.Onnx;

/// <summary>Collects the nodes, constants, inputs and outputs of an ONNX graph, and writes the model. All shapes are fixed.</summary>
/// <remarks>The fields' numbers are those of onnx.proto; the operators are described in https://onnx.ai/onnx/operators/.</remarks>
public sealed class OnnxGraph(string name)
{
    private const int IrVersion = 9;
    private const int OperatorSet = 20;
    private const int FloatType = 1;
    private const int Int64Type = 7;

    private readonly List<byte[]> _nodes = [];
    private readonly List<byte[]> _constants = [];
    private readonly List<byte[]> _inputs = [];
    private readonly List<byte[]> _outputs = [];
    private int _names;

    /// <summary>A name that no other value of the graph has.</summary>
    public string NewName(string stem) => FormattableString.Invariant($"{stem}_{_names++}");

    /// <summary>Adds an input of floats.</summary>
    public void Input(string value, params int[] shape) => _inputs.Add(Value(value, shape));

    /// <summary>Declares a value to be an output of floats.</summary>
    public void Output(string value, params int[] shape) => _outputs.Add(Value(value, shape));

    /// <summary>Adds a constant of floats and gives its name.</summary>
    public string Floats(string value, ReadOnlySpan<float> values, params int[] shape)
    {
        byte[] bytes = MemoryMarshal.AsBytes(values).ToArray();
        _constants.Add(ProtobufMessage.Of(output => WriteTensor(output, value, FloatType, bytes, shape)));
        return value;
    }

    /// <summary>Adds a constant list of integers, as shapes and positions are given, and gives its name.</summary>
    public string Integers(string value, params long[] values)
    {
        byte[] bytes = MemoryMarshal.AsBytes<long>(values).ToArray();
        _constants.Add(ProtobufMessage.Of(output => WriteTensor(output, value, Int64Type, bytes, [values.Length])));
        return value;
    }

    /// <summary>Adds a node. Inputs and outputs are given by position; an empty name stands for one that is absent.</summary>
    public void Node(
        string type, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs, params IReadOnlyList<OnnxAttribute> attributes) =>
        _nodes.Add(ProtobufMessage.Of(output =>
        {
            foreach (string input in inputs)
            {
                output.WriteText(1, input);
            }

            foreach (string result in outputs)
            {
                output.WriteText(2, result);
            }

            output.WriteText(4, type);
            foreach (OnnxAttribute attribute in attributes)
            {
                output.WriteMessage(5, attribute.WriteTo);
            }
        }));

    /// <summary>Adds a node with one output, whose new name it gives.</summary>
    public string Apply(string type, IReadOnlyList<string> inputs, params IReadOnlyList<OnnxAttribute> attributes)
    {
        string result = NewName(type);
        Node(type, inputs, [result], attributes);
        return result;
    }

    /// <summary>The model's bytes.</summary>
    public byte[] ToModel() => ProtobufMessage.Of(output =>
    {
        output.WriteInt(1, IrVersion);
        output.WriteMessage(7, WriteGraph);
        output.WriteMessage(8, static operatorSet => operatorSet.WriteInt(2, OperatorSet));
    });

    private void WriteGraph(CodedOutputStream output)
    {
        _nodes.ForEach(node => output.WriteBytes(1, node));
        output.WriteText(2, name);
        _constants.ForEach(constant => output.WriteBytes(5, constant));
        _inputs.ForEach(input => output.WriteBytes(11, input));
        _outputs.ForEach(result => output.WriteBytes(12, result));
    }

    private static void WriteTensor(CodedOutputStream output, string name, int type, byte[] values, int[] shape)
    {
        foreach (int dimension in shape)
        {
            output.WriteInt(1, dimension);
        }

        output.WriteInt(2, type);
        output.WriteText(8, name);
        output.WriteBytes(9, values);
    }

    private static byte[] Value(string name, int[] shape) => ProtobufMessage.Of(output =>
    {
        output.WriteText(1, name);
        output.WriteMessage(2, type => type.WriteMessage(1, tensor =>
        {
            tensor.WriteInt(1, FloatType);
            tensor.WriteMessage(2, dimensions =>
            {
                foreach (int size in shape)
                {
                    dimensions.WriteMessage(1, dimension => dimension.WriteInt(1, size));
                }
            });
        }));
    });
}
