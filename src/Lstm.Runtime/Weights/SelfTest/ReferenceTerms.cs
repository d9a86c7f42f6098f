using System;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>Evaluates terms in double precision. The value of every term is a vector.</summary>
/// <remarks>A random draw is replaced by its mean, and small values are not made zero.</remarks>
internal abstract class ReferenceTerms
{
    /// <summary>The length of a constant.</summary>
    protected abstract int Units { get; }

    /// <summary>Multiplies a matrix by a vector, and adds a bias unless it is empty.</summary>
    internal static double[] Sums(ReadOnlySpan<float> bias, ReadOnlySpan<float> matrix, double[] vector)
    {
        double[] sums = new double[matrix.Length / vector.Length];
        for (int row = 0; row < sums.Length; row++)
        {
            double sum = bias.IsEmpty ? 0 : bias[row];
            ReadOnlySpan<float> weights = matrix.Slice(row * vector.Length, vector.Length);
            for (int index = 0; index < vector.Length; index++)
            {
                sum += weights[index] * vector[index];
            }

            sums[row] = sum;
        }

        return sums;
    }

    /// <summary>
    /// Returns gamma * (v - mean) / sqrt(var + epsilon) + beta, with the variance over all values (Ba, Kiros and Hinton, 2016).
    /// </summary>
    internal static double[] Normalise(double[] values, ReadOnlySpan<float> gamma, ReadOnlySpan<float> beta, double epsilon)
    {
        double mean = values.Average();
        double variance = values.Average(value => (value - mean) * (value - mean));
        double scale = 1 / Math.Sqrt(variance + epsilon);
        double[] result = new double[values.Length];
        for (int unit = 0; unit < result.Length; unit++)
        {
            result[unit] = gamma[unit] * (values[unit] - mean) * scale + beta[unit];
        }

        return result;
    }

    /// <summary>Returns the value of a term.</summary>
    protected double[] ValueOf(Term term) => term switch
    {
        Constant constant => Enumerable.Repeat((double)constant.Value, Units).ToArray(),
        Sum sum => Combined(sum.Left, sum.Right, static (left, right) => left + right),
        Difference difference => Combined(difference.Left, difference.Right, static (left, right) => left - right),
        Product product => Combined(product.Left, product.Right, static (left, right) => left * right),
        Quotient quotient => Combined(quotient.Left, quotient.Right, static (left, right) => left / right),
        MultiplyAdd all => Combined(
            Combined(all.Left, all.Right, static (left, right) => left * right), all.Addend, static (left, right) => left + right),
        Larger larger => Combined(larger.Left, larger.Right, Math.Max),
        Smaller smaller => Combined(smaller.Left, smaller.Right, Math.Min),
        Activated activated => ReferenceActivation.Apply(activated.Function, ValueOf(activated.Argument)),
        Exponential exponential => Array.ConvertAll(ValueOf(exponential.Argument), Math.Exp),
        Limited limited => Array.ConvertAll(
            ValueOf(limited.Argument), value => Math.Min(limited.Limit, Math.Max(-(double)limited.Limit, value))),
        Settled settled => ValueOf(settled.Argument),
        KeptAtRandom kept => Combined(kept.Probability, kept.Value, static (probability, value) => probability * value),
        _ => LeafOf(term),
    };

    /// <summary>Returns the value of a term that depends on what is evaluated: an input, a state, a weight.</summary>
    protected abstract double[] LeafOf(Term term);

    private double[] Combined(Term left, Term right, Func<double, double, double> combine) => Combined(ValueOf(left), right, combine);

    private double[] Combined(double[] one, Term right, Func<double, double, double> combine)
    {
        double[] other = ValueOf(right);
        double[] result = new double[one.Length];
        for (int unit = 0; unit < result.Length; unit++)
        {
            result[unit] = combine(one[unit], other[unit]);
        }

        return result;
    }
}
