using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Import.Onnx;

/// <summary>
/// Recognises layer normalisations that several nodes compute together, however they are written: the formula is evaluated for some
/// inputs, gamma and beta follow from two of them, and the others must agree.
/// </summary>
/// <param name="formulas">The nodes.</param>
/// <param name="valueOf">Returns the value of a name.</param>
/// <param name="budget">The memory limit: an evaluation takes a vector for each step.</param>
internal sealed class NormFormulas(FormulaSteps formulas, Func<string, OnnxValue> valueOf, FoldBudget budget)
{
    private const int LeastMeans = 2;

    // Of a formula whose constants and axes say no number of values.
    private const int OrdinaryWidth = 8;

    // Both sides are computed in double precision.
    private const double Tolerance = 1e-9;

    /// <summary>Returns the normalisation that a step completes and its argument; null if there is none.</summary>
    /// <param name="node">The node of the step.</param>
    /// <param name="last">The step.</param>
    public (SignalValue Argument, LayerNormStep Norm)? CompletedBy(OnnxNode node, FormulaStep last)
    {
        if (last.IsActivation || last.IsMean)
        {
            return null;
        }

        FormulaStep[] steps = formulas.UpTo(last);
        FormulaStep[] means = [.. steps.Where(static step => step.IsMean)];
        if (means.Length < LeastMeans)
        {
            return null;
        }

        foreach (string name in means.Reverse().Select(static mean => mean.Inputs[0].Name).OfType<string>().Distinct())
        {
            if (valueOf(name) is SignalValue value
                && value.WithFeatures((value.Rank ?? 1) - 1) is { } argument
                && NormOf(node, steps, name, argument) is { } norm)
            {
                return (argument, norm);
            }
        }

        return null;
    }

    private LayerNormStep? NormOf(OnnxNode node, FormulaStep[] steps, string argument, SignalValue x)
    {
        Operand[] constants = [.. steps.SelectMany(static step => step.Inputs).Where(static input => input.Constant is not null)];
        int? said = x.Axes is { } axes && axes[^1].Size > 0 ? axes[^1].Size
            : constants.Select(static constant => constant.Constant!.Array.Count).FirstOrDefault(static count => count > 1) is > 0 and int n
            ? n : null;
        int width = said ?? OrdinaryWidth;
        if (width is < 2 or > 2 * NetworkShape.MaxSize || !FormulaSteps.KeepAxes(steps, x))
        {
            return null;
        }

        double[] Values(Func<int, double> value) => [.. Enumerable.Range(0, width).Select(value)];
        double[] first = Values(static n => (n % 2 == 0 ? 1 : -1) * (1 + n * 0.618 % 1 / 2));
        double[][] samples =
        [
            first,
            Array.ConvertAll(first, static v => -v),
            Values(static n => 1e-3 * Math.Sin(n + 1)),
            Values(static n => 3 + 2 * Math.Cos(n)),
        ];
        budget.Take(samples.Length * width);
        List<double[]> results = [];
        foreach (double[] sample in samples)
        {
            if (FormulaSteps.Evaluate(steps, argument, sample) is not { } result || result.Length != width)
            {
                return null;
            }

            results.Add(result);
        }

        foreach (float epsilon in constants.Select(static constant => constant.Scalar).OfType<float>().Where(static e => e is > 0 and < 1))
        {
            if (Fitted([.. samples.Select(sample => Normalised(sample, epsilon))], results) is { } fit)
            {
                bool isPlain = said is null;
                return new LayerNormStep(
                    node.Name,
                    said,
                    isPlain ? [(float)fit.Gamma[0]] : Array.ConvertAll(fit.Gamma, static value => (float)value),
                    isPlain ? [(float)fit.Beta[0]] : Array.ConvertAll(fit.Beta, static value => (float)value),
                    epsilon)
                {
                    Origins = [.. Origins(steps, "weight", ["Mul", "Div"]), .. Origins(steps, "bias", ["Add", "Sub"])],
                };
            }
        }

        return null;
    }

    // Gamma and beta from the first two results, whose normalised arguments are opposite; null if another result differs.
    private static (double[] Gamma, double[] Beta)? Fitted(double[][] normalised, List<double[]> results)
    {
        double[] gamma = [.. results[0].Zip(results[1], normalised[0]).Select(static at => (at.First - at.Second) / (2 * at.Third))];
        double[] beta = [.. results[0].Zip(results[1], static (one, other) => (one + other) / 2)];
        bool fits = results.Zip(normalised).All(pair => Enumerable.Range(0, gamma.Length).All(index =>
        {
            double expected = gamma[index] * pair.Second[index] + beta[index];
            return Math.Abs(pair.First[index] - expected) <= Tolerance * Math.Max(1, Math.Abs(expected));
        }));
        return fits ? (gamma, beta) : null;
    }

    private static double[] Normalised(double[] x, double epsilon)
    {
        double mean = x.Average();
        double variance = x.Average(value => (value - mean) * (value - mean));
        return Array.ConvertAll(x, value => (value - mean) / Math.Sqrt(variance + epsilon));
    }

    private static IEnumerable<TensorOrigin> Origins(FormulaStep[] steps, string tensor, string[] operators)
    {
        ConstantOrigin[] origins =
        [
            .. steps.Where(step => operators.Contains(step.Operator))
                .SelectMany(static step => step.Inputs)
                .Select(static input => input.Constant)
                .Where(static constant => constant?.Array.Count > 1)
                .Select(static constant => constant!.Origin),
        ];
        return origins.Length == 0
            ? []
            : [ConstantOrigin.Together(origins).As(tensor, "")];
    }
}
