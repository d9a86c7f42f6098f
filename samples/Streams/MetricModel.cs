using Lstm;

namespace Streams;

/// <summary>
/// Forecasts a metric one minute ahead. The inputs are the minute's value and the time of day as two waves. The output is the change to the
/// next value. The generator writes the other part of the class. <c>Default</c> is the network with the weights embedded in this program.
/// </summary>
[Lstm(input: 3, hidden: 16, Output = 1, Weights = "metrics.safetensors")]
internal sealed partial class MetricModel;
