using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Keras;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.TFLite;

/// <summary>Reads operators with a constant for each value of a step: sums, products and quotients, and PRELU.</summary>
/// <param name="graph">The graph.</param>
/// <param name="step">The operator.</param>
/// <param name="name">The name of the layer.</param>
/// <param name="current">The index of the tensor that the layer gets.</param>
internal sealed class TFLiteUnits(TFLiteGraph graph, TFLiteOperator step, string name, int current)
{
    // What y = scale * x + offset is with a constant c, by the operator and by whether x comes first; null if x is a divisor.
    private static readonly Dictionary<int, Func<double, bool, (double Scale, double Offset)?>> s_operators = new()
    {
        [TFLiteOperator.Add] = static (c, _) => (1, c),
        [TFLiteOperator.Mul] = static (c, _) => (c, 0),
        [TFLiteOperator.Sub] = static (c, isFirst) => isFirst ? (1, -c) : (-1, c),
        [TFLiteOperator.Div] = static (c, isFirst) => isFirst ? (1 / c, 0) : null,
    };

    /// <summary>Whether this reads an operator.</summary>
    public static bool Reads(int code) => code == TFLiteOperator.PRelu || s_operators.ContainsKey(code);

    /// <summary>Returns the layer of the operator.</summary>
    public SourceLayer Read()
    {
        bool isFirst = step.Input(0) == current;
        int index = step.Input(isFirst ? 1 : 0);
        if (step.Inputs.Count != 2 || index < 0 || (step.Code == TFLiteOperator.PRelu && !isFirst))
        {
            return Refused(step.Refusal);
        }

        if (graph.Obstacle(index) is { } obstacle)
        {
            return Refused(obstacle);
        }

        SourceTensor constant = graph.Weight(index);
        int width = graph.Tensor(current).LastSize;
        int size = constant.Shape.Count == 0 ? 1 : constant.Shape[^1];
        return constant.Shape.SkipLast(1).Any(static side => side != 1) || (size != 1 && size != width)
                ? Refused($"its constant '{constant.Name}' of shape {constant.ShapeText} has not one number for each value of a step")
            : step.Code == TFLiteOperator.PRelu ? KerasUnits.PRelu(graph.File, name, constant)
            : Affine(constant, isFirst);
    }

    private SourceLayer Affine(SourceTensor constant, bool isFirst)
    {
        int function = step.OptionByte(TFLiteFields.ArithmeticActivation);
        if (TFLiteDense.Fused(function) is not { } activation)
        {
            return Refused($"the activation {TFLiteDense.FusedName(function)} is not supported");
        }

        (double Scale, double Offset)?[] values = [.. constant.Values.Select(value => s_operators[step.Code](value, isFirst))];
        if (values.Contains(null))
        {
            return Refused("it divides a constant by its input");
        }

        AffineWeights weights = graph.File.Build(name, () => new AffineWeights(
            [.. values.Select(static value => (float)value!.Value.Scale)], [.. values.Select(static value => (float)value!.Value.Offset)]));
        SourceLayer affine = values.Length > 1
            ? SourceUnits.Affine(name, weights) with { Origins = [constant.As(step.IsSum ? "offset" : "scale", step.Kind)] }
            : new SourceActivation(name, ActivationShape.Of(Activation.Affine, weights.Scale[0], weights.Offset[0]));
        return activation.Function == Activation.Linear
            ? affine
            : new SourceGroup(name, [affine, new SourceActivation($"{name} ({TFLiteDense.FusedName(function)})", activation)]);
    }

    private UnsupportedLayer Refused(string reason) => new(name, step.Kind, reason);
}
