using System;
using Lstm.Shared;
using Values = Lstm.CompilerServices.ActivationConstants;

namespace Lstm.CompilerServices;

/// <summary>
/// The table of the constants of tanh and of the sigmoid, and the index of each constant. Each constant is one vector with the same value
/// in every lane. The table is the first section of every model's packed buffer.
/// </summary>
internal static class ActivationTable
{
    public const int One = 0;
    public const int MinusOne = 1;
    public const int TwoOverLn2 = 2;
    public const int MinusTwoOverLn2 = 3;
    public const int HalfLn2 = 4;
    public const int MinusHalfLn2 = 5;
    public const int TanhLimit = 6;
    public const int TanhRound = 7;
    public const int TanhTiny = 8;
    public const int TanhQ0 = 9;
    public const int TanhQ1 = 10;
    public const int TanhQ2 = 11;
    public const int TanhQ3 = 12;
    public const int TanhP0 = 13;
    public const int TanhP1 = 14;
    public const int TanhP2 = 15;
    public const int TanhP3 = 16;
    public const int TanhP4 = 17;
    public const int TanhP5 = 18;
    public const int SigmoidLow = 19;
    public const int SigmoidHigh = 20;
    public const int SigmoidRound = 21;
    public const int SigmoidWhole = 22;
    public const int SigmoidUnround = 23;
    public const int SigmoidOne = 24;
    public const int SigmoidP0 = 25;
    public const int SigmoidP1 = 26;
    public const int SigmoidP2 = 27;
    public const int SigmoidP3 = 28;
    public const int SigmoidP4 = 29;
    public const int SigmoidP5 = 30;

    /// <summary>Writes the table of an arithmetic, [constants, lanes]. The rows after the last constant do not change.</summary>
    public static void Fill(Span<float> table, LstmArithmetic arithmetic = LstmArithmetic.Exact)
    {
        ReadOnlySpan<float> exact =
        [
            Values.One, Values.MinusOne,
            Values.TwoOverLn2, Values.MinusTwoOverLn2, Values.HalfLn2, Values.MinusHalfLn2,
            Values.TanhLimit, Values.TanhRound, Values.TanhTiny,
            Values.TanhQ0, Values.TanhQ1, Values.TanhQ2, Values.TanhQ3,
            Values.TanhP0, Values.TanhP1, Values.TanhP2, Values.TanhP3, Values.TanhP4, Values.TanhP5,
            Values.SigmoidLow, Values.SigmoidHigh,
            Values.SigmoidRound, BitConverter.Int32BitsToSingle(Values.SigmoidWhole), Values.SigmoidUnround, Values.SigmoidOne,
            Values.SigmoidP0, Values.SigmoidP1, Values.SigmoidP2, Values.SigmoidP3, Values.SigmoidP4, Values.SigmoidP5,
        ];
        ReadOnlySpan<float> values = arithmetic == LstmArithmetic.Fast ? FastActivations.Constants : exact;
        for (int i = 0; i < values.Length; i++)
        {
            table.Slice(i * NetworkShape.Lanes, NetworkShape.Lanes).Fill(values[i]);
        }
    }
}
