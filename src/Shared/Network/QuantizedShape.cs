namespace Lstm.Shared;

/// <summary>The integer formats of networks with quantized weights.</summary>
internal static class QuantizedShape
{
    /// <summary>The largest integer of a hidden state. It represents 1, and its negative is a 16-bit integer too.</summary>
    public const int LargestHidden = short.MaxValue;

    /// <summary>The smallest, coarsest scale with which hidden states are rounded.</summary>
    public const int SmallestHiddenScale = 1 << 11;

    /// <summary>The largest magnitude of an integer sum of products.</summary>
    public const int LargestSum = int.MaxValue;

    /// <summary>Returns the largest integer of a weight. A row uses less if its sum could exceed <see cref="LargestSum"/>.</summary>
    public static int LargestWeight(LstmPrecision precision) => precision == LstmPrecision.Int8 ? sbyte.MaxValue : short.MaxValue;

    /// <summary>Returns the number of bytes of a weight.</summary>
    public static int WeightBytes(LstmPrecision precision) => precision == LstmPrecision.Int8 ? sizeof(sbyte) : sizeof(short);

    /// <summary>
    /// Returns the number of pairs of rows. The last pair has zeros if the number of rows is odd. One instruction adds the two products of
    /// a pair.
    /// </summary>
    public static int Pairs(int rows) => (rows + 1) / 2;

    /// <summary>Returns the number of floats of memory, in whole vectors, for a number of 16-bit integers.</summary>
    public static int FloatsOf(int integers) => NetworkShape.Padded(Pairs(integers));
}
