using System;
using System.Globalization;
using System.Linq;

namespace Lstm.Import.Onnx;

/// <summary>Products of inputs of the graph: a state and a mask that is 0 where an episode starts.</summary>
internal static class InputProducts
{
    private const string OnlyState = "it multiplies inputs of the graph, which only an initial state may do";

    /// <summary>Returns the product of two values; null if one of them is no input of the graph, nor a constant minus one.</summary>
    public static SignalValue? Of(SignalValue one, SignalValue other)
    {
        if (TextOf(one) is not { } first || TextOf(other) is not { } second || one.Inputs.Intersect(other.Inputs).Any())
        {
            return null;
        }

        // The mask has fewer axes, or one value for all units.
        bool isFirst = (one.Rank ?? 0) > (other.Rank ?? 0) || ((one.Rank ?? 0) == (other.Rank ?? 0) && OnesOf(one) <= OnesOf(other));
        return new SignalValue(null, (isFirst ? one : other).Axes)
        {
            Inputs = [.. one.Inputs, .. other.Inputs],
            Product = isFirst ? $"{first} · {second}" : $"{second} · {first}",
            OnlyOutput = OnlyState,
        };
    }

    private static int OnesOf(SignalValue value) => value.Axes?.Count(static axis => axis.Size == 1) ?? 0;

    private static string? TextOf(SignalValue value) => value switch
    {
        { Extra: not null } => null,
        { Product: { } product } => product,
        { IsOfInputs: true, OnlyOutput: null, Inputs: [var input] } => $"'{input}'",
        {
            Path: { Before: null, Layer: AffineStep { Scale: [var scale], Offset: [var offset] } }, OnlyOutput: null, Inputs: [var input],
        } => string.Create(CultureInfo.InvariantCulture, $"({offset} {(scale < 0 ? '-' : '+')} {FactorOf(scale)}'{input}')"),
        _ => null,
    };

    private static string FactorOf(double scale) =>
        Math.Abs(scale) == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(scale)} · ");
}
