using System.Collections.Generic;

namespace Lstm.Safetensors;

/// <summary>What the header says about one tensor, checked against itself but not yet read.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Dtype">The header's word for the type of its values.</param>
/// <param name="Shape">Its sizes; none for a scalar.</param>
/// <param name="Begin">Where its bytes start, counted from the end of the header.</param>
/// <param name="End">Where they end.</param>
internal sealed record SafetensorsTensor(string Name, string Dtype, IReadOnlyList<long> Shape, long Begin, long End)
{
    /// <summary>The shape as messages show it: [64, 16].</summary>
    public string ShapeText => ShapeOf(Shape);

    public static string ShapeOf(IEnumerable<long> shape) => $"[{string.Join(", ", shape)}]";
}
