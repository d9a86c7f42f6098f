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
    /// <summary>Finds the recurrent modules by PyTorch's tensor names and the dense layers before and after them by their shapes.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="tensors">All tensors of floats in the file.</param>
    /// <param name="inOrder">
    /// Whether the tensors are in the order in which the module defined them. If false, their order has no meaning.
    /// </param>
    /// <param name="options">The options of the import.</param>
    /// <exception cref="WeightFormatException">
    /// There is no recurrent module, there are several that do not form a chain, or one is incomplete.
    /// </exception>
    public static StateDictNetwork Find(SourceFile file, IReadOnlyList<SourceTensor> tensors, bool inOrder, ModelReadOptions options)
    {
        IReadOnlyList<RecurrentModule> all = RecurrentModule.All(file, tensors, options.Module);
        TensorOrder order = inOrder ? TensorOrder.Definition : TensorOrder.Unknown;
        if (!inOrder && PieceOrder.Sort(tensors, all, DenseCandidate.All(tensors)) is { } sorted)
        {
            tensors = sorted;
            all = RecurrentModule.All(file, tensors, options.Module);
            order = TensorOrder.Data;
        }

        try
        {
            return Find(file, tensors, order, all, options);
        }
        catch (WeightFormatException refusal)
        {
            refusal.Layers =
            [
                .. all.Select(static module => new FileLayer(
                    module.Name, module.CellName, module.InputSize, module.OutputSize)),
                .. DenseCandidate.All(tensors).Select(static layer => new FileLayer(
                    layer.Name, "Dense", layer.InputSize, layer.OutputSize)),
            ];
            throw;
        }
    }

    private static StateDictNetwork Find(
        SourceFile file,
        IReadOnlyList<SourceTensor> tensors,
        TensorOrder order,
        IReadOnlyList<RecurrentModule> all,
        ModelReadOptions options)
    {
        IReadOnlyList<DenseCandidate> candidates = DenseCandidate.All(tensors);
        RecurrentChain chain = RecurrentChain.Choose(file, all, candidates, order, options.Module);
        IReadOnlyList<SourceRecurrent>[] modules = [.. chain.Modules.Select(static module => module.ToLayers())];
        SourceLayer[] recurrent = [.. modules.SelectMany(static layers => layers)];
        DenseNetwork dense = new DenseSearch(file, tensors, order, all, chain.Modules, recurrent, options).Find();
        SourceLayer[] layers =
        [
            .. dense.Stem.Select(static layer => layer.ToLayer()),
            .. modules.SelectMany((layers, index) => (SourceLayer[])
                [.. layers, .. chain.Between.ElementAtOrDefault(index)?.Select(static layer => layer.ToLayer()) ?? []]),
            .. dense.Head.Select(static layer => layer.ToLayer()),
        ];
        return new StateDictNetwork(layers, new StateDictNotes(tensors, all, chain, dense, layers, order, options).All);
    }
}
