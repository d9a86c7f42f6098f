using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;

namespace Lstm.Import.StateDict;

/// <summary>The layers that the names and shapes of a PyTorch state dict tell of.</summary>
/// <param name="Layers">The layers, in the order of the data.</param>
/// <param name="Notes">What had to be taken for granted, a sentence each.</param>
internal sealed record StateDictNetwork(IReadOnlyList<SourceLayer> Layers, IReadOnlyList<string> Notes)
{
    /// <summary>Finds recurrent modules by PyTorch's names, and the dense layers before and after them by their shapes.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="tensors">Every tensor of floats in it.</param>
    /// <param name="inOrder">Whether they stand in the order in which the module defined them; otherwise their order says nothing.</param>
    /// <param name="options">What to choose where there is a choice.</param>
    /// <exception cref="WeightFormatException">There is no recurrent module, or several that do not follow each other, or one that is incomplete.</exception>
    public static StateDictNetwork Find(SourceFile file, IReadOnlyList<SourceTensor> tensors, bool inOrder, ModelReadOptions options)
    {
        IReadOnlyList<RecurrentModule> all = RecurrentModule.All(file, tensors, options.Module);
        IReadOnlyList<RecurrentModule> chosen = RecurrentChain.Choose(file, all, inOrder, options.Module);
        List<SourceLayer> recurrent = [.. chosen.SelectMany(static module => module.ToLayers())];

        DenseSearch search = new(file, all, chosen, recurrent, options);
        DenseNetwork dense = inOrder ? search.InOrder(tensors) : search.ByShapes(tensors);
        SourceLayer[] layers = [.. dense.Stem.Select(static layer => layer.ToLayer()), .. recurrent, .. dense.Head.Select(static layer => layer.ToLayer())];
        return new StateDictNetwork(layers, StateDictNotes.Of(tensors, chosen, dense, inOrder, options));
    }
}
