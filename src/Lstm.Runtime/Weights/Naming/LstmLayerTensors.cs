using System.Collections.Generic;
using System.Linq;
using Lstm.Safetensors;

namespace Lstm;

/// <summary>The tensors of one layer in one direction. Their names and shapes are checked, but their values are not read yet.</summary>
/// <param name="InputSize">The number of inputs.</param>
/// <param name="Sizes">The sizes that all layers share.</param>
/// <param name="Input">The input weights, [gates·hidden, input].</param>
/// <param name="Recurrent">The recurrent weights, [gates·hidden, hidden or projection].</param>
/// <param name="InputBias">The input bias, [gates·hidden]; null if the layer has no bias.</param>
/// <param name="RecurrentBias">The recurrent bias, [gates·hidden]; null if the input bias is null.</param>
internal sealed record LstmLayerTensors(
    int InputSize,
    CellSizes Sizes,
    SafetensorsTensor Input,
    SafetensorsTensor Recurrent,
    SafetensorsTensor? InputBias,
    SafetensorsTensor? RecurrentBias)
{
    /// <summary>The projection, [projection, hidden]; null for none.</summary>
    public SafetensorsTensor? Projection { get; init; }

    /// <summary>The peephole weights, [(gates - 1)·hidden]; null for none.</summary>
    public SafetensorsTensor? Peephole { get; init; }

    /// <summary>
    /// The scale (gamma) of the normalised pre-activations, [gates·hidden]; null for no normalisation, as are the next three.
    /// </summary>
    public SafetensorsTensor? GateNormWeight { get; init; }

    /// <summary>The shift (beta) of the normalised pre-activations, [gates·hidden].</summary>
    public SafetensorsTensor? GateNormBias { get; init; }

    /// <summary>The scale (gamma) of the normalised cell state, [hidden].</summary>
    public SafetensorsTensor? CellNormWeight { get; init; }

    /// <summary>The shift (beta) of the normalised cell state, [hidden].</summary>
    public SafetensorsTensor? CellNormBias { get; init; }

    public IEnumerable<SafetensorsTensor> All => new[]
    {
        Input, Recurrent, InputBias, RecurrentBias, Projection, Peephole, GateNormWeight, GateNormBias, CellNormWeight, CellNormBias,
    }.OfType<SafetensorsTensor>();

    /// <summary>Finds and checks a layer.</summary>
    /// <param name="catalog">The file.</param>
    /// <param name="names">The names of the layer's tensors.</param>
    /// <param name="sizes">The sizes that all layers share.</param>
    /// <param name="inputSize">The expected number of inputs.</param>
    public static LstmLayerTensors Find(SafetensorsCatalog catalog, LayerNames names, CellSizes sizes, int inputSize)
    {
        SafetensorsTensor? Part(string kind, params long[] shape)
        {
            SafetensorsTensor? tensor = names.FindPart(catalog, kind);
            if (tensor is not null)
            {
                catalog.CheckShape(tensor, shape);
            }

            return tensor;
        }

        SafetensorsTensor input = catalog.Require(names.Of(LstmTensorName.WeightInput));
        SafetensorsTensor recurrent = catalog.Require(names.Of(LstmTensorName.WeightRecurrent));
        catalog.CheckShape(input, sizes.Rows, inputSize);
        catalog.CheckShape(recurrent, sizes.Rows, sizes.Width);
        (SafetensorsTensor? inputBias, SafetensorsTensor? recurrentBias) = BiasesOf(catalog, names, sizes.Rows);
        return new LstmLayerTensors(inputSize, sizes, input, recurrent, inputBias, recurrentBias)
        {
            Projection = Part(LstmTensorName.WeightProjection, sizes.Projection, sizes.Hidden),
            Peephole = Part(LstmTensorName.WeightPeephole, sizes.Rows - sizes.Hidden),
            GateNormWeight = Part(LstmTensorName.WeightGateNorm, sizes.Rows),
            GateNormBias = Part(LstmTensorName.BiasGateNorm, sizes.Rows),
            CellNormWeight = Part(LstmTensorName.WeightCellNorm, sizes.Hidden),
            CellNormBias = Part(LstmTensorName.BiasCellNorm, sizes.Hidden),
        };
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
