using System.Linq;
using Lstm.Import.Conversion;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.Onnx;

/// <summary>Builds dense layers from ONNX nodes: MatMul, Add of a constant, and Gemm.</summary>
internal sealed class DenseNodes(FoldBudget budget)
{
    private const string NoMatrix = "it does not multiply values of the network by a constant matrix on the right";
    /// <summary>Returns the layer for MatMul(x, W), which stores W as [inputs, outputs]. A following Add gives the bias.</summary>
    public SourceLayer MatMul(OnnxNode node, OnnxValue left, OnnxValue right) =>
        left is not SignalValue x || right is not ConstantValue<float> { IsStretched: false } w
            ? node.Unsupported(Refused(right) ?? Refused(left) ?? NoMatrix)
            : w.Array.Rank == 2
                ? Dense(node, x, w, isTransposed: true, scale: 1, bias: null)
                : node.Unsupported($"it multiplies by a tensor of shape {SourceTensor.TextOf(w.Array.Shape)} instead of a matrix");

    /// <summary>Returns the layer for Gemm(x, B, C): alpha·x·B + beta·C.</summary>
    public SourceLayer Gemm(OnnxNode node, OnnxValue left, OnnxValue right, OnnxValue? added)
    {
        if (left is not SignalValue x || right is not ConstantValue<float> { IsStretched: false, Array.Rank: 2 } w)
        {
            return node.Unsupported(Refused(right) ?? Refused(left) ?? NoMatrix);
        }

        if (node.Int("transA", 0) != 0)
        {
            return node.Unsupported("it transposes its input (transA)");
        }

        float alpha = node.Float("alpha") ?? 1;
        float beta = node.Float("beta") ?? 1;
        if (added is not (null or ConstantValue<float> { IsStretched: false }))
        {
            return node.Unsupported(Refused(added) ?? "it adds a value that is not a constant");
        }

        bool isTransposed = node.Int("transB", 0) == 0;
        int outputs = w.Array.Shape[isTransposed ? 1 : 0];
        (float[], ConstantOrigin)? bias = null;
        if (added is ConstantValue<float> c)
        {
            if (BiasOf(c, outputs) is not { } values)
            {
                return node.Unsupported(
                    $"it adds a tensor of shape {SourceTensor.TextOf(c.Array.Shape)}, which is not a bias of {outputs} outputs");
            }

            bias = ([.. values.Select(value => beta * value)], beta == 1 ? c.Origin : c.Origin.Through("times beta"));
        }

        return Dense(node, x, w, isTransposed, alpha, bias);
    }

    /// <summary>Returns the preceding dense layer with a bias, or null if the Add is not its bias.</summary>
    public static SourceDense? Add(OnnxNode node, SignalValue x, ConstantValue<float> constant)
    {
        if (x.Path?.Layer is not SourceDense { Activation.Function: Activation.Linear } dense
            || dense.Origins.Any(static origin => origin.Tensor == "bias")
            || BiasOf(constant, dense.Weights.OutputSize) is not { } bias
            || constant.Array.Rank > (x.Axes?.Length ?? 1)
            || (x.Axes is { } axes && !axes[^1].IsFeatures))
        {
            return null;
        }

        return dense with
        {
            Weights = node.File.Build(
                node.Name,
                () => new DenseWeights(dense.Weights.InputSize, dense.Weights.OutputSize, dense.Weights.Weight, bias)),
            Origins = [.. dense.Origins, constant.Origin.As("bias", "")],
        };
    }

    // A bias is broadcast over all axes except the last.
    private static float[]? BiasOf(ConstantValue<float> constant, int outputs)
    {
        int[] shape = constant.Array.Shape;
        if (constant.IsStretched
            || shape.SkipLast(1).Any(static size => size != 1)
            || (shape.Length > 0 && shape[^1] != outputs && shape[^1] != 1))
        {
            return null;
        }

        float[] values = constant.Array.Values;
        return values.Length == outputs ? values : [.. Enumerable.Repeat(values[0], outputs)];
    }

    private SourceLayer Dense(
        OnnxNode node,
        SignalValue x,
        ConstantValue<float> w,
        bool isTransposed,
        float scale,
        (float[] Values, ConstantOrigin Origin)? bias)
    {
        int inputs = w.Array.Shape[isTransposed ? 0 : 1];
        int outputs = w.Array.Shape[isTransposed ? 1 : 0];
        int given = x.Axes is { Length: > 0 } axes ? axes[^1].Size : -1;
        if (given >= 0 && given != inputs)
        {
            throw node.Error($"an input of {inputs} values, to match its matrix {SourceTensor.TextOf(w.Array.Shape)}", $"{given}");
        }

        if (inputs > NetworkShape.MaxInput || outputs > NetworkShape.MaxSize)
        {
            return node.Unsupported(
                $"it has {inputs} inputs and {outputs} outputs; "
                + $"at most {NetworkShape.MaxInput} and {NetworkShape.MaxSize} are supported");
        }

        _ = w.Array.Values.Length;
        budget.Take(w.Array.Count);
        float[] weight = isTransposed ? Matrices.Transposed(w.Array.Values, inputs, outputs) : w.Array.Values;
        if (scale != 1)
        {
            weight = [.. weight.Select(value => scale * value)];
        }

        string[] steps = [isTransposed ? "transposed" : "", scale != 1 ? "times alpha" : ""];
        string conversion = string.Join(", ", steps.Where(static step => step.Length > 0));
        return new SourceDense(
            node.Name,
            node.File.Build(node.Name, () => new DenseWeights(inputs, outputs, weight, bias?.Values ?? new float[outputs])),
            Activation.Linear)
        {
            Origins = bias is null
                ? [w.Origin.As("weight", conversion)]
                : [w.Origin.As("weight", conversion), bias.Value.Origin.As("bias", "")],
        };
    }

    private static string? Refused(OnnxValue value) =>
        value is RefusedValue refused ? $"one of its inputs cannot be resolved: {refused.Reason}" : null;
}
