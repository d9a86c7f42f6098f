using Lstm.Benchmarks.Contest;
using Lstm.Benchmarks.Networks;

namespace Lstm.Benchmarks.Silence;

/// <summary>A step of one network under sound and under silence, in nanoseconds.</summary>
/// <param name="Size">The network.</param>
/// <param name="Sound">Under ordinary inputs.</param>
/// <param name="Silent">Under zeros, after the sound.</param>
/// <param name="Fading">Under subnormal inputs, after the sound.</param>
internal sealed record SilenceResult(NetworkSize Size, Timing Sound, Timing Silent, Timing Fading)
{
    /// <summary>The time of the slower kind of silence over that of the sound.</summary>
    public double Slowdown => double.Max(Silent.Minimum, Fading.Minimum) / Sound.Minimum;
}
