using System;
using System.Collections.Generic;
using Google.Protobuf;

namespace Lstm.TestKit.Onnx;

/// <summary>An attribute of an ONNX node.</summary>
public sealed class OnnxAttribute
{
    // The numbers of AttributeProto's fields, and of its types.
    private const int NameField = 1;
    private const int FloatField = 2;
    private const int IntField = 3;
    private const int TextField = 4;
    private const int FloatsField = 7;
    private const int IntsField = 8;
    private const int TextsField = 9;
    private const int TypeField = 20;
    private const int FloatType = 1;
    private const int IntType = 2;
    private const int TextType = 3;
    private const int FloatsType = 6;
    private const int IntsType = 7;
    private const int TextsType = 8;

    private readonly Action<CodedOutputStream> _write;

    private OnnxAttribute(string name, int type, Action<CodedOutputStream> writeValue) => _write = output =>
    {
        output.WriteText(NameField, name);
        writeValue(output);
        output.WriteInt(TypeField, type);
    };

    public static OnnxAttribute Of(string name, float value) => new(name, FloatType, output => output.WriteFloat(FloatField, value));

    public static OnnxAttribute Of(string name, int value) => new(name, IntType, output => output.WriteInt(IntField, value));

    public static OnnxAttribute Of(string name, string value) => new(name, TextType, output => output.WriteText(TextField, value));

    public static OnnxAttribute Of(string name, IReadOnlyList<float> values) =>
        new(name, FloatsType, output => ForEach(values, value => output.WriteFloat(FloatsField, value)));

    public static OnnxAttribute Of(string name, IReadOnlyList<int> values) =>
        new(name, IntsType, output => ForEach(values, value => output.WriteInt(IntsField, value)));

    public static OnnxAttribute Of(string name, IReadOnlyList<string> values) =>
        new(name, TextsType, output => ForEach(values, value => output.WriteText(TextsField, value)));

    /// <summary>Writes the attribute's message.</summary>
    public void WriteTo(CodedOutputStream output) => _write(output);

    private static void ForEach<T>(IReadOnlyList<T> values, Action<T> write)
    {
        foreach (T value in values)
        {
            write(value);
        }
    }
}
