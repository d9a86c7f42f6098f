using System;

namespace Lstm;

/// <summary>
/// Adds a PReLU to a network, y = x for x ≥ 0 and weight·x for x &lt; 0, with a weight for each value (He et al., 2015).
/// </summary>
/// <remarks>
/// It can be anywhere in the list of layers, with the number of outputs of the layer before it. Its weights are
/// <see cref="PReluWeights"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class PReluAttribute : Attribute;
