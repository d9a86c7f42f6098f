using System;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>How a cell rounds the values that integer weights multiply, in double precision.</summary>
/// <param name="Input">The input weights; null if the input is not rounded.</param>
/// <param name="Recurrent">The recurrent weights.</param>
internal sealed record CellRounding(QuantizedMatrix? Input, QuantizedMatrix Recurrent)
{
    /// <summary>Rounds an input to integers and back.</summary>
    public double[] OfInput(double[] values)
    {
        if (Input is null)
        {
            return values;
        }

        if (Input.Factors.IsEmpty)
        {
            return OfHidden(values, Input);
        }

        // Each input has a factor, and the scale is that of the largest product.
        double[] factors = [.. Input.Factors.ToArray().Select(static factor => (double)factor)];
        double largest = values.Zip(factors, static (value, factor) => Math.Abs(value * factor)).Max();
        double step = Math.Max(QuantizedShape.SmallestInput, largest) / Input.Scale;
        return
        [
            .. values.Zip(
                factors, (value, factor) => factor == 0 ? 0 : Math.Round(value * factor / step, MidpointRounding.ToEven) * step / factor),
        ];
    }

    /// <summary>
    /// Rounds a hidden state to integers and back. If a value is outside [-1, 1], all are divided by the largest magnitude first.
    /// </summary>
    public double[] OfHidden(double[] values) => OfHidden(values, Recurrent);

    private static double[] OfHidden(double[] values, QuantizedMatrix matrix)
    {
        double step = Math.Max(1, values.Max(Math.Abs)) / matrix.Scale;
        return [.. values.Select(value => Math.Round(value / step, MidpointRounding.ToEven) * step)];
    }
}
