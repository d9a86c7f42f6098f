using System.Collections.Generic;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.Keras;

/// <summary>Reads causal convolutions over the steps, with the zeros that a layer before them adds.</summary>
/// <param name="file">The file.</param>
/// <param name="version">The version of Keras.</param>
/// <param name="weights">The weights of the file.</param>
internal sealed class KerasConvolution(SourceFile file, KerasVersion version, KerasWeights weights)
{
    public const string ClassName = "Conv1D";
    public const string PaddingClass = "ZeroPadding1D";

    private const string Causal = "causal";
    private const string Valid = "valid";

    // The layer that adds zeros before the first step, and their number. Only a convolution may follow it.
    private (KerasLayer Layer, long Steps)? _padding;

    /// <summary>Reads a layer that adds zeros, for the convolution after it.</summary>
    /// <exception cref="KerasUnsupportedException">It adds steps at the end.</exception>
    public void Pad(KerasLayer layer)
    {
        (int before, int after) = layer.Config["padding"] switch
        {
            null => (1, 1),
            JsonNumber both => (both.AsInt(), both.AsInt()),
            JsonValue list when list.AsArray() is [var first, var last] => (first.AsInt(), last.AsInt()),
            JsonValue other => throw other.Error("one number or two"),
        };
        if (before < 0 || after != 0)
        {
            throw new KerasUnsupportedException($"it adds {after} steps after the last one; a class has one output for each step");
        }

        _padding = (layer, (_padding?.Steps ?? 0) + before);
    }

    /// <summary>Returns the layer that adds zeros, as one that is not supported, if there is one and the next layer uses none.</summary>
    /// <param name="next">The next layer; null after the last.</param>
    public UnsupportedLayer? Unused(KerasLayer? next)
    {
        if (_padding is not var (layer, steps)
            || next is { Reason: null, IsKerasOwn: true, ClassName: ClassName or PaddingClass })
        {
            return null;
        }

        _padding = null;
        return new UnsupportedLayer(
            layer.Name, layer.ClassName, $"it adds {steps} steps before the first one, and no {ClassName} with padding='{Valid}' follows");
    }

    /// <summary>Reads a convolution.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="before">The data that it gets.</param>
    /// <exception cref="KerasUnsupportedException">A class cannot do the same.</exception>
    public SourceLayer Read(KerasLayer layer, KerasSignal before)
    {
        JsonObject config = layer.Config;
        long added = _padding?.Steps ?? 0;
        _padding = null;
        int kernel = Size(config, "kernel_size", null);
        int dilation = Size(config, "dilation_rate", 1);
        CheckOptions(config, kernel, dilation, before);
        CheckPadding(config["padding"]?.AsText() ?? Valid, (kernel - 1) * dilation, added);
        ActivationShape activation = KerasActivations.Member(config, "activation", "linear", version);
        int filters = config.Require("filters").AsInt();
        bool hasBias = KerasCell.Flag(config, "use_bias", true);
        List<TensorOrigin> origins = [];
        IReadOnlyDictionary<string, SourceTensor> own = weights.Of(layer, KerasPart.Whole, KerasWeights.DenseNames);

        Conv1DWeights read = KerasConversion.Convolution(file, layer.Name, filters, kernel, hasBias, own, origins);
        return new SourceConv1D(layer.Name, read, dilation, activation) { Origins = origins }.Simplest;
    }

    // A number, or a list of one number for each axis that is convolved.
    private static int Size(JsonObject config, string member, int? missing) => (config[member], missing) switch
    {
        (null, { } usual) => usual,
        (JsonNumber number, _) => number.AsInt(),
        (JsonValue list, _) when list.AsArray() is [var only] => only.AsInt(),
        (JsonValue other, _) => throw other.Error("one number"),
        _ => config.Require(member).AsInt(),
    };

    private static void CheckOptions(JsonObject config, int kernel, int dilation, KerasSignal before)
    {
        int strides = Size(config, "strides", 1);
        int groups = Size(config, "groups", 1);
        string? wrong =
            !before.IsSequence ? "there is only one vector before it"
            : config["data_format"] is JsonText { Value: "channels_first" }
                ? "it convolves the values of each step (data_format is 'channels_first')"
            : strides != 1 ? $"it skips steps (strides is {strides}); a class has one output for each step"
            : groups != 1 ? $"its filters take some of the inputs each (groups is {groups}); those of a class take all"
            : kernel is < 1 or > Conv1DShape.MaxKernel ? $"its kernel has {kernel} steps, and that of a class 1 to {Conv1DShape.MaxKernel}"
            : dilation is < 1 or > Conv1DShape.MaxDilation
                ? $"its dilation_rate is {dilation}, and the dilation of a class is 1 to {Conv1DShape.MaxDilation}"
            : null;
        if (wrong is not null)
        {
            throw new KerasUnsupportedException(wrong);
        }
    }

    private static void CheckPadding(string padding, int reach, long added)
    {
        bool isCausal = padding == Causal ? added == 0 : padding == Valid ? added == reach : added == 0 && reach == 0;
        if (!isCausal)
        {
            string zeros = added > 0 ? $" after {added} zeros" : "";
            throw new KerasUnsupportedException(
                $"it is not causal: its padding is '{padding}'{zeros}; a class needs padding='{Causal}', or a {PaddingClass} of "
                + $"({reach}, 0) before padding='{Valid}', so that each step has an output that depends on earlier steps only");
        }
    }
}
