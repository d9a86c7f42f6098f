using Lstm;

namespace Streams;

/// <summary>
/// Forecasts a metric one minute ahead. It takes in the minute's value and the time of day as two waves, and puts out by how much the next value
/// will differ. The generator writes the other part of the class; <c>Default</c> is the network with the weights that this program embeds.
/// </summary>
[Lstm(input: 3, hidden: 16, Output = 1, Weights = "metrics.safetensors")]
internal sealed partial class MetricModel;
