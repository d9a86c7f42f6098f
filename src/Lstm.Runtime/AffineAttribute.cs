using System;

namespace Lstm;

/// <summary>
/// Adds a layer y = scale·x + offset to a network, with a scale and an offset for each value: a normalisation of the inputs, a
/// denormalisation of the outputs, or a batch normalisation with fixed statistics.
/// </summary>
/// <remarks>
/// It can be anywhere in the list of layers, with the number of outputs of the layer before it. The scale and the offset are weights:
/// <see cref="AffineWeights"/>. Batch normalisation is scale = gamma / sqrt(variance + epsilon) and offset = beta - mean·scale.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AffineAttribute : Attribute;
