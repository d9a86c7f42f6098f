using System.Collections.Generic;

namespace Lstm.Import;

/// <summary>Where a canonical tensor came from.</summary>
/// <param name="Tensor">Its canonical name, such as <c>weight_hh_l0</c>.</param>
/// <param name="Source">Its name or place in the file that was read.</param>
/// <param name="Shape">Its shape there.</param>
/// <param name="Conversion">What was done to it, such as "transposed"; empty for nothing.</param>
public sealed record TensorOrigin(string Tensor, string Source, IReadOnlyList<int> Shape, string Conversion = "");
