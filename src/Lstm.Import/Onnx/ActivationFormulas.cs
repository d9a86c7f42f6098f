using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Import.Onnx;

/// <summary>
/// Recognises activations that several nodes compute together, such as x · Sigmoid(x), however they are written: the formula is evaluated
/// and compared with each function of the table.
/// </summary>
/// <param name="formulas">The nodes.</param>
/// <param name="valueOf">Returns the value of a name.</param>
internal sealed class ActivationFormulas(FormulaSteps formulas, Func<string, OnnxValue> valueOf)
{
    // Constants such as √2 are rounded to floats.
    private const double Tolerance = 2e-6;

    private static readonly double[] s_samples = [-1.61, .. Enumerable.Range(-44, 89).Select(static n => n * 0.23), -40, -20, 20, 40];

    // The functions differ at the first sample, so that the others are seldom needed.
    private static readonly double[][] s_rounds = [s_samples[..1], s_samples];

    // A formula that only adds and multiplies is no activation.
    private static readonly string[] s_polynomial = ["Add", "Sub", "Mul", "Neg"];

    // Each function has its values at the samples.
    private static readonly (ActivationShape Function, double[] Values)[] s_known =
    [
        .. ActivationType.All
            .Where(static type => type.IsOfOneValue && type.Function is not (Activation.Linear or Activation.Affine))
            .SelectMany(static type => type.Keras.Concat(type.TFLite)
                .Select(name => ActivationShape.Of(type.Function, name.Alpha, name.Beta))
                .Prepend(ActivationShape.Of(type.Function)))
            .Distinct()
            .Select(static function => (function, Array.ConvertAll(s_samples, v => FormulaSteps.ValueOf(function, v)))),
    ];

    /// <summary>Returns the activation that a step completes and its argument; null if there is none.</summary>
    /// <param name="last">The step.</param>
    public (SignalValue Argument, ActivationShape Function)? CompletedBy(FormulaStep last)
    {
        if (last.IsActivation || last.IsMean)
        {
            return null;
        }

        FormulaStep[] steps = formulas.UpTo(last);
        if (Array.TrueForAll(steps, static step => s_polynomial.Contains(step.Operator)))
        {
            return null;
        }

        foreach (string name in steps.SelectMany(static step => step.Inputs).Select(static input => input.Name).OfType<string>().Distinct())
        {
            if (FunctionOf(steps, name) is { } function
                && valueOf(name) is SignalValue argument
                && FormulaSteps.KeepAxes(steps, argument))
            {
                return (argument, function);
            }
        }

        return null;
    }

    /// <summary>Returns the activation that the last step is of a value; null if it is none.</summary>
    private static ActivationShape? FunctionOf(FormulaStep[] steps, string argument)
    {
        List<(ActivationShape Function, double[] Values)> left = [.. s_known];
        foreach (double[] samples in s_rounds)
        {
            if (FormulaSteps.Evaluate(steps, argument, samples) is not { } values || values.Length != samples.Length)
            {
                return null;
            }

            left.RemoveAll(known => !values.Zip(known.Values).All(static pair =>
                Math.Abs(pair.First - pair.Second) <= Tolerance * Math.Max(1, Math.Abs(pair.Second))));
            if (left.Count == 0)
            {
                return null;
            }
        }

        return left[0].Function;
    }
}
