using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Safetensors;

namespace Lstm;

/// <summary>Reads the canonical file. Names and shapes are judged from the header alone, before any weight is read.</summary>
internal static class CanonicalReader
{
    /// <summary>Reads a network from a stream's position to its end.</summary>
    /// <exception cref="WeightFormatException">The file does not hold a network that could be run as it is.</exception>
    public static LstmWeights Read(Stream stream, string file, string? prefix)
    {
        SafetensorsReader reader = SafetensorsReader.Open(stream, file);
        LstmModule lstm = LstmModule.Find(reader.Catalog, prefix);
        HeadTensors? head = HeadTensors.Find(reader.Catalog, lstm);
        SelfTestTensors? selfTest = SelfTestTensors.Find(reader.Catalog, lstm, head?.OutputSize ?? lstm.HiddenSize);

        List<SafetensorsTensor> wanted = [.. lstm.Layers.SelectMany(layer => layer.All)];
        wanted.AddRange(head?.All ?? []);
        wanted.AddRange(selfTest?.All ?? []);
        Dictionary<SafetensorsTensor, float[]> values = reader.ReadAll(wanted);

        return new LstmWeights(
            [.. lstm.Layers.Select(layer => LayerOf(reader.Catalog, layer, values))],
            head is null ? null : HeadOf(head, lstm.HiddenSize, values),
            selfTest is null ? null : SelfTestOf(selfTest, values),
            file);
    }

    private static LstmLayerWeights LayerOf(
        SafetensorsCatalog catalog, LstmLayerTensors layer, Dictionary<SafetensorsTensor, float[]> values)
    {
        float[] bias = new float[4 * layer.HiddenSize];
        if (layer.InputBias is not null && layer.RecurrentBias is not null)
        {
            float[] input = values[layer.InputBias];
            float[] recurrent = values[layer.RecurrentBias];
            for (int row = 0; row < bias.Length; row++)
            {
                bias[row] = input[row] + recurrent[row];
                if (!float.IsFinite(bias[row]))
                {
                    throw catalog.Error(
                        layer.RecurrentBias.Name, $"a finite sum with '{layer.InputBias.Name}'", $"one past the range of float at [{row}]");
                }
            }
        }

        return new LstmLayerWeights(layer.InputSize, layer.HiddenSize, values[layer.Input], values[layer.Recurrent], bias);
    }

    private static DenseWeights HeadOf(HeadTensors head, int hiddenSize, Dictionary<SafetensorsTensor, float[]> values)
    {
        float[] bias = head.Bias is null ? new float[head.OutputSize] : values[head.Bias];
        return new DenseWeights(hiddenSize, head.OutputSize, values[head.Weight], bias);
    }

    private static LstmSelfTest SelfTestOf(SelfTestTensors test, Dictionary<SafetensorsTensor, float[]> values) => new(
        test.Steps,
        values[test.Input],
        values[test.Output],
        test.StartHidden is null ? default : values[test.StartHidden],
        test.StartCell is null ? default : values[test.StartCell]);
}
