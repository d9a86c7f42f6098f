using System;
using System.IO;
using Lstm.Safetensors;

namespace Lstm;

/// <summary>Writes the canonical file: names that PyTorch's own <c>load_state_dict</c> takes.</summary>
internal static class CanonicalWriter
{
    public static void Write(LstmWeights weights, Stream stream)
    {
        var writer = new SafetensorsWriter();
        for (int layer = 0; layer < weights.LayerCount; layer++)
        {
            AddLayer(writer, weights.Layers[layer], layer);
        }

        if (weights.Head is [{ } head])
        {
            writer.Add("head.weight", head.Weight, head.OutputSize, head.InputSize);
            writer.Add("head.bias", head.Bias, head.OutputSize);
        }

        if (weights.SelfTest is { } test)
        {
            writer.Add(SelfTestTensors.InputName, test.Input, test.Steps, weights.InputSize);
            writer.Add(SelfTestTensors.OutputName, test.Output, test.Steps, weights.OutputSize);
            if (!test.StartHidden.IsEmpty)
            {
                writer.Add(SelfTestTensors.StartHiddenName, test.StartHidden, weights.LayerCount, weights.HiddenSize);
                writer.Add(SelfTestTensors.StartCellName, test.StartCell, weights.LayerCount, weights.HiddenSize);
            }
        }

        writer.Write(stream);
    }

    private static void AddLayer(SafetensorsWriter writer, LstmLayerWeights weights, int layer)
    {
        int rows = 4 * weights.HiddenSize;

        // PyTorch wants two biases and adds them. Minus zero is what leaves every bit of the other as it is, that of a minus zero too.
        float[] nothing = new float[rows];
        Array.Fill(nothing, -0f);

        writer.Add(LstmTensorName.Of(string.Empty, LstmTensorName.WeightInput, layer), weights.Input, rows, weights.InputSize);
        writer.Add(LstmTensorName.Of(string.Empty, LstmTensorName.WeightRecurrent, layer), weights.Recurrent, rows, weights.HiddenSize);
        writer.Add(LstmTensorName.Of(string.Empty, LstmTensorName.BiasInput, layer), weights.Bias, rows);
        writer.Add(LstmTensorName.Of(string.Empty, LstmTensorName.BiasRecurrent, layer), nothing, rows);
    }
}
