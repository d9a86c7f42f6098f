using System.Collections.Generic;
using Lstm.Safetensors;
using Lstm.Shared;

namespace Lstm;

/// <summary>The tensors of one layer, with the sizes their shapes tell.</summary>
/// <param name="InputSize">Values the layer takes in.</param>
/// <param name="HiddenSize">The layer's units.</param>
/// <param name="Input">The input weights, [4·hidden, input].</param>
/// <param name="Recurrent">The recurrent weights, [4·hidden, hidden].</param>
/// <param name="InputBias">The bias of the inputs, [4·hidden]; null when the layer has no bias.</param>
/// <param name="RecurrentBias">The bias of the hidden state, [4·hidden]; null exactly when the other is.</param>
internal sealed record LstmLayerTensors(
    int InputSize,
    int HiddenSize,
    SafetensorsTensor Input,
    SafetensorsTensor Recurrent,
    SafetensorsTensor? InputBias,
    SafetensorsTensor? RecurrentBias)
{
    private const int Gates = 4;

    // What a GRU has in place of four.
    private const int GruGates = 3;

    public IEnumerable<SafetensorsTensor> All =>
        InputBias is null || RecurrentBias is null ? [Input, Recurrent] : [Input, Recurrent, InputBias, RecurrentBias];

    /// <summary>Finds and checks a layer.</summary>
    /// <param name="catalog">The file.</param>
    /// <param name="prefix">What the names start with.</param>
    /// <param name="layer">The layer's number, or null in an LSTMCell.</param>
    /// <param name="hiddenBelow">The hidden size of the layer below, or null for the lowest.</param>
    public static LstmLayerTensors Find(SafetensorsCatalog catalog, string prefix, int? layer, int? hiddenBelow)
    {
        string Name(string kind) => LstmTensorName.Of(prefix, kind, layer);

        SafetensorsTensor input = catalog.Require(Name(LstmTensorName.WeightInput));
        SafetensorsTensor recurrent = catalog.Require(Name(LstmTensorName.WeightRecurrent));
        (int hiddenSize, int inputSize) = SizesOf(catalog, input, recurrent);
        if (hiddenBelow is not null)
        {
            catalog.CheckShape(input, Gates * hiddenBelow.Value, hiddenBelow.Value);
        }

        catalog.CheckShape(recurrent, Gates * hiddenSize, hiddenSize);
        SafetensorsTensor? inputBias = catalog.Find(Name(LstmTensorName.BiasInput));
        SafetensorsTensor? recurrentBias = catalog.Find(Name(LstmTensorName.BiasRecurrent));
        if (inputBias is null != recurrentBias is null)
        {
            string missing = Name(inputBias is null ? LstmTensorName.BiasInput : LstmTensorName.BiasRecurrent);
            throw catalog.Error(missing, "both biases or neither", $"only '{(inputBias ?? recurrentBias)!.Name}'");
        }

        if (inputBias is not null && recurrentBias is not null)
        {
            catalog.CheckShape(inputBias, Gates * hiddenSize);
            catalog.CheckShape(recurrentBias, Gates * hiddenSize);
        }

        return new LstmLayerTensors(inputSize, hiddenSize, input, recurrent, inputBias, recurrentBias);
    }

    private static (int Hidden, int Input) SizesOf(SafetensorsCatalog catalog, SafetensorsTensor input, SafetensorsTensor recurrent)
    {
        if (input.Shape.Count != 2)
        {
            throw catalog.Error(input.Name, "shape [4·hidden, input]", $"shape {input.ShapeText}");
        }

        if (recurrent.Shape.Count == 2 && recurrent.Shape[0] == input.Shape[0] && recurrent.Shape[0] == GruGates * recurrent.Shape[1])
        {
            throw catalog.Error(recurrent.Name, "four rows for each hidden unit", $"shape {recurrent.ShapeText}, three rows as in a GRU");
        }

        long rows = input.Shape[0];
        long columns = input.Shape[1];
        if (rows is < Gates or > Gates * NetworkShape.MaxSize || rows % Gates != 0 || columns is < 1 or > NetworkShape.MaxSize)
        {
            throw catalog.Error(
                input.Name,
                $"shape [4·hidden, input] with hidden and input from 1 to {NetworkShape.MaxSize}",
                $"shape {input.ShapeText}");
        }

        return ((int)(rows / Gates), (int)columns);
    }
}
