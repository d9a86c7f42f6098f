namespace Lstm.Shared;

/// <summary>The integers of networks with quantized weights.</summary>
internal static class QuantizedShape
{
    /// <summary>The largest hidden state in integers: a rounded 1. It has its negative, which 2^15 has not.</summary>
    public const int LargestHidden = short.MaxValue;

    /// <summary>The coarsest scale that hidden states are rounded with.</summary>
    public const int SmallestHiddenScale = 1 << 11;

    /// <summary>The largest sum of products in integers, of either sign.</summary>
    public const int LargestSum = int.MaxValue;

    /// <summary>The largest weight in integers: its row's largest, or less where the row's sum says so.</summary>
    public static int LargestWeight(LstmPrecision precision) => precision == LstmPrecision.Int8 ? sbyte.MaxValue : short.MaxValue;

    /// <summary>Bytes of a weight.</summary>
    public static int WeightBytes(LstmPrecision precision) => precision == LstmPrecision.Int8 ? sizeof(sbyte) : sizeof(short);

    /// <summary>Pairs of rows, the last with zeros where the number of rows is odd: two products are added in one instruction.</summary>
    public static int Pairs(int rows) => (rows + 1) / 2;

    /// <summary>Floats of memory that so many integers of 16 bits take, in whole vectors.</summary>
    public static int FloatsOf(int integers) => NetworkShape.Padded(Pairs(integers));
}
