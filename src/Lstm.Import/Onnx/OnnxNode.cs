using System.Collections.Generic;
using System.Linq;
using System.Text;
using Google.Protobuf;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Import.OnnxFormat;

namespace Lstm.Import.Onnx;

/// <summary>A node of a graph, with access to its inputs by position and to its attributes by name and type.</summary>
internal sealed class OnnxNode
{
    private const int FloatType = 1;
    private const int IntType = 2;
    private const int StringType = 3;
    private const int TensorType = 4;
    private const int GraphType = 5;
    private const int FloatsType = 6;
    private const int IntsType = 7;
    private const int StringsType = 8;

    private readonly NodeProto _proto;

    public OnnxNode(SourceFile file, NodeProto proto, int number)
    {
        File = file;
        _proto = proto;
        bool isStandard = proto.Domain.Length == 0 || proto.Domain == "ai.onnx";
        Operator = isStandard ? proto.OpType : $"{proto.Domain}.{proto.OpType}";
        Name = proto.Name.Length > 0 ? proto.Name : proto.Output.FirstOrDefault(static name => name.Length > 0) ?? $"{Operator} {number}";
    }

    public SourceFile File { get; }

    /// <summary>The name of the node, or of its first output if it has none.</summary>
    public string Name { get; }

    /// <summary>The operator, with its domain if it is not the standard domain of ONNX.</summary>
    public string Operator { get; }

    public IReadOnlyList<string> Inputs => _proto.Input;

    public IReadOnlyList<string> Outputs => _proto.Output;

    /// <summary>Returns the name of an input, or null if it is absent.</summary>
    public string? Input(int index) => index < Inputs.Count && Inputs[index].Length > 0 ? Inputs[index] : null;

    public bool Has(string name) => Find(name) is not null;

    public long Int(string name, long ordinary) => Find(name, IntType)?.I ?? ordinary;

    public float? Float(string name) => Find(name, FloatType)?.F;

    public string? Text(string name) => Find(name, StringType) is { } attribute ? Decoded(attribute.S) : null;

    public TensorProto? Tensor(string name) => Find(name, TensorType)?.T;

    public GraphProto? Graph(string name) => Find(name, GraphType)?.G;

    public float[]? Floats(string name) => Find(name, FloatsType) is { } attribute ? [.. attribute.Floats] : null;

    public long[]? Ints(string name) => Find(name, IntsType) is { } attribute ? [.. attribute.Ints] : null;

    public string[]? Texts(string name) => Find(name, StringsType) is { } attribute ? [.. attribute.Strings.Select(Decoded)] : null;

    /// <summary>Returns an exception that reports an error in this node.</summary>
    public WeightFormatException Error(string expected, string found) => File.Error(FaultPlace.Node(Name), expected, found);

    /// <summary>Returns an unsupported layer for this node.</summary>
    public UnsupportedLayer Unsupported(string reason) => new(Name, Operator, reason) { Noun = "node" };

    private AttributeProto? Find(string name, int type)
    {
        AttributeProto? attribute = Find(name);

        // Old exporters omit the type.
        return attribute is null || attribute.Type == type || attribute.Type == 0
            ? attribute
            : throw Error($"an attribute '{name}' of type {type}", $"type {attribute.Type}");
    }

    private AttributeProto? Find(string name)
    {
        AttributeProto? found = null;
        foreach (AttributeProto attribute in _proto.Attribute)
        {
            if (attribute.Name == name)
            {
                found = found is null ? attribute : throw Error($"one attribute '{name}'", "two");
            }
        }

        return found;
    }

    private static string Decoded(ByteString text) => Encoding.UTF8.GetString(text.Span);
}
