using System.Linq;
using Lstm.Import.Conversion;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.Onnx;

/// <summary>Makes dense layers of the nodes that ONNX has instead: MatMul, Add of a constant, Gemm.</summary>
internal sealed class DenseNodes(FoldBudget budget)
{
    /// <summary>The layer of MatMul(x, W), which stores W as [inputs, outputs]; its bias comes with an Add.</summary>
    public SourceLayer MatMul(OnnxNode node, OnnxValue left, OnnxValue right) => left is SignalValue x && right is ConstantValue<float> { IsStretched: false } w
        ? w.Array.Rank == 2
            ? Dense(node, x, w, isTransposed: true, scale: 1, bias: null)
            : node.Unsupported($"it multiplies by a tensor of shape {SourceTensor.TextOf(w.Array.Shape)}, not by a matrix")
        : node.Unsupported(Refused(right) ?? Refused(left) ?? "it multiplies something else than a layer's values by a constant matrix from the right");

    /// <summary>The layer of Gemm(x, B, C): alpha·x·B + beta·C.</summary>
    public SourceLayer Gemm(OnnxNode node, OnnxValue left, OnnxValue right, OnnxValue? added)
    {
        if (left is not SignalValue x || right is not ConstantValue<float> { IsStretched: false, Array.Rank: 2 } w)
        {
            return node.Unsupported(Refused(right) ?? Refused(left) ?? "it multiplies something else than a layer's values by a constant matrix from the right");
        }

        if (node.Int("transA", 0) != 0)
        {
            return node.Unsupported("it transposes its input (transA)");
        }

        float alpha = node.Float("alpha") ?? 1;
        float beta = node.Float("beta") ?? 1;
        if (added is not (null or ConstantValue<float> { IsStretched: false }))
        {
            return node.Unsupported(Refused(added) ?? "what it adds is no constant");
        }

        bool isTransposed = node.Int("transB", 0) == 0;
        int outputs = w.Array.Shape[isTransposed ? 1 : 0];
        (float[], ConstantOrigin)? bias = null;
        if (added is ConstantValue<float> c)
        {
            if (BiasOf(c, outputs) is not { } values)
            {
                return node.Unsupported($"it adds a tensor of shape {SourceTensor.TextOf(c.Array.Shape)}, which is no bias of {outputs} outputs");
            }

            bias = ([.. values.Select(value => beta * value)], beta == 1 ? c.Origin : c.Origin.Through("times beta"));
        }

        return Dense(node, x, w, isTransposed, alpha, bias);
    }

    /// <summary>The dense layer before with a bias, or null when that is not what the Add is.</summary>
    public static DenseLayer? Add(OnnxNode node, SignalValue x, ConstantValue<float> constant)
    {
        if (x.Path?.Layer is not DenseLayer { Activation.Function: Activation.Linear } dense
            || dense.Origins.Any(static origin => origin.Tensor == "bias")
            || BiasOf(constant, dense.Weights.OutputSize) is not { } bias
            || constant.Array.Rank > (x.Axes?.Length ?? 1)
            || (x.Axes is { } axes && !axes[^1].IsFeatures))
        {
            return null;
        }

        return dense with
        {
            Weights = node.File.Build(node.Name, () => new DenseWeights(dense.Weights.InputSize, dense.Weights.OutputSize, dense.Weights.Weight, bias)),
            Origins = [.. dense.Origins, constant.Origin.As("bias", "")],
        };
    }

    // A bias that is broadcast over everything but the last axis.
    private static float[]? BiasOf(ConstantValue<float> constant, int outputs)
    {
        int[] shape = constant.Array.Shape;
        if (constant.IsStretched || shape.SkipLast(1).Any(static size => size != 1) || (shape.Length > 0 && shape[^1] != outputs && shape[^1] != 1))
        {
            return null;
        }

        float[] values = constant.Array.Values;
        return values.Length == outputs ? values : [.. Enumerable.Repeat(values[0], outputs)];
    }

    private SourceLayer Dense(OnnxNode node, SignalValue x, ConstantValue<float> w, bool isTransposed, float scale, (float[] Values, ConstantOrigin Origin)? bias)
    {
        int inputs = w.Array.Shape[isTransposed ? 0 : 1];
        int outputs = w.Array.Shape[isTransposed ? 1 : 0];
        int given = x.Axes is { Length: > 0 } axes ? axes[^1].Size : -1;
        if (given >= 0 && given != inputs)
        {
            throw node.Error($"an input of {inputs} values, as its matrix {SourceTensor.TextOf(w.Array.Shape)} has", $"{given}");
        }

        if (inputs > 2 * NetworkShape.MaxSize || outputs > NetworkShape.MaxSize)
        {
            return node.Unsupported($"it has {inputs} inputs and {outputs} outputs, of at most {2 * NetworkShape.MaxSize} and {NetworkShape.MaxSize}");
        }

        _ = w.Array.Values.Length;
        budget.Take(w.Array.Count);
        float[] weight = isTransposed ? Matrices.Transposed(w.Array.Values, inputs, outputs) : w.Array.Values;
        if (scale != 1)
        {
            weight = [.. weight.Select(value => scale * value)];
        }

        string conversion = string.Join(", ", new[] { isTransposed ? "transposed" : "", scale != 1 ? "times alpha" : "" }.Where(static step => step.Length > 0));
        return new DenseLayer(
            node.Name, node.File.Build(node.Name, () => new DenseWeights(inputs, outputs, weight, bias?.Values ?? new float[outputs])), Activation.Linear)
        {
            Origins = bias is null
                ? [w.Origin.As("weight", conversion)]
                : [w.Origin.As("weight", conversion), bias.Value.Origin.As("bias", "")],
        };
    }

    private static string? Refused(OnnxValue value) => value is RefusedValue refused ? $"an input of it cannot be followed: {refused.Reason}" : null;
}
