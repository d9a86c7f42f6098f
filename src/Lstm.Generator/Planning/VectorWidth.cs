using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>The vectors that a kernel is written for.</summary>
/// <param name="Bits">Their bits.</param>
internal sealed record VectorWidth(int Bits)
{
    /// <summary>A vector holds the lanes of a block.</summary>
    public static VectorWidth Wide { get; } = new(256);

    /// <summary>A vector holds half of them: for processors that have no wider ones.</summary>
    public static VectorWidth Narrow { get; } = new(128);

    /// <summary>A vector holds those of two blocks, or two gates of one.</summary>
    public static VectorWidth Widest { get; } = new(512);

    /// <summary>Floats in a vector.</summary>
    public int Lanes => Bits / 32;

    public bool IsNarrow => Lanes < NetworkShape.Lanes;
}
