using System;
using Lstm.Shared;

namespace Lstm;

/// <summary>The weights of an embedding: a row of values for each token. Immutable.</summary>
public sealed class EmbeddingWeights : FeedForwardWeights
{
    /// <summary>Copies the weights of an embedding.</summary>
    /// <param name="vocabulary">The number of tokens, 1 to 65,536.</param>
    /// <param name="size">The number of values of a token, 1 to 1024.</param>
    /// <param name="table">The values, row-major [vocabulary, size].</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of its range.</exception>
    /// <exception cref="ArgumentException">The length of the span does not match its shape, or a value is not finite.</exception>
    public EmbeddingWeights(int vocabulary, int size, ReadOnlySpan<float> table)
        : base(
            new EmbeddingShape(Checked(vocabulary), WeightArguments.Size(size)),
            inputSize: 1,
            [WeightArguments.Values(table, vocabulary, size)])
    {
        Vocabulary = vocabulary;
    }

    /// <summary>The number of tokens.</summary>
    public int Vocabulary { get; }

    /// <summary>The values, row-major [vocabulary, size].</summary>
    public ReadOnlySpan<float> Table => Of("embedding");

    private static int Checked(int vocabulary) => vocabulary is >= 1 and <= EmbeddingShape.MaxVocabulary
        ? vocabulary
        : throw new ArgumentOutOfRangeException(nameof(vocabulary), vocabulary, $"Expected 1 to {EmbeddingShape.MaxVocabulary}.");
}
