using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Safetensors;
using Lstm.Shared;

namespace Lstm;

/// <summary>
/// A head without the name <c>head</c>, such as <c>fc.weight</c>: the only chain of dense layers that fits by its shapes.
/// </summary>
/// <param name="Layers">The layers in order of execution; empty if there is no such chain.</param>
/// <param name="Others">The matrices of the file that belong to nothing, with their shapes, for messages; empty for none.</param>
internal sealed record UnnamedHead(IReadOnlyList<DenseTensors> Layers, string Others)
{
    private const string Weight = ".weight";
    private const string Bias = ".bias";

    /// <summary>Finds the chain. Every dense layer of the file must belong to it, and the file must have one LSTM.</summary>
    /// <param name="catalog">The file.</param>
    /// <param name="lstm">The LSTM.</param>
    public static UnnamedHead Find(SafetensorsCatalog catalog, LstmModule lstm)
    {
        List<DenseTensors> candidates = [.. Candidates(catalog).OrderBy(static layer => layer.Weight.Name, StringComparer.Ordinal)];
        bool fits = lstm.IsOnly && candidates.Count is >= 1 and <= NetworkShape.MaxDenseLayers;
        IReadOnlyList<DenseTensors>? chain = fits ? Chain(candidates, lstm.OutputSize) : null;
        string[] others = [.. candidates.Select(static layer => $"{layer.Weight.Name} {layer.Weight.ShapeText}")];
        return chain is not null
            ? new UnnamedHead(WidthOfTest(catalog) is { } width && width != chain[^1].OutputSize ? [] : chain, "")
            : new UnnamedHead([], others.Length == 0 ? "" : SafetensorsCatalog.Some(others));
    }

    // The self-test proves that the chain does not belong to the network if its outputs are others.
    private static long? WidthOfTest(SafetensorsCatalog catalog) =>
        catalog.Tensors.FirstOrDefault(static tensor => ModuleName.Of(tensor.Name, SelfTestTensors.OutputName) is not null) is
        {
            Shape: [_, var width],
        } ? width : null;

    private static IEnumerable<DenseTensors> Candidates(SafetensorsCatalog catalog)
    {
        Dictionary<string, SafetensorsTensor> byName = catalog.Tensors.ToDictionary(static tensor => tensor.Name, StringComparer.Ordinal);
        foreach (SafetensorsTensor weight in catalog.Tensors)
        {
            if (weight.Name.EndsWith(Weight, StringComparison.Ordinal)
                && weight.Shape is [>= 1 and <= NetworkShape.MaxSize, >= 1 and <= NetworkShape.MaxInput]
                && SafetensorsDtype.WeightBytes(weight.Dtype) > 0
                && DenseName.Parse(weight.Name, DenseSequence.Stem) is null)
            {
                SafetensorsTensor? bias = byName.GetValueOrDefault(weight.Name[..^Weight.Length] + Bias);
                bool isBias = bias is not null
                    && SafetensorsDtype.WeightBytes(bias.Dtype) > 0
                    && bias.Shape is [var rows]
                    && rows == weight.Shape[0];
                bool isEmbedding = bias is null
                    && weight.Name.Split('.').Any(static part => part.StartsWith("emb", StringComparison.OrdinalIgnoreCase));
                if ((bias is null || isBias) && !isEmbedding)
                {
                    yield return new DenseTensors((int)weight.Shape[1], (int)weight.Shape[0], weight, bias);
                }
            }
        }
    }

    // Numbered names (fc.0, fc.2) give the order. Otherwise each layer must have exactly one possible successor.
    private static List<DenseTensors>? Chain(List<DenseTensors> candidates, int inputs)
    {
        List<DenseTensors>? sorted = NumberedName.Sort(candidates, static layer => layer.Weight.Name[..^Weight.Length]);
        List<DenseTensors> rest = [.. sorted ?? candidates];
        List<DenseTensors> chain = [];
        while (rest.Count > 0)
        {
            List<DenseTensors> next = sorted is not null
                ? rest[0].InputSize == inputs ? [rest[0]] : []
                : rest.FindAll(layer => layer.InputSize == inputs);
            if (next.Count != 1)
            {
                return null;
            }

            chain.Add(next[0]);
            rest.Remove(next[0]);
            inputs = next[0].OutputSize;
        }

        return chain;
    }
}
