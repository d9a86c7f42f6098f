using System;
using Lstm.Shared;

namespace Lstm;

/// <summary>A layer without a state, in double precision.</summary>
/// <param name="shape">The layer.</param>
/// <param name="weights">Its weights; null if it has none.</param>
internal sealed class ReferenceLayer(FeedForwardShape shape, FeedForwardWeights? weights) : ReferenceTerms
{
    private double[] _input = [];

    protected override int Units => shape.Units;

    /// <summary>Computes the outputs of a step.</summary>
    public double[] Step(double[] input)
    {
        _input = input;
        double[] values = shape switch
        {
            DenseShape => Sums(weights!.Of("bias"), weights.Of("weight"), input),
            LayerNormShape norm => Normalise(input, weights!.Of("weight"), weights.Of("bias"), norm.Epsilon),
            PointwiseShape pointwise => ValueOf(PointwiseType.Of(pointwise.Kind).Value),
            _ => throw new InvalidOperationException($"{shape} has no reference."),
        };
        return ReferenceActivation.Apply(shape.Function, values);
    }

    protected override double[] LeafOf(Term term) => term switch
    {
        LayerInput => _input,
        LayerWeight weight => Array.ConvertAll(weights!.Of(weight.Name).ToArray(), static value => (double)value),
        _ => throw new ArgumentOutOfRangeException(nameof(term), term, "Expected a term of a layer."),
    };
}
