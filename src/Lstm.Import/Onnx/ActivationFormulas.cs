using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Import.Onnx;

/// <summary>
/// Recognises activations that several nodes compute together, such as x · Sigmoid(x), however they are written: the formula is evaluated
/// and compared with each function of the table.
/// </summary>
/// <param name="activations">Reads the nodes that are activations themselves.</param>
/// <param name="valueOf">Returns the value of a name.</param>
internal sealed class ActivationFormulas(OnnxActivations activations, Func<string, OnnxValue> valueOf)
{
    // More than the longest known form has, which is that of the approximated GELU.
    private const int MostSteps = 16;

    // Constants such as √2 are rounded to floats.
    private const double Tolerance = 2e-6;

    // The functions differ at the first, so that others are seldom needed.
    private static readonly double[] s_samples = [-1.61, .. Enumerable.Range(-44, 89).Select(static n => n * 0.23), -40, -20, 20, 40];

    private static readonly Dictionary<string, Func<double, double>> s_unary = new(StringComparer.Ordinal)
    {
        ["Abs"] = Math.Abs,
        ["Erf"] = static v => 1 - ErrorFunction.Complement(v),
        ["Log"] = Math.Log,
        ["Neg"] = static v => -v,
        ["Reciprocal"] = static v => 1 / v,
        ["Sqrt"] = Math.Sqrt,
    };

    private static readonly Dictionary<string, Func<double, double, double>> s_binary = new(StringComparer.Ordinal)
    {
        ["Add"] = static (a, b) => a + b,
        ["Div"] = static (a, b) => a / b,
        ["Max"] = Math.Max,
        ["Min"] = Math.Min,
        ["Mul"] = static (a, b) => a * b,
        ["Pow"] = Math.Pow,
        ["Sub"] = static (a, b) => a - b,
    };

    // A formula that only adds and multiplies is no activation. Each function has its values at the samples.
    private static readonly (ActivationShape Function, double[] Values)[] s_known =
    [
        .. ActivationType.All
            .Where(static type => type.IsOfOneValue && type.Function is not (Activation.Linear or Activation.Affine))
            .SelectMany(static type => type.Keras.Concat(type.TFLite)
                .Select(name => ActivationShape.Of(type.Function, name.Alpha, name.Beta))
                .Prepend(ActivationShape.Of(type.Function)))
            .Distinct()
            .Select(static function => (function, Array.ConvertAll(s_samples, v => ValueOf(function, v)))),
    ];

    // By the names of their outputs.
    private readonly Dictionary<string, Step> _steps = new(StringComparer.Ordinal);

    /// <summary>Returns the activation that a node completes and its argument; null if there is none.</summary>
    /// <param name="node">A node that depends on the input of the network. The nodes before it have been asked about.</param>
    public (SignalValue Argument, ActivationShape Function)? CompletedBy(OnnxNode node)
    {
        if (StepOf(node) is not { } last)
        {
            return null;
        }

        _steps.TryAdd(last.Output, last);
        if (!last.IsArithmetic)
        {
            return null;
        }

        Step[] steps = UpTo(last);
        foreach (string name in steps.SelectMany(static step => step.Inputs).Select(static input => input.Name).OfType<string>().Distinct())
        {
            if (FunctionOf(steps, name) is { } function && valueOf(name) is SignalValue argument)
            {
                return (argument, function);
            }
        }

        return null;
    }

    private static double ValueOf(ActivationShape function, double v) =>
        ActivationType.Of(function.Function).Value!(v, function.Alpha, function.Beta);

    private Step? StepOf(OnnxNode node)
    {
        if (node.Outputs is not [{ Length: > 0 } output])
        {
            return null;
        }

        Operand[] inputs = [.. node.Inputs.Take(2).Select(name => new Operand(Scalar(name) is null ? name : null, Scalar(name) ?? 0))];
        return inputs.Length == 1 && s_unary.TryGetValue(node.Operator, out Func<double, double>? unary)
                ? new Step(output, _steps.Count, inputs, (v, _) => unary(v), true)
            : inputs.Length == 2 && s_binary.TryGetValue(node.Operator, out Func<double, double, double>? binary)
                ? new Step(output, _steps.Count, inputs, binary, true)
            : inputs.Length > 0 && activations.OfNode(node) is { Function: { IsOfOneValue: true } function }
                ? new Step(output, _steps.Count, inputs[..1], (v, _) => ValueOf(function, v), false)
            : null;
    }

    // A constant with one value, which adds no axis to what it is combined with.
    private double? Scalar(string name) => name.Length == 0 ? null : valueOf(name) switch
    {
        ConstantValue<float> { IsStretched: false, Array: { Count: 1, Rank: <= 1 } array } => array.Values[0],
        ConstantValue<SizeEntry> { IsStretched: false, Array: { Count: 1, Rank: <= 1 } array } when array.Values[0].IsKnown =>
            array.Values[0].Number,
        _ => null,
    };

    /// <summary>Returns the steps that a step depends on and itself, in the order of the file.</summary>
    private Step[] UpTo(Step last)
    {
        List<Step> steps = [last];
        for (int next = 0; next < steps.Count; next++)
        {
            foreach (Operand input in steps[next].Inputs)
            {
                if (steps.Count < MostSteps && input.Name is { } name && _steps.TryGetValue(name, out Step? before)
                    && !steps.Contains(before))
                {
                    steps.Add(before);
                }
            }
        }

        return [.. steps.OrderBy(static step => step.Number)];
    }

    /// <summary>Returns the activation that the last step is of a value; null if it is none.</summary>
    private static ActivationShape? FunctionOf(Step[] steps, string argument)
    {
        List<(ActivationShape Function, double[] Values)> left = [.. s_known];
        for (int sample = 0; sample < s_samples.Length && left.Count > 0; sample++)
        {
            double value = LastOf(steps, argument, s_samples[sample]);
            left.RemoveAll(known =>
                !(Math.Abs(value - known.Values[sample]) <= Tolerance * Math.Max(1, Math.Abs(known.Values[sample]))));
        }

        return left.Count == 0 ? null : left[0].Function;
    }

    /// <summary>Returns the result of the last step for a value of the argument; NaN if it depends on other values too.</summary>
    private static double LastOf(Step[] steps, string argument, double v)
    {
        Dictionary<string, double> known = new(StringComparer.Ordinal) { [argument] = v };
        double Of(Operand operand) => operand.Name is null ? operand.Value : known.GetValueOrDefault(operand.Name, double.NaN);

        foreach (Step step in steps)
        {
            known.TryAdd(step.Output, step.Compute(Of(step.Inputs[0]), Of(step.Inputs[^1])));
        }

        return known[steps[^1].Output];
    }

    /// <summary>An input of a step: the name of a value, or a constant.</summary>
    private readonly record struct Operand(string? Name, double Value);

    /// <summary>A node that computes each value from the values at the same place in its inputs.</summary>
    /// <param name="Output">The name of its output.</param>
    /// <param name="Number">Its place in the order of the file.</param>
    /// <param name="Inputs">Its inputs, one or two.</param>
    /// <param name="Compute">What it computes from the first and the last of them.</param>
    /// <param name="IsArithmetic">Whether it is no activation itself.</param>
    private sealed record Step(string Output, int Number, Operand[] Inputs, Func<double, double, double> Compute, bool IsArithmetic);
}
