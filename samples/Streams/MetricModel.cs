using System.IO;
using Lstm;

namespace Streams;

/// <summary>
/// Forecasts a metric one minute ahead. It takes in the minute's value and the time of day as two waves, and puts out by how much the next value
/// will differ. The generator writes the other part of the class.
/// </summary>
[Lstm(input: 3, hidden: 16, Output = 1)]
internal sealed partial class MetricModel
{
    /// <summary>The network with the weights that are embedded in this program (training/train.py).</summary>
    public static MetricModel LoadEmbedded()
    {
        using Stream weights = typeof(MetricModel).Assembly.GetManifestResourceStream("metrics.safetensors")!;
        return Load(weights);
    }
}
