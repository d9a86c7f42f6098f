using System.Collections.Generic;
using System.Linq;
using Lstm.Safetensors;

namespace Lstm;

/// <summary>The names of the tensors of one layer in one direction.</summary>
/// <param name="Parts">What the network has beyond weights and biases: see <see cref="PartsOf"/>.</param>
/// <param name="Prefix">What the names start with.</param>
/// <param name="Layer">The layer's number, or null in an LSTMCell.</param>
/// <param name="IsReverse">Whether it is the backward direction of a bidirectional network.</param>
internal readonly record struct LayerNames(IReadOnlyDictionary<string, string> Parts, string Prefix, int? Layer, bool IsReverse)
{
    // A normalisation is all of these.
    private static readonly string[] Norm =
        [LstmTensorName.WeightGateNorm, LstmTensorName.BiasGateNorm, LstmTensorName.WeightCellNorm, LstmTensorName.BiasCellNorm];

    /// <summary>
    /// The kinds of tensors that not every network has, and that all layers and directions of this one must have, each with the name of one that is there.
    /// </summary>
    public static IReadOnlyDictionary<string, string> PartsOf(IEnumerable<LstmTensorName> names)
    {
        Dictionary<string, string> parts = [];

        // By name, so that one file always gives one message.
        foreach (LstmTensorName name in names.OrderBy(static name => name.FullName, System.StringComparer.Ordinal))
        {
            string[] together = name.Kind is LstmTensorName.WeightProjection or LstmTensorName.WeightPeephole ? [name.Kind]
                : Norm.Contains(name.Kind) ? Norm
                : [];
            foreach (string kind in together)
            {
                parts.TryAdd(kind, name.FullName);
            }
        }

        return parts;
    }

    /// <summary>The name of a kind of tensor.</summary>
    public string Of(string kind) => LstmTensorName.Of(Prefix, kind, Layer, IsReverse);

    /// <summary>The tensor of a kind that all layers have or none; null when none has.</summary>
    /// <exception cref="WeightFormatException">This layer lacks it, and another has it.</exception>
    public SafetensorsTensor? FindPart(SafetensorsCatalog catalog, string kind)
    {
        if (!Parts.TryGetValue(kind, out string? there))
        {
            return null;
        }

        string name = Of(kind);
        return catalog.Find(name)
            ?? throw catalog.Error(name, "this tensor, as all layers and directions have the same parts", $"none of that name, but '{there}'");
    }
}
