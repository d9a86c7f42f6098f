using System;

namespace Lstm;

/// <summary>Makes the numbers of tokens the inputs of a network: each token has a row of trained values in a table.</summary>
/// <remarks>
/// It is the first layer, and the <c>input</c> of the network is 1. The class gets <c>Step</c> with a token and <c>Run</c> with a span of
/// tokens. The verbs with floats accept the same numbers as floats, which contain them exactly. A number that is no token throws an
/// <see cref="ArgumentOutOfRangeException"/> before anything changes.
/// </remarks>
/// <example>
/// A classifier of texts with 5,000 words:
/// <code>
/// [Embedding(vocabulary: 5000, size: 16)]
/// [Lstm(input: 1, hidden: 32, Bidirectional = true)]
/// [Pool(Pooling.Final)]
/// [Dense(2, Activation.Softmax)]
/// public sealed partial class Mood;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EmbeddingAttribute : Attribute
{
    /// <summary>Declares an embedding.</summary>
    /// <param name="vocabulary">The number of tokens, 1 to 65,536. Tokens are numbered from 0.</param>
    /// <param name="size">The number of values of a token, 1 to 1024.</param>
    public EmbeddingAttribute(int vocabulary, int size)
    {
        Vocabulary = vocabulary;
        Size = size;
    }

    /// <summary>The number of tokens.</summary>
    public int Vocabulary { get; }

    /// <summary>The number of values of a token.</summary>
    public int Size { get; }
}
