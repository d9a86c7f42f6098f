using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;

namespace Lstm.Import.StateDict;

/// <summary>A pair of tensors that may be an nn.Linear.</summary>
/// <param name="Name">The name of the module.</param>
/// <param name="Weight">The weights, [output, input].</param>
/// <param name="Bias">The bias, [output]; null for none.</param>
/// <param name="Index">The position of the weights in the file.</param>
internal sealed record DenseCandidate(string Name, SourceTensor Weight, SourceTensor? Bias, int Index) : IChained
{
    private const string WeightSuffix = ".weight";
    private const string BiasSuffix = ".bias";

    public int InputSize => Weight.Shape[1];

    public int OutputSize => Weight.Shape[0];

    public string Described => $"'{Name}' {Weight.ShapeText}";

    /// <summary>
    /// Returns all possible dense layers in the order of the file. A matrix without bias is skipped if its name suggests an embedding.
    /// </summary>
    public static IReadOnlyList<DenseCandidate> All(IReadOnlyList<SourceTensor> tensors)
    {
        Dictionary<string, SourceTensor> byName = tensors.ToDictionary(static tensor => tensor.Name, StringComparer.Ordinal);
        List<DenseCandidate> found = [];
        for (int index = 0; index < tensors.Count; index++)
        {
            SourceTensor weight = tensors[index];
            if (!weight.Name.EndsWith(WeightSuffix, StringComparison.Ordinal) || weight.Shape.Count != 2 || weight.Shape.Contains(0))
            {
                continue;
            }

            string name = weight.Name[..^WeightSuffix.Length];
            SourceTensor? bias = byName.GetValueOrDefault(name + BiasSuffix);
            bool isEmbedding = bias is null && name.Contains("emb", StringComparison.OrdinalIgnoreCase);
            bool fits = bias is null || (bias.Shape.Count == 1 && bias.Shape[0] == weight.Shape[0]);
            if (!isEmbedding && fits)
            {
                found.Add(new DenseCandidate(name, weight, bias, index));
            }
        }

        return found;
    }

    public SourceDense ToLayer() => new(
        Name,
        Weight.File.Build(Name, () => new DenseWeights(InputSize, OutputSize, Weight.Values, Bias?.Values ?? new float[OutputSize])),
        Activation.Linear)
    {
        Origins = Bias is null ? [Weight.As("weight")] : [Weight.As("weight"), Bias.As("bias")],
    };
}
