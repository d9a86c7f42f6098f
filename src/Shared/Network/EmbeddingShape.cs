using System.Collections.Generic;

namespace Lstm.Shared;

/// <summary>A table with a row of values for each token. It is the first layer, and its one input is the number of a token.</summary>
/// <param name="Vocabulary">The number of tokens.</param>
/// <param name="Units">The number of values of a token.</param>
internal sealed record EmbeddingShape(int Vocabulary, int Units) : FeedForwardShape(Units)
{
    /// <summary>The name of the attribute.</summary>
    public const string Name = "Embedding";

    /// <summary>The largest number of tokens. A float contains each of their numbers exactly.</summary>
    public const int MaxVocabulary = 65536;

    private static readonly IReadOnlyList<LayerTensor> s_tensors = [new("embedding", PackedKind.Embedding)];

    public override string Attribute => Name;

    public override IReadOnlyList<LayerTensor> Tensors => s_tensors;

    public override (int Rows, int Columns) SizeOf(LayerTensor tensor, int inputs) => (Vocabulary, Units);

    public override int[] ShapeOf(LayerTensor tensor, int inputs) => [Vocabulary, Units];
}
