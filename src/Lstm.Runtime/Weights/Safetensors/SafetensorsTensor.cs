using System.Collections.Generic;

namespace Lstm.Safetensors;

/// <summary>The description of a tensor in the header. It is checked for consistency, but its values are not read yet.</summary>
/// <param name="Name">The full name.</param>
/// <param name="Dtype">The name of the type of its values.</param>
/// <param name="Shape">The sizes; empty for a scalar.</param>
/// <param name="Begin">The offset of its first byte, from the end of the header.</param>
/// <param name="End">The offset after its last byte.</param>
internal sealed record SafetensorsTensor(string Name, string Dtype, IReadOnlyList<long> Shape, long Begin, long End)
{
    /// <summary>The shape as text for messages, such as [64, 16].</summary>
    public string ShapeText => ShapeOf(Shape);

    public static string ShapeOf(IEnumerable<long> shape) => $"[{string.Join(", ", shape)}]";
}
