using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>The vector width of a kernel.</summary>
/// <param name="Bits">The number of bits in a vector.</param>
internal sealed record VectorWidth(int Bits)
{
    /// <summary>Vectors of eight floats: one gate of one block.</summary>
    public static VectorWidth Wide { get; } = new(256);

    /// <summary>Vectors of four floats, half a block, for processors without wider vectors.</summary>
    public static VectorWidth Narrow { get; } = new(128);

    /// <summary>Vectors of sixteen floats: one gate of two blocks, or two gates of one block.</summary>
    public static VectorWidth Widest { get; } = new(512);

    /// <summary>The number of floats in a vector.</summary>
    public int Lanes => Bits / 32;

    public bool IsNarrow => Lanes < NetworkShape.Lanes;
}
