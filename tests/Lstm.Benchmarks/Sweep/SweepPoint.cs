using Lstm.Benchmarks.Networks;

namespace Lstm.Benchmarks.Sweep;

/// <summary>One size of the sweep.</summary>
/// <param name="Size">The network.</param>
/// <param name="Nanoseconds">A step's time in its fastest round.</param>
internal sealed record SweepPoint(NetworkSize Size, double Nanoseconds)
{
    public int Hidden => Size.Hidden;

    /// <summary>The nanoseconds a multiply-add, where padded units count as well: the cost of padding is known.</summary>
    public double PerMultiplyAdd => Nanoseconds / Size.PaddedMultiplyAdds;
}
