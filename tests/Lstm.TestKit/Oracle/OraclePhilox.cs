using System;

namespace Lstm.TestKit;

/// <summary>
/// Philox 4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw 2011: random numbers as a function of a key and a counter.
/// </summary>
public static class OraclePhilox
{
    private const int Rounds = 10;

    /// <summary>The draw of a cell's unit at a step: the float (word / 2^9 + 0.5) * 2^-23 in (0, 1).</summary>
    /// <param name="seed">The key.</param>
    /// <param name="t">The step.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="cell">The cell's number in the network.</param>
    public static double Uniform(ulong seed, ulong t, int unit, int cell)
    {
        // A call gives four words: to the units of one lane in four vectors of eight, so that eight calls side by side serve 32 units.
        uint call = (uint)(8 * (unit / 32) + unit % 8);
        uint[] words = Block([(uint)t, (uint)(t >> 32), call, (uint)cell], [(uint)seed, (uint)(seed >> 32)]);
        return ((words[unit / 8 % 4] >> 9) + 0.5) * Math.Pow(2, -23);
    }

    /// <summary>The four words that belong to a counter of four words and a key of two.</summary>
    public static uint[] Block(uint[] counter, uint[] key)
    {
        (uint c0, uint c1, uint c2, uint c3) = (counter[0], counter[1], counter[2], counter[3]);
        (uint k0, uint k1) = (key[0], key[1]);
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = 0xD2511F53UL * c0;
            ulong product1 = 0xCD9E8D57UL * c2;
            (c0, c1, c2, c3) = ((uint)(product1 >> 32) ^ c1 ^ k0, (uint)product1, (uint)(product0 >> 32) ^ c3 ^ k1, (uint)product0);
            unchecked
            {
                (k0, k1) = (k0 + 0x9E3779B9, k1 + 0xBB67AE85);
            }
        }

        return [c0, c1, c2, c3];
    }
}
