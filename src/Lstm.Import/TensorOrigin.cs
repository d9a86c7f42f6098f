using System.Collections.Generic;

namespace Lstm.Import;

/// <summary>The origin of a canonical tensor.</summary>
/// <param name="Tensor">The canonical name, such as <c>weight_hh_l0</c>.</param>
/// <param name="Source">The name or position of the source tensor in the file.</param>
/// <param name="Shape">The shape in the file.</param>
/// <param name="Conversion">The conversion applied, such as "transposed"; empty for none.</param>
public sealed record TensorOrigin(string Tensor, string Source, IReadOnlyList<int> Shape, string Conversion = "");
