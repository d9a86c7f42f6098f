using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>A feed-forward layer of a stream, in double precision.</summary>
/// <param name="shape">The layer.</param>
/// <param name="weights">Its weights; null if it has none.</param>
internal sealed class ReferenceLayer(FeedForwardShape shape, FeedForwardWeights? weights) : ReferenceTerms
{
    private readonly List<double[]> _past = [];
    private readonly float[] _byStep = weights is Conv1DWeights convolution ? convolution.ByStep() : [];
    private double[] _input = [];

    protected override int Units => shape.Units;

    /// <summary>Computes the outputs of a step.</summary>
    /// <param name="vectors">The vectors of the layers below in this step. The last is the input of the layer.</param>
    public double[] Step(IReadOnlyList<double[]> vectors)
    {
        double[] input = vectors[^1];
        _input = input;
        double[] values = shape switch
        {
            DenseShape => Sums(weights!.Of("bias"), weights.Of("weight"), input),
            Conv1DShape convolution => Convolve(convolution, (Conv1DWeights)weights!, input),
            EmbeddingShape embedding => RowOf((EmbeddingWeights)weights!, (int)input[0], embedding.Units),
            LayerNormShape norm => Normalise(input, weights!.Of("weight"), weights.Of("bias"), norm.Epsilon),
            ResidualShape residual => [.. input.Zip(vectors[^(1 + residual.Layers)], static (value, added) => value + added)],
            MergeShape merge => [.. input.Zip(input.Skip(merge.Units), (first, second) => Merged(merge.Merging, first, second))],
            PointwiseShape pointwise => ValueOf(PointwiseType.Of(pointwise.Kind).Value),
            _ => throw new InvalidOperationException($"{shape} has no reference."),
        };
        return ReferenceActivation.Apply(shape.Function, values);
    }

    private static double Merged(Merging merging, double first, double second) => merging switch
    {
        Merging.Sum => first + second,
        Merging.Mean => (first + second) / 2,
        Merging.Product => first * second,
        _ => throw new ArgumentOutOfRangeException(nameof(merging), merging, "Expected a known merging."),
    };

    private static double[] RowOf(EmbeddingWeights layer, int token, int units) =>
        Array.ConvertAll(layer.Table.Slice(token * units, units).ToArray(), static value => (double)value);

    private double[] Convolve(Conv1DShape convolution, Conv1DWeights layer, double[] input)
    {
        _past.Add(input);
        double[] zeros = new double[input.Length];
        double[] taps =
        [
            .. Enumerable.Range(0, convolution.Kernel)
                .Select(tap => _past.Count - 1 - (convolution.Kernel - 1 - tap) * convolution.Dilation)
                .SelectMany(step => step < 0 ? zeros : _past[step]),
        ];
        return Sums(layer.Bias, _byStep, taps);
    }

    protected override double[] LeafOf(Term term) => term switch
    {
        LayerInput => _input,
        LayerWeight weight => Array.ConvertAll(weights!.Of(weight.Name).ToArray(), static value => (double)value),
        _ => throw new ArgumentOutOfRangeException(nameof(term), term, "Expected a term of a layer."),
    };
}
