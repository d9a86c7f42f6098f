using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.StateDict;

/// <summary>A tensor that may be an nn.Embedding. As the first layer of a network it takes one token at each step.</summary>
/// <param name="Name">The name of the module.</param>
/// <param name="Weight">The table, [tokens, values].</param>
/// <param name="FirstIndex">The position of the tensor in the file.</param>
internal sealed record EmbeddingPiece(string Name, SourceTensor Weight, int FirstIndex) : IPiece
{
    public string Kind => "Embedding";

    public int InputSize => 1;

    public int OutputSize => Weight.Shape[1];

    /// <summary>Its name and size, for messages.</summary>
    public string Described => $"'{Name}' {Weight.ShapeText}";

    public bool Owns(string tensor) => tensor == Weight.Name;

    public IReadOnlyList<ClassLayer> ToLayers() => [SourceEmbedding.Of(Name, Weight)];

    /// <summary>Adds the only embedding that fits before the modules of a network.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="found">The modules.</param>
    /// <param name="embeddings">All embeddings of the file.</param>
    /// <param name="modules">All recurrent modules of the file.</param>
    /// <param name="options">The options of the import.</param>
    /// <exception cref="WeightFormatException">Several fit, or the one that fits is larger than that of a class.</exception>
    public static Arrangement Before(
        SourceFile file,
        Arrangement found,
        IReadOnlyList<EmbeddingPiece> embeddings,
        IReadOnlyList<RecurrentModule> modules,
        ModelReadOptions options)
    {
        IPiece first = found.Pieces[0];
        RecurrentModule[] chosen = [.. found.Pieces.OfType<RecurrentModule>()];

        // If one of several modules is read, only the embeddings in the same part of the network belong to it.
        EmbeddingPiece[] fitting =
        [
            .. embeddings.Where(table => table.OutputSize == first.InputSize
                && (chosen.Length == modules.Count || table.Name.StartsWith(chosen[0].Scope, StringComparison.Ordinal))
                && (options.FirstLayer is not { } asked || LayerPaths.IsCalled(table.Name, asked))),
        ];
        if (fitting.Length == 0)
        {
            return found;
        }

        if (fitting.Length > 1)
        {
            throw file.Refused(
                fitting[1].Name,
                $"each of {string.Join(", ", fitting.Select(static table => table.Described))} has as many values for a token as "
                + $"'{first.Name}' has inputs, and a class has one token at each step",
                advice: Arrangement.Choice([.. fitting.Select(table => (IPiece[])[table, .. found.Pieces]), found.Pieces]));
        }

        if (fitting[0].Weight.Shape[0] > EmbeddingShape.MaxVocabulary || fitting[0].OutputSize > NetworkShape.MaxSize)
        {
            throw file.Refused(
                fitting[0].Name,
                $"the embedding {fitting[0].Described} is larger than that of a class, which has at most "
                + $"{EmbeddingShape.MaxVocabulary} tokens and {NetworkShape.MaxSize} values for each",
                advice: Arrangement.Choice([found.Pieces]));
        }

        return found with { Pieces = [fitting[0], .. found.Pieces] };
    }
}
