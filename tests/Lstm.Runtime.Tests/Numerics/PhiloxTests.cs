using System;
using System.Runtime.Intrinsics;
using Lstm.CompilerServices;
using Xunit;

namespace Lstm.Tests;

/// <summary>
/// Philox 4x32-10 against the known answers that its authors publish (Random123, kat_vectors), and eight lanes against one.
/// </summary>
public sealed class PhiloxTests
{
    [Theory]
    [InlineData(
        0x00000000u, 0x00000000u, 0x00000000u, 0x00000000u, 0x00000000u, 0x00000000u, 0x6627E8D5u, 0xE169C58Du, 0xBC57AC4Cu, 0x9B00DBD8u)]
    [InlineData(
        0xFFFFFFFFu, 0xFFFFFFFFu, 0xFFFFFFFFu, 0xFFFFFFFFu, 0xFFFFFFFFu, 0xFFFFFFFFu, 0x408F276Du, 0x41C83B0Eu, 0xA20BC7C6u, 0x6D5451FDu)]
    [InlineData(
        0x243F6A88u, 0x85A308D3u, 0x13198A2Eu, 0x03707344u, 0xA4093822u, 0x299F31D0u, 0xD16CFE09u, 0x94FDCCEBu, 0x5001E420u, 0x24126EA1u)]
    public void Known_answers(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint w0, uint w1, uint w2, uint w3)
    {
        Assert.Equal((w0, w1, w2, w3), Philox.Block(c0, c1, c2, c3, k0, k1));
        AssertLanes(c0, c1, c2, c3, k0, k1);
    }

    [Fact]
    public void Every_lane_is_the_scalar_of_its_counter()
    {
        var random = new Random(7);
        for (int i = 0; i < 2000; i++)
        {
            AssertLanes(Next(), Next(), i % 3 == 0 ? uint.MaxValue - (uint)(i % 9) : Next(), Next(), Next(), Next());
        }

        uint Next() => (uint)random.NextInt64(1L << 32);
    }

    private static void AssertLanes(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        (Vector256<uint> word0, Vector256<uint> word1, Vector256<uint> word2, Vector256<uint> word3) = Philox.Blocks(
            c0, c1, c2, c3, k0, k1);
        for (int lane = 0; lane < Vector256<uint>.Count; lane++)
        {
            Assert.Equal(Philox.Block(c0, c1, c2 + (uint)lane, c3, k0, k1), (word0[lane], word1[lane], word2[lane], word3[lane]));
        }
    }
}
