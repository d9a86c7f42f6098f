using Lstm.Benchmarks.Contest;
using Lstm.Benchmarks.Networks;

namespace Lstm.Benchmarks.Silence;

/// <summary>A step of one network while there is something to hear and while there is not, in nanoseconds.</summary>
/// <param name="Size">The network.</param>
/// <param name="Sound">Under ordinary inputs.</param>
/// <param name="Silent">Under zeros, after a sound that dies away.</param>
/// <param name="Fading">Under subnormal inputs, after a sound that dies away.</param>
internal sealed record SilenceResult(NetworkSize Size, Timing Sound, Timing Silent, Timing Fading)
{
    /// <summary>How much longer the slower kind of silence takes.</summary>
    public double Slowdown => double.Max(Silent.Minimum, Fading.Minimum) / Sound.Minimum;
}
