using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;

namespace Lstm.Import.StateDict;

/// <summary>The layers found in a PyTorch state dict by names and shapes.</summary>
/// <param name="Layers">The layers, in the order of the data.</param>
/// <param name="Notes">The assumptions made, one sentence each.</param>
internal sealed record StateDictNetwork(IReadOnlyList<SourceLayer> Layers, IReadOnlyList<SourceNote> Notes)
{
    private const string PoolName = "pool";

    /// <summary>
    /// Finds the recurrent modules and the normalisations by PyTorch's tensor names, the dense layers by their shapes, and their order.
    /// </summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="tensors">All tensors of floats in the file.</param>
    /// <param name="inOrder">
    /// Whether the tensors are in the order in which the module defined them. If false, their order has no meaning.
    /// </param>
    /// <param name="options">The options of the import.</param>
    /// <exception cref="WeightFormatException">
    /// There is no recurrent module, there are several that do not form a chain, one is incomplete, or the order is not certain.
    /// </exception>
    public static StateDictNetwork Find(SourceFile file, IReadOnlyList<SourceTensor> tensors, bool inOrder, ModelReadOptions options)
    {
        if (options.Layers.Count > 0 && options.Module is not null)
        {
            throw file.Refused(null, "the options Layers and Module exclude each other: Layers names the module, too");
        }

        IReadOnlyList<RecurrentModule> ModulesOf(IReadOnlyList<SourceTensor> sorted) => RecurrentModule.All(file, sorted, options);
        IReadOnlyList<RecurrentModule> modules = ModulesOf(tensors);
        TensorOrder order = inOrder ? TensorOrder.Definition : TensorOrder.Unknown;
        if (!inOrder && PieceOrder.Sort(tensors, ModulesOf) is { } sorted)
        {
            tensors = sorted;
            modules = ModulesOf(tensors);
            order = TensorOrder.Data;
        }

        StatePieces pieces = StatePieces.Of(tensors, modules, order);
        try
        {
            Arrangement arrangement = options.Layers.Count > 0
                ? new NamedChain(file, tensors, modules, pieces).Of(options.Layers)
                : EmbeddingPiece.Before(
                    file, new ArrangementSearch(file, modules, pieces, order, options).Find(), pieces.Embeddings, modules, options);
            UnreadTensors.Check(file, tensors, arrangement, options);
            IReadOnlyList<ClassLayer>[] layers = Dilated(file, [.. arrangement.Pieces.Select(static piece => piece.ToLayers())], options);
            return new StateDictNetwork(
                Pooled([.. layers.SelectMany(static layers => layers)], options.Pooling),
                new StateDictNotes(tensors, modules, arrangement, layers, options).All);
        }
        catch (WeightFormatException refusal)
        {
            refusal.Layers =
            [
                .. modules.Concat<IPiece>(pieces.Layers).Concat(pieces.Unplaced).Concat(pieces.Embeddings).Select(
                    static piece => new FileLayer(piece.Name, piece.Kind, piece.InputSize, piece.OutputSize)),
            ];
            throw;
        }
    }

    // The convolutions of all modules, with the dilations that the options give.
    private static IReadOnlyList<ClassLayer>[] Dilated(
        SourceFile file, IReadOnlyList<ClassLayer>[] modules, ModelReadOptions options)
    {
        SourceConv1D[] convolutions = [.. modules.SelectMany(static module => module).OfType<SourceConv1D>()];
        Dictionary<string, int> dilations = new(StringComparer.Ordinal);
        foreach ((string name, int dilation) in options.Dilations)
        {
            IReadOnlyList<SourceConv1D> called = LayerPaths.Called(convolutions, static layer => layer.Name, name);
            dilations[called is [var one] ? one.Name : throw NotOne(file, name, called, convolutions)] = dilation;
        }

        return Array.ConvertAll(modules, module => (IReadOnlyList<ClassLayer>)[.. module.Select(layer =>
            layer is SourceConv1D convolution && dilations.TryGetValue(layer.Name, out int dilation)
                ? convolution with { Dilation = dilation }
                : layer)]);
    }

    private static WeightFormatException NotOne(
        SourceFile file, string name, IReadOnlyList<SourceConv1D> called, IReadOnlyList<SourceConv1D> all)
    {
        string shown = string.Join("', '", (called.Count > 0 ? called : all).Select(static layer => layer.Name));
        return called.Count > 0
            ? file.Refused(null, $"several convolutions are called '{name}' for the given dilation: '{shown}'; write more of the path")
            : file.Error(null, $"a convolution over several steps '{name}' for the given dilation", all.Count == 0 ? "none" : $"'{shown}'");
    }

    // The pooling follows the last recurrent layer.
    private static IReadOnlyList<SourceLayer> Pooled(List<SourceLayer> layers, Pooling? pooling)
    {
        if (pooling is { } given)
        {
            layers.Insert(layers.FindLastIndex(static layer => layer is SourceRecurrent) + 1, new SourcePool(PoolName, given));
        }

        return layers;
    }
}
