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
        try
        {
            return Find(file, tensors, inOrder, all, options);
        }
        catch (WeightFormatException refusal)
        {
            refusal.Layers =
            [
                .. all.Select(static module => new FileLayer(
                    module.Name, module.IsGru ? "GRU" : "LSTM", module.InputSize, module.OutputSize)),
                .. DenseCandidate.All(tensors).Select(static layer => new FileLayer(
                    layer.Name, "Dense", layer.InputSize, layer.OutputSize)),
            ];
            throw;
        }
    }

    private static StateDictNetwork Find(
        SourceFile file,
        IReadOnlyList<SourceTensor> tensors,
        bool inOrder,
        IReadOnlyList<RecurrentModule> all,
        ModelReadOptions options)
    {
        IReadOnlyList<RecurrentModule> chosen = RecurrentChain.Choose(file, all, inOrder, options.Module);
        List<SourceLayer> recurrent = [.. chosen.SelectMany(static module => module.ToLayers())];
        DenseNetwork dense = new DenseSearch(file, tensors, inOrder, all, chosen, recurrent, options).Find();
        SourceLayer[] layers =
        [
            .. dense.Stem.Select(static layer => layer.ToLayer()),
            .. recurrent,
            .. dense.Head.Select(static layer => layer.ToLayer()),
        ];
        return new StateDictNetwork(layers, StateDictNotes.Of(tensors, all, chosen, dense, inOrder, options));
    }
}
