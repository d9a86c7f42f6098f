using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.TFLite;

/// <summary>Reads convolutions over the steps, which TensorFlow Lite computes along one of two axes.</summary>
/// <param name="graph">The graph.</param>
/// <param name="step">The operator.</param>
/// <param name="name">The name of the layer.</param>
internal sealed class TFLiteConvolution(TFLiteGraph graph, TFLiteOperator step, string name)
{
    private const int Filters = 1;
    private const int Bias = 2;
    private const int PaddingSame = 0;

    // The shape is [batch, height, width, values].
    private const int Height = 1;
    private const int Width = 2;

    /// <summary>Returns the number of zeros that an operator PAD adds before the first step; null if it does anything else.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="step">The operator.</param>
    /// <param name="timeAxis">The time axis of its input; null if it is unknown.</param>
    public static (int Axis, int Steps)? Padding(TFLiteGraph graph, TFLiteOperator step, int? timeAxis)
    {
        IReadOnlyList<int>? sides = graph.Integers(step.Input(1));
        int rank = graph.Tensor(step.Outputs[0]).Shape.Count;
        if (sides is null || sides.Count != 2 * rank || sides.Any(static side => side < 0))
        {
            return null;
        }

        int[] padded = [.. Enumerable.Range(0, sides.Count).Where(side => sides[side] > 0)];
        return padded is [var only] && only % 2 == 0 && only / 2 is > 0 and var axis && axis < rank - 1 && (timeAxis ?? axis) == axis
            ? (axis, sides[only])
            : null;
    }

    /// <summary>Returns the layer of the operator.</summary>
    /// <param name="input">The tensor that it gets.</param>
    /// <param name="timeAxis">The time axis of this tensor; null if it is unknown.</param>
    /// <param name="added">The number of zeros that are before its first step.</param>
    public SourceLayer Read(TFLiteTensor input, int? timeAxis, int added)
    {
        int biasIndex = step.Input(Bias);
        if (step.Input(Filters) < 0)
        {
            throw graph.File.Error(FaultPlace.Layer(name), "weights", "none");
        }

        int function = step.OptionByte(TFLiteFields.ConvolutionActivation);
        if (TFLiteDense.Fused(function) is not { } activation)
        {
            return Refused($"the activation {TFLiteDense.FusedName(function)} is not supported");
        }

        if ((graph.Obstacle(step.Input(Filters)) ?? (biasIndex >= 0 ? graph.Obstacle(biasIndex) : null)) is { } obstacle)
        {
            return Refused(obstacle);
        }

        SourceTensor filters = graph.Weight(step.Input(Filters)).CheckShape(-1, -1, -1, -1);
        (int outputs, int inputs) = (filters.Shape[0], filters.Shape[3]);
        int axis = filters.Shape[Height] == 1 ? timeAxis is Height && filters.Shape[Width] == 1 ? Height : Width : Height;
        int kernel = filters.Shape[axis];
        int dilation = step.OptionInt32(axis == Width ? TFLiteFields.ConvolutionDilationWidth : TFLiteFields.ConvolutionDilationHeight, 1);
        if ((Fault(filters, input, axis, timeAxis) ?? Fault(kernel, dilation, added)) is { } fault)
        {
            return Refused(fault);
        }

        SourceTensor? bias = biasIndex >= 0 ? graph.Weight(biasIndex).CheckShape(outputs) : null;
        float[] offsets = bias?.Values ?? new float[outputs];

        // The weights are [outputs, kernel, inputs].
        Conv1DWeights weights = graph.File.Build(
            name, () => new Conv1DWeights(inputs, outputs, kernel, Conv1DWeights.ByInput(filters.Values, inputs, kernel), offsets));
        return new SourceConv1D(name, weights, dilation, activation)
        {
            Origins =
            [
                filters.As("weight", kernel > 1 ? "kernel last" : ""),
                .. bias is null ? (TensorOrigin[])[] : [bias.As("bias")],
            ],
        }.Simplest;
    }

    private string? Fault(SourceTensor filters, TFLiteTensor input, int axis, int? timeAxis)
    {
        int other = axis == Width ? Height : Width;
        int inputs = filters.Shape[3];
        bool isEachStep = step.OptionInt32(TFLiteFields.ConvolutionStrideWidth, 0) == 1
            && step.OptionInt32(TFLiteFields.ConvolutionStrideHeight, 0) == 1;
        return filters.Shape[other] != 1 || input.Shape.Count != 4 || input.Shape[other] != 1
                ? "it convolves two axes, and a class has convolutions over the steps"
            : timeAxis is { } time && time != axis ? "it convolves another axis than that of the steps"
            : input.LastSize != inputs
                ? $"its filters take {inputs} values, but a step has {input.LastSize}; those of a class take all values of a step"
            : !isEachStep ? "it skips steps; a class has one output for each step"
            : null;
    }

    private string? Fault(int kernel, int dilation, int added)
    {
        if (kernel > Conv1DShape.MaxKernel || dilation is < 1 or > Conv1DShape.MaxDilation)
        {
            return $"its kernel has {kernel} steps and its dilation is {dilation}; those of a class are at most {Conv1DShape.MaxKernel} "
                + $"and {Conv1DShape.MaxDilation}";
        }

        int reach = (kernel - 1) * dilation;
        bool isSame = step.OptionByte(TFLiteFields.ConvolutionPadding) == PaddingSame && reach > 0;
        string zeros = isSame ? "zeros on both sides (SAME)" : $"{added} zeros before the first step";
        return !isSame && added == reach ? null
            : $"it is not causal: it has {zeros}; a class needs a PAD of {reach} steps before the first one and no other, so that each "
                + "step has an output that depends on earlier steps only";
    }

    private UnsupportedLayer Refused(string reason) => new(name, step.Kind, reason);
}
