using Lstm.Benchmarks.Networks;

namespace Lstm.Benchmarks.Sweep;

/// <summary>One size of the sweep.</summary>
/// <param name="Size">The network.</param>
/// <param name="Nanoseconds">A step's time in its fastest round.</param>
internal sealed record SweepPoint(NetworkSize Size, double Nanoseconds)
{
    public int Hidden => Size.Hidden;

    /// <summary>Nanoseconds a multiply-add, those of padded units counted: what padding costs is no news.</summary>
    public double PerMultiplyAdd => Nanoseconds / Size.PaddedMultiplyAdds;
}
