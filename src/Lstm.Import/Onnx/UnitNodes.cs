using System;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.Onnx;

/// <summary>
/// Builds layers with constants for each unit: Add, Sub, Mul, Div by constants, Scaler, BatchNormalization, LayerNormalization and PRelu.
/// </summary>
/// <param name="opset">The version of the operators.</param>
/// <param name="budget">The memory limit: an affine layer takes a number in double precision for each constant.</param>
/// <param name="valueOf">Returns the value of a name.</param>
internal sealed class UnitNodes(int opset, FoldBudget budget, Func<string, OnnxValue> valueOf)
{
    private const int BatchNormIsTest = 7;
    private const int BatchNormSpatial = 9;
    private const float OrdinaryEpsilon = 1e-5f;

    // The numbers of four bytes that a constant of a step takes: itself in double precision, and the scale and the offset of all steps up
    // to it, which are new with each step.
    private const int NumbersOfConstant = 10;

    private const string InMiddle = "its constants are not for the values of a step";

    /// <summary>Returns the value after a layer; null for an operator that is none of them.</summary>
    public OnnxValue? Result(OnnxNode node) => node.Operator switch
    {
        "Add" or "Sub" or "Mul" or "Div" => Affine(node),
        "Neg" => At(node, 0) is SignalValue x ? After(x, new AffineStep(node.Name, null, [-1], [0])) : Refused(At(node, 0)),
        "ai.onnx.ml.Scaler" => Scaler(node),
        "BatchNormalization" => BatchNorm(node),
        "LayerNormalization" => LayerNorm(node),
        "PRelu" => PRelu(node),
        _ => null,
    };

    /// <summary>Returns the value after a layer that a node completes.</summary>
    /// <param name="x">The input of the layer, with its values at a known axis.</param>
    /// <param name="layer">The layer.</param>
    public static OnnxValue After(SignalValue x, UnitStep layer)
    {
        if (x.OnlyOutput is { } reason)
        {
            return new RefusedValue(reason);
        }

        return layer is AffineStep step && x.Path is { Layer: AffineStep before }
            ? x with { Path = new LayerPath(before.Then(step), x.Path.Before, x.Path.Notes) }
            : x.After(layer);
    }

    private OnnxValue At(OnnxNode node, int index) => valueOf(node.Input(index) ?? throw node.Error($"an input {index}", "none"));

    private OnnxValue Affine(OnnxNode node)
    {
        (OnnxValue left, OnnxValue right) = (At(node, 0), At(node, 1));
        if (node.Has("axis"))
        {
            return new RefusedValue("it combines tensors along an axis, which ONNX supported only before version 7");
        }

        if (node.Operator == "Mul" && left is SignalValue first && right is SignalValue second
            && InputProducts.Of(first, second) is { } product)
        {
            return product;
        }

        bool isReversed = left is not SignalValue;
        OnnxValue other = isReversed ? left : right;
        if ((isReversed ? right : left) is not SignalValue x || other is not ConstantValue<float> constant)
        {
            return other is SignalValue ? new RefusedValue("it combines two branches of the graph") : Refused(other);
        }

        if (isReversed && node.Operator == "Div")
        {
            return new RefusedValue("it divides a constant by the values of a step");
        }

        if (Placed(node, x, constant, out string? refusal) is not { } placed)
        {
            return new RefusedValue(refusal!);
        }

        _ = constant.Array.Values.Length;
        budget.Take((long)NumbersOfConstant * constant.Array.Count);
        double[] c = Array.ConvertAll(constant.Array.Values, static value => (double)value);
        double[] one = [1];
        double[] zero = [0];
        (double[] scale, double[] offset) = node.Operator switch
        {
            "Add" => (one, c),
            "Sub" when isReversed => ([-1], c),
            "Sub" => (one, Array.ConvertAll(c, static value => -value)),
            "Mul" => (c, zero),
            _ => (Array.ConvertAll(c, static value => 1 / value), zero),
        };
        return After(placed.X, new AffineStep(node.Name, placed.Units, scale, offset)
        {
            Origins =
            [
                node.Operator switch
                {
                    "Add" => constant.Origin.As("offset", ""),
                    "Sub" => constant.Origin.As("offset", isReversed ? "" : "negated"),
                    "Mul" => constant.Origin.As("scale", ""),
                    _ => constant.Origin.As("scale", "reciprocal"),
                },
            ],
        });
    }

    // (x - offset) · scale, which scikit-learn's scalers become.
    private OnnxValue Scaler(OnnxNode node)
    {
        double[] offset = Array.ConvertAll(node.Floats("offset") ?? [0], static value => -(double)value);
        double[] scale = Array.ConvertAll(node.Floats("scale") ?? [1], static value => (double)value);
        int units = Math.Max(offset.Length, scale.Length);
        if (At(node, 0) is not SignalValue x || x.WithFeatures((x.Rank ?? 1) - 1) is not { } placed)
        {
            return At(node, 0) is SignalValue ? new RefusedValue(InMiddle) : Refused(At(node, 0));
        }

        int given = placed.Axes?[^1].Size ?? -1;
        int expected = given < 0 ? units : given;
        if ((offset.Length != 1 && offset.Length != expected) || (scale.Length != 1 && scale.Length != expected))
        {
            throw node.Error($"offsets and scales for {expected} values", $"{offset.Length} and {scale.Length}");
        }

        int? known = units > 1 ? units : given > 0 ? given : null;
        AffineStep shifted = new(node.Name, known, [1], offset);
        return After(placed, shifted.Then(new AffineStep(node.Name, known, scale, [0])));
    }

    private OnnxValue PRelu(OnnxNode node)
    {
        if (At(node, 0) is not SignalValue x || At(node, 1) is not ConstantValue<float> slopes)
        {
            return Refused(At(node, 1));
        }

        return Placed(node, x, slopes, out string? refusal) is { } placed
            ? After(placed.X, new PReluStep(node.Name, placed.Units, slopes.Array.Values) { Origins = [slopes.Origin.As("weight", "")] })
            : new RefusedValue(refusal!);
    }

    private OnnxValue BatchNorm(OnnxNode node)
    {
        if (node.Int("training_mode", 0) != 0
            || (opset < BatchNormIsTest && node.Int("is_test", 0) == 0)
            || node.Outputs.Skip(1).Any(static name => name.Length > 0))
        {
            return new RefusedValue(
                "it normalises with the statistics of its batch (training mode); "
                + "export the model in evaluation mode, in PyTorch after model.eval()");
        }

        if (opset < BatchNormSpatial && node.Int("spatial", 1) == 0)
        {
            return new RefusedValue("it has statistics for each place of its input (spatial = 0)");
        }

        ConstantValue<float>?[] constants = [.. Enumerable.Range(1, 4).Select(index => At(node, index) as ConstantValue<float>)];
        if (At(node, 0) is not SignalValue x
            || Array.Exists(constants, static constant => constant is not { IsStretched: false, Array.Rank: 1 }))
        {
            return new RefusedValue("its statistics are not constant vectors");
        }

        if (x.WithFeatures(1) is not { } placed)
        {
            return new RefusedValue("it normalises along axis 1, which is not that of the values of a step");
        }

        int units = constants[0]!.Array.Count;
        int given = placed.Axes?[1].Size ?? -1;
        if (Array.Exists(constants, constant => constant!.Array.Count != units) || (given >= 0 && given != units))
        {
            throw node.Error(
                given >= 0 ? $"four vectors of {given} values" : "four vectors of the same length",
                string.Join(", ", constants.Select(static constant => SourceTensor.TextOf(constant!.Array.Shape))));
        }

        if (x.OnlyOutput is { } reason)
        {
            return new RefusedValue(reason);
        }

        (float[] scale, float[] offset, float[] mean, float[] variance) =
            (constants[0]!.Array.Values, constants[1]!.Array.Values, constants[2]!.Array.Values, constants[3]!.Array.Values);
        float epsilon = node.Float("epsilon") ?? OrdinaryEpsilon;
        return placed.After(node.File.Build(node.Name, () => SourceUnits.BatchNorm(node.Name, mean, variance, epsilon, scale, offset)) with
        {
            Origins =
            [
                ConstantOrigin.Together([constants[0]!.Origin, constants[3]!.Origin]).As("scale", "gamma / √(variance + epsilon)"),
                ConstantOrigin.Together([constants[1]!.Origin, constants[2]!.Origin]).As("offset", "beta - mean · scale"),
            ],
        });
    }

    private OnnxValue LayerNorm(OnnxNode node)
    {
        ConstantValue<float>? bias = node.Input(2) is null ? null : At(node, 2) as ConstantValue<float>;
        if (At(node, 0) is not SignalValue x
            || At(node, 1) is not ConstantValue<float> weight
            || (bias is null && node.Input(2) is not null))
        {
            return new RefusedValue("its weights are not constant");
        }

        long axis = node.Int("axis", -1);
        if (axis != -1 && (x.Rank is null || axis != x.Rank - 1))
        {
            return new RefusedValue("it normalises along other axes than that of the values of a step");
        }

        float epsilon = node.Float("epsilon") ?? OrdinaryEpsilon;
        if (!(float.IsFinite(epsilon) && epsilon > 0))
        {
            return new RefusedValue("its epsilon is not above 0");
        }

        if (x.WithFeatures((x.Rank ?? 1) - 1) is not { } last || Placed(node, last, weight, out string? refusal) is not { } placed)
        {
            return new RefusedValue("it normalises along another axis than that of the values of a step");
        }

        if (bias is not null && Placed(node, placed.X, bias, out refusal) is null)
        {
            return new RefusedValue(refusal!);
        }

        return After(placed.X, new LayerNormStep(node.Name, placed.Units, weight.Array.Values, bias?.Array.Values ?? [0], epsilon)
        {
            Origins =
            [
                weight.Origin.As("weight", ""),
                .. bias is null ? [] : (TensorOrigin[])[bias.Origin.As("bias", "")],
            ],
        });
    }

    /// <summary>Returns a value with its units at the axis that a constant has values for, and their number if it is known.</summary>
    private static (SignalValue X, int? Units)? Placed(OnnxNode node, SignalValue x, ConstantValue<float> constant, out string? refusal)
    {
        refusal = null;
        int[] shape = constant.Array.Shape;
        int[] wide = [.. Enumerable.Range(0, shape.Length).Where(axis => shape[axis] != 1)];
        if (constant.IsStretched || wide.Length > 1)
        {
            refusal = constant.IsStretched ? "the shape of its constant depends on the input" : InMiddle;
            return null;
        }

        if (x.Axes is { } before && shape.Length > before.Length)
        {
            x = x with { Axes = [.. Enumerable.Repeat(Axis.One, shape.Length - before.Length), .. before] };
        }

        int? known = x.Axes?.FirstOrDefault(static axis => axis.IsFeatures)?.Size is > 0 and int size ? size : null;
        if (wide.Length == 0)
        {
            return (x, known);
        }

        // Axes are counted from the last.
        int fromEnd = shape.Length - 1 - wide[0];
        int count = constant.Array.Count;
        if (count == 0 || count > 2 * NetworkShape.MaxSize
            || (x.Axes is null ? fromEnd > 0 : x.WithFeatures(x.Axes.Length - 1 - fromEnd) is null))
        {
            refusal = InMiddle;
            return null;
        }

        SignalValue placed = x.Axes is null ? x : x.WithFeatures(x.Axes.Length - 1 - fromEnd)!;
        int given = placed.Axes?[^(fromEnd + 1)].Size ?? -1;
        return given < 0 || given == count
            ? (placed, count)
            : throw node.Error($"a constant for {given} values", $"shape {SourceTensor.TextOf(shape)}");
    }

    private static RefusedValue Refused(OnnxValue value) =>
        new(value is RefusedValue refused ? refused.Reason : "one of its inputs is not a constant");
}
