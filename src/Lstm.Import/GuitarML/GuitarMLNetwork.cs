using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Shared;

namespace Lstm.Import.GuitarML;

/// <summary>The sizes that a GuitarML file declares, and tensors that are of these sizes or refused.</summary>
internal sealed class GuitarMLNetwork
{
    private readonly JsonObject _data;
    private readonly JsonObject _tensors;
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public GuitarMLNetwork(JsonObject data, JsonObject tensors)
    {
        _data = data;
        _tensors = tensors;
        Inputs = Size("input_size", NetworkShape.MaxSize);
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

    /// <summary>Whether the dense layer has a bias; the recurrent ones always have theirs.</summary>
    public bool HasBias { get; }

    /// <summary>A tensor of the shape that the declared sizes give it.</summary>
    /// <exception cref="WeightFormatException">It is missing, or has another shape.</exception>
    public SourceTensor Take(string name, params int[] shape)
    {
        SourceTensor tensor = JsonTensor.Of(name, _tensors.Require(name));
        _taken.Add(name);
        if (!tensor.Shape.SequenceEqual(shape))
        {
            string sizes = string.Create(CultureInfo.InvariantCulture, $"input_size {Inputs}, hidden_size {Hidden} and output_size {Outputs}");
            throw tensor.Error($"shape {SourceTensor.TextOf(shape)}, as {sizes} say", $"shape {tensor.ShapeText}");
        }

        return tensor;
    }

    /// <summary>Refuses tensors that the declared network has no place for.</summary>
    public void CheckAllUsed()
    {
        if (_tensors.Names.FirstOrDefault(name => !_taken.Contains(name)) is { } left)
        {
            string declared = string.Create(CultureInfo.InvariantCulture, $"num_layers {Layers} and bias_fl {(HasBias ? "true" : "false")}");
            throw File.Error(left, $"only the tensors that {declared} need", "this one besides");
        }
    }

    private int Size(string name, int largest)
    {
        int value = _data.Require(name).AsInt();
        return value >= 1 && value <= largest ? value : throw _data[name]!.Error(FormattableString.Invariant($"1 to {largest}"));
    }
}
