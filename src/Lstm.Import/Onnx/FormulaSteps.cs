using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Import.Onnx;

/// <summary>The nodes that compute the values of a step from each other, so that formulas of several nodes can be evaluated.</summary>
/// <param name="activations">Reads the nodes that are activations themselves.</param>
/// <param name="reductions">Reads the axes of nodes that reduce axes.</param>
/// <param name="valueOf">Returns the value of a name.</param>
internal sealed class FormulaSteps(OnnxActivations activations, ReducedAxes reductions, Func<string, OnnxValue> valueOf)
{
    // More than the longest known formula has, which is that of a layer normalisation.
    private const int MostSteps = 16;

    private static readonly Dictionary<string, Func<double, double>> s_unary =
        new(ScalarOperators.Unary, StringComparer.Ordinal) { ["Erf"] = static v => 1 - ErrorFunction.Complement(v) };

    private static readonly Dictionary<string, Func<double, double, double>> s_binary =
        new(ScalarOperators.Binary, StringComparer.Ordinal) { ["Pow"] = Math.Pow };

    // By the names of their outputs.
    private readonly Dictionary<string, FormulaStep> _steps = new(StringComparer.Ordinal);

    /// <summary>Returns the step of a node that depends on the input of the network; null if the node is none.</summary>
    public FormulaStep? Add(OnnxNode node)
    {
        FormulaStep? step = StepOf(node);
        if (step is not null)
        {
            _steps.TryAdd(step.Output, step);
        }

        return step;
    }

    /// <summary>Whether no constant of the steps adds an axis to a value.</summary>
    public static bool KeepAxes(FormulaStep[] steps, SignalValue value) => Array.TrueForAll(steps, step =>
        Array.TrueForAll(step.Inputs, input => input.Constant is null || input.Rank <= Math.Max(1, value.Rank ?? 1)));

    /// <summary>Returns the steps that a step depends on and itself, in the order of the file.</summary>
    public FormulaStep[] UpTo(FormulaStep last)
    {
        List<FormulaStep> steps = [last];
        for (int next = 0; next < steps.Count; next++)
        {
            foreach (Operand input in steps[next].Inputs)
            {
                if (steps.Count < MostSteps && input.Name is { } name && _steps.TryGetValue(name, out FormulaStep? before)
                    && !steps.Contains(before))
                {
                    steps.Add(before);
                }
            }
        }

        return [.. steps.OrderBy(static step => step.Number)];
    }

    /// <summary>Returns the result of the last step for values of the argument; null if it depends on other values too.</summary>
    public static double[]? Evaluate(FormulaStep[] steps, string argument, double[] values)
    {
        Dictionary<string, double[]?> known = new(StringComparer.Ordinal) { [argument] = values };
        double[]? Of(Operand operand) => operand.Name is { } name ? known.GetValueOrDefault(name) : operand.Constants(values.Length);

        foreach (FormulaStep step in steps)
        {
            if (Of(step.Inputs[0]) is { } first && Of(step.Inputs[^1]) is { } second)
            {
                known.TryAdd(step.Output, step.Compute(first, second));
            }
        }

        return known.GetValueOrDefault(steps[^1].Output);
    }

    private FormulaStep? StepOf(OnnxNode node)
    {
        if (node.Outputs is not [{ Length: > 0 } output] || node.Inputs.Count == 0)
        {
            return null;
        }

        Operand[] inputs = [.. node.Inputs.Take(2).Select(OperandOf)];
        int? rank = Array.Exists(inputs, static input => input.Rank is null) ? null : inputs.Max(static input => input.Rank);
        FormulaStep Step(Operand[] operands, Func<double[], double[], double[]> compute) =>
            new(node.Operator, output, _steps.Count, operands, compute) { Rank = rank };
        return node.Inputs.Count == 1 && s_unary.TryGetValue(node.Operator, out Func<double, double>? unary)
                ? Step(inputs, (v, _) => Array.ConvertAll(v, value => unary(value)))
            : node.Inputs.Count == 2 && s_binary.TryGetValue(node.Operator, out Func<double, double, double>? binary)
                ? Step(inputs, (a, b) => Combined(a, b, binary))
            : node.Operator == FormulaStep.Mean && reductions.IsLastKept(node, inputs[0].Rank)
                ? Step(inputs[..1], static (v, _) => [v.Average()]) with { Rank = inputs[0].Rank }
            : activations.OfNode(node) is { Function: { IsOfOneValue: true } function }
                ? Step(inputs[..1], (v, _) => Array.ConvertAll(v, value => ValueOf(function, value))) with { IsActivation = true }
            : null;
    }

    /// <summary>Returns the value of an activation.</summary>
    public static double ValueOf(ActivationShape function, double v) =>
        ActivationType.Of(function.Function).Value!(v, function.Alpha, function.Beta);

    // A constant adds no axis to what it is combined with, and has values for the last axis only.
    private Operand OperandOf(string name) => name.Length == 0 ? new Operand(null, null, null) : valueOf(name) switch
    {
        ConstantValue<float> { IsStretched: false, Array: { } array } constant
            when array.Count > 0 && array.Shape.SkipLast(1).All(static size => size == 1) =>
            new Operand(null, array.Rank, constant),
        ConstantValue<SizeEntry> { IsStretched: false, Array: { Count: 1, Rank: <= 1 } array } sizes when array.Values[0].IsKnown =>
            new Operand(null, array.Rank, new ConstantValue<float>(
                new NdArray<float>(array.Shape, [array.Values[0].Number]), sizes.Origin, sizes.Budget)),
        OnnxValue value => new Operand(name, value.Rank ?? _steps.GetValueOrDefault(name)?.Rank, null),
    };

    private static double[] Combined(double[] a, double[] b, Func<double, double, double> operation)
    {
        double[] result = new double[Math.Max(a.Length, b.Length)];
        for (int index = 0; index < result.Length; index++)
        {
            result[index] = operation(a[a.Length == 1 ? 0 : index], b[b.Length == 1 ? 0 : index]);
        }

        return result;
    }
}
