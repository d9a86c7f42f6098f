using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Safetensors;

namespace Lstm.Tool.Statistics;

/// <summary>A tensor of the canonical file.</summary>
/// <param name="Name">The name.</param>
/// <param name="Shape">The shape.</param>
/// <param name="Values">The values, row-major.</param>
internal sealed record CanonicalTensor(string Name, IReadOnlyList<long> Shape, float[] Values)
{
    /// <summary>Whether the tensor belongs to a self-test.</summary>
    public bool IsSelfTest => Name.StartsWith("selftest.", System.StringComparison.Ordinal);

    /// <summary>Whether the tensor is an initial state.</summary>
    public bool IsStart => Name is StartTensors.InitialHiddenName or StartTensors.InitialCellName;

    /// <summary>Whether the tensor contains trained weights.</summary>
    public bool IsWeight => !IsSelfTest && !IsStart;

    /// <summary>Returns the tensors of saved weights, in file order. Names and shapes come from the writer itself.</summary>
    public static IReadOnlyList<CanonicalTensor> Of(LstmWeights weights)
    {
        using var stream = new MemoryStream();
        weights.Save(stream);
        stream.Position = 0;
        SafetensorsReader reader = SafetensorsReader.Open(stream, weights.Source);
        Dictionary<SafetensorsTensor, float[]> values = reader.ReadAll(reader.Catalog.Tensors);
        return
        [
            .. values.OrderBy(static pair => pair.Key.Begin)
                .Select(static pair => new CanonicalTensor(pair.Key.Name, pair.Key.Shape, pair.Value))
                .Where(static tensor => !IsFiller(tensor)),
        ];
    }

    // PyTorch needs two biases. The writer fills the second with negative zeros, which do not occur in trained weights.
    private static bool IsFiller(CanonicalTensor tensor) =>
        LstmTensorName.Parse(tensor.Name) is { Kind: LstmTensorName.BiasRecurrent }
        && tensor.Values.All(static value => value == 0 && float.IsNegative(value));
}
