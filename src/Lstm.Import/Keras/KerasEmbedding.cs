using System.Collections.Generic;
using Lstm.Import.Input;
using Lstm.Import.Layers;

namespace Lstm.Import.Keras;

/// <summary>Reads a table of values for each token.</summary>
internal static class KerasEmbedding
{
    public const string ClassName = "Embedding";

    /// <summary>The name of the table.</summary>
    public const string Table = "embeddings";

    private static readonly IReadOnlyList<string> s_names = [Table];

    /// <summary>Reads the layer.</summary>
    /// <param name="file">The file.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="before">The data that it gets.</param>
    /// <param name="weights">The weights of the file.</param>
    /// <param name="notes">Receives notes for the user.</param>
    /// <exception cref="KerasUnsupportedException">It gets several numbers at each step.</exception>
    public static KerasOutputs Read(
        SourceFile file, KerasLayer layer, KerasSignal before, KerasWeights weights, List<SourceNote> notes)
    {
        // A token has no axis of values: [batch, steps], which otherwise is one vector.
        if (before is { IsSequence: true, Width: not null })
        {
            throw new KerasUnsupportedException("its input has an axis of values; a class has one token at each step");
        }

        SourceTensor table = KerasWeights.Require(file, layer.Name, weights.Of(layer, KerasPart.Whole, s_names), Table)
            .CheckShape(layer.Config.Require("input_dim").AsInt(), layer.Config.Require("output_dim").AsInt());
        SourceEmbedding embedding = SourceEmbedding.Of(layer.Name, table);
        if (KerasCell.Flag(layer.Config, "mask_zero", false))
        {
            notes.Add(SourceNote.About(
                $"Layer '{layer.Name}' masks the token 0 (mask_zero): in Keras, recurrent layers skip its steps. The class skips nothing. "
                + "Sequences without the token 0 have the same outputs.",
                layer.Name));
        }

        return new([embedding], before.After(embedding) with
        {
            IsSequence = true,
            Steps = before.IsSequence ? before.Steps : before.Width,
        });
    }
}
