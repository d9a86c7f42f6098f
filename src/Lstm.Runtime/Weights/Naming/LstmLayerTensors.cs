using System.Collections.Generic;
using System.Linq;
using Lstm.Safetensors;
using Lstm.Shared;

namespace Lstm;

/// <summary>
/// The tensors of one recurrent layer in one direction. Their names and shapes are checked, but their values are not read yet.
/// </summary>
/// <param name="InputSize">The number of inputs.</param>
/// <param name="Cell">The cell.</param>
/// <param name="Tensors">The tensors that are stored as they are used: all but the biases.</param>
/// <param name="InputBias">The input bias, [gates·hidden]; null if the layer has no bias.</param>
/// <param name="RecurrentBias">The recurrent bias, [gates·hidden]; null if the input bias is null.</param>
internal sealed record LstmLayerTensors(
    int InputSize,
    CellShape Cell,
    IReadOnlyDictionary<CellTensorKind, SafetensorsTensor> Tensors,
    SafetensorsTensor? InputBias,
    SafetensorsTensor? RecurrentBias)
{
    public IEnumerable<SafetensorsTensor> All => Tensors.Values.Concat(new[] { InputBias, RecurrentBias }.OfType<SafetensorsTensor>());

    /// <summary>Finds and checks a layer.</summary>
    /// <param name="catalog">The file.</param>
    /// <param name="names">The names of the layer's tensors.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="inputSize">The expected number of inputs.</param>
    public static LstmLayerTensors Find(SafetensorsCatalog catalog, LayerNames names, CellShape cell, int inputSize)
    {
        Dictionary<CellTensorKind, SafetensorsTensor> tensors = [];
        (SafetensorsTensor? inputBias, SafetensorsTensor? recurrentBias) = (null, null);
        foreach (CellTensor tensor in CellTensors.Of(cell, inputSize))
        {
            if (tensor.Kind == CellTensorKind.Bias)
            {
                (inputBias, recurrentBias) = BiasesOf(catalog, names, tensor.Rows);
            }
            else if (tensor.Kind != CellTensorKind.RecurrentBias)
            {
                tensors.Add(tensor.Kind, Find(catalog, names, tensor));
            }
        }

        return new LstmLayerTensors(inputSize, cell, tensors, inputBias, recurrentBias);
    }

    private static SafetensorsTensor Find(SafetensorsCatalog catalog, LayerNames names, CellTensor expected)
    {
        string kind = LstmTensorName.KindOf(expected.Kind);
        SafetensorsTensor tensor = names.FindPart(catalog, kind) ?? catalog.Require(names.Of(kind));
        catalog.CheckShape(tensor, [.. LstmTensorName.ShapeOf(expected).Select(static size => (long)size)]);
        return tensor;
    }

    private static (SafetensorsTensor? Input, SafetensorsTensor? Recurrent) BiasesOf(SafetensorsCatalog catalog, LayerNames names, int rows)
    {
        SafetensorsTensor? input = catalog.Find(names.Of(LstmTensorName.BiasInput));
        SafetensorsTensor? recurrent = catalog.Find(names.Of(LstmTensorName.BiasRecurrent));
        if (input is null != recurrent is null)
        {
            string missing = names.Of(input is null ? LstmTensorName.BiasInput : LstmTensorName.BiasRecurrent);
            throw catalog.Error(missing, "both biases or neither", $"only '{(input ?? recurrent)!.Name}'");
        }

        if (input is not null && recurrent is not null)
        {
            catalog.CheckShape(input, rows);
            catalog.CheckShape(recurrent, rows);
        }

        return (input, recurrent);
    }
}
