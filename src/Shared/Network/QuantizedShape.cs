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

    /// <summary>
    /// The smallest magnitude that inputs are divided by. The states of a cell become zero below it, and a step of zeros is no division by
    /// zero.
    /// </summary>
    public const float SmallestInput = 1 / 4611686018427387904f;

    /// <summary>
    /// The exponent of the smallest factor of an input, a power of two. It keeps the product of an input and its factor far from subnormal
    /// numbers.
    /// </summary>
    public const int SmallestFactorExponent = -60;

    /// <summary>
    /// The fewest inputs that are rounded to integers if they are no hidden states. Nanoseconds of a step with floats and with integers in
    /// Int16: 85 and 90 at 16x16, 339 and 320 at 16x64, 104 and 99 at 32x16, 450 and 372 at 32x64.
    /// </summary>
    private const int FewestInputs = 24;

    /// <summary>
    /// Returns whether a layer is faster if inputs that are no hidden states are rounded to integers too. Finding their scale and scaling
    /// the sums costs as much as some rows in floats.
    /// </summary>
    public static bool IsWorthRounding(int inputs) => inputs >= FewestInputs;

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
