using System.Collections.Generic;
using System.Linq;
using Lstm.Safetensors;

namespace Lstm;

/// <summary>The names of the tensors of one layer in one direction.</summary>
/// <param name="Parts">The optional parts of the network: see <see cref="PartsOf"/>.</param>
/// <param name="Prefix">The start of the names.</param>
/// <param name="Layer">The layer's number, or null in an LSTMCell.</param>
/// <param name="IsReverse">Whether it is the backward direction of a bidirectional network.</param>
internal readonly record struct LayerNames(IReadOnlyDictionary<string, string> Parts, string Prefix, int? Layer, bool IsReverse)
{
    // A layer normalisation consists of all of these.
    private static readonly string[] Norm =
        [LstmTensorName.WeightGateNorm, LstmTensorName.BiasGateNorm, LstmTensorName.WeightCellNorm, LstmTensorName.BiasCellNorm];

    /// <summary>
    /// Returns the optional kinds of tensors that this network has, and that all its layers and directions must have, each with the name of
    /// an existing tensor.
    /// </summary>
    public static IReadOnlyDictionary<string, string> PartsOf(IEnumerable<LstmTensorName> names)
    {
        Dictionary<string, string> parts = [];

        // In the order of their names, so that the message for a file is always the same.
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

    /// <summary>Returns the name of a kind of tensor.</summary>
    public string Of(string kind) => LstmTensorName.Of(Prefix, kind, Layer, IsReverse);

    /// <summary>Finds the tensor of an optional kind; null if no layer has it.</summary>
    /// <exception cref="WeightFormatException">This layer does not have it, but another has.</exception>
    public SafetensorsTensor? FindPart(SafetensorsCatalog catalog, string kind)
    {
        if (!Parts.TryGetValue(kind, out string? there))
        {
            return null;
        }

        string name = Of(kind);
        return catalog.Find(name)
            ?? throw catalog.Error(
                name,
                $"this tensor, because '{there}' exists and all layers and directions must have the same parts",
                "no tensor of this name");
    }
}
