using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Shared;

namespace Lstm.Import.GuitarML;

/// <summary>The sizes that a GuitarML file declares, and its tensors. Tensors of other sizes are rejected.</summary>
internal sealed class GuitarMLNetwork
{
    private readonly JsonObject _data;
    private readonly JsonObject _tensors;
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public GuitarMLNetwork(JsonObject data, JsonObject tensors)
    {
        _data = data;
        _tensors = tensors;
        Inputs = Size("input_size", NetworkShape.MaxInput);
        Hidden = Size("hidden_size", NetworkShape.MaxSize);
        Outputs = data.Has("output_size") ? Size("output_size", NetworkShape.MaxSize) : 1;
        Layers = data.Has("num_layers") ? Size("num_layers", NetworkShape.MaxLayers) : 1;
        HasBias = !data.TryGet("bias_fl", out JsonValue? bias) || (bias is JsonBool flag ? flag.Value : bias.AsInt() != 0);
    }

    public SourceFile File => _data.File;

    public int Inputs { get; }

    public int Hidden { get; }

    public int Outputs { get; }

    public int Layers { get; }

    /// <summary>Whether the dense layer has a bias. The recurrent layers always have biases.</summary>
    public bool HasBias { get; }

    /// <summary>Returns a tensor and checks its shape.</summary>
    /// <exception cref="WeightFormatException">The tensor is missing or has another shape.</exception>
    public SourceTensor Take(string name, params int[] shape)
    {
        SourceTensor tensor = JsonTensor.Of(name, _tensors.Require(name));
        _taken.Add(name);
        if (!tensor.Shape.SequenceEqual(shape))
        {
            string sizes = FormattableString.Invariant($"input_size {Inputs}, hidden_size {Hidden} and output_size {Outputs}");
            throw tensor.Error($"shape {SourceTensor.TextOf(shape)} for {sizes}", $"shape {tensor.ShapeText}");
        }

        return tensor;
    }

    /// <summary>Rejects tensors that the declared network does not use.</summary>
    public void CheckAllUsed()
    {
        if (_tensors.Names.FirstOrDefault(name => !_taken.Contains(name)) is { } left)
        {
            string declared = FormattableString.Invariant($"num_layers {Layers} and bias_fl {(HasBias ? "true" : "false")}");
            throw File.Error(left, $"only the tensors for {declared}", "this additional tensor");
        }
    }

    private int Size(string name, int largest)
    {
        int value = _data.Require(name).AsInt();
        return value >= 1 && value <= largest ? value : throw _data[name]!.Error(FormattableString.Invariant($"1 to {largest}"));
    }
}
