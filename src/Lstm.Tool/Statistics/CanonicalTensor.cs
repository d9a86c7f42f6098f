using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Safetensors;

namespace Lstm.Tool.Statistics;

/// <summary>A tensor of the canonical file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Values">Its values, row-major.</param>
internal sealed record CanonicalTensor(string Name, IReadOnlyList<long> Shape, float[] Values)
{
    /// <summary>Whether it belongs to a self-test.</summary>
    public bool IsSelfTest => Name.StartsWith("selftest.", System.StringComparison.Ordinal);

    /// <summary>Whether it is a state to start from.</summary>
    public bool IsStart => Name is StartTensors.InitialHiddenName or StartTensors.InitialCellName;

    /// <summary>Whether it is trained.</summary>
    public bool IsWeight => !IsSelfTest && !IsStart;

    /// <summary>The tensors that weights are saved as, in that order: names and shapes are the writer's own, not a second set of rules.</summary>
    public static IReadOnlyList<CanonicalTensor> Of(LstmWeights weights)
    {
        using var stream = new MemoryStream();
        weights.Save(stream);
        stream.Position = 0;
        SafetensorsReader reader = SafetensorsReader.Open(stream, weights.Source);
        Dictionary<SafetensorsTensor, float[]> values = reader.ReadAll(reader.Catalog.Tensors);
        return
        [
            .. values.OrderBy(static pair => pair.Key.Begin).Select(static pair => new CanonicalTensor(pair.Key.Name, pair.Key.Shape, pair.Value))
                .Where(static tensor => !IsFiller(tensor)),
        ];
    }

    // PyTorch wants two biases: the writer fills the second with minus zeros, which no weight is.
    private static bool IsFiller(CanonicalTensor tensor) =>
        tensor.Name.StartsWith("bias_hh", System.StringComparison.Ordinal) && tensor.Values.All(static value => value == 0 && float.IsNegative(value));
}
