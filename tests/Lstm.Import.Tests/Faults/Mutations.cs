using System;
using System.Buffers.Binary;
using System.Linq;
using Lstm.TestKit;

namespace Lstm.Import.Tests;

/// <summary>Damages bytes at random, as disks, transfers, editors and attackers do.</summary>
internal static class Mutations
{
    private static readonly long[] s_interesting =
        [
            0, 1, -1, 2, 127, 128, 255, 256, 32767, 65535, 65536, int.MaxValue, int.MinValue, uint.MaxValue, 1L << 31, 1L << 40,
            long.MaxValue, long.MinValue,
        ];

    private const int MostMutations = 6;

    /// <summary>A damaged copy; one seed always gives the same.</summary>
    public static byte[] Apply(byte[] bytes, int seed)
    {
        var random = new SplitMix64(seed);
        byte[] result = bytes.ToArray();
        for (int left = 1 + random.Below(MostMutations); left > 0 && result.Length > 0; left--)
        {
            result = Once(result, random);
        }

        return result;
    }

    /// <summary>The start of one file and the end of another one.</summary>
    public static byte[] Splice(byte[] first, byte[] second, SplitMix64 random) =>
        [.. first.AsSpan(0, random.Below(first.Length + 1)), .. second.AsSpan(random.Below(second.Length + 1))];

    private static byte[] Once(byte[] bytes, SplitMix64 random)
    {
        int at = random.Below(bytes.Length);
        int length = Math.Min(bytes.Length - at, 1 + random.Below(1 + random.Below(64)));
        switch (random.Below(8))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Below(8));
                return bytes;
            case 1:
                bytes[at] = (byte)random.Next();
                return bytes;
            case 2:
                return bytes[..at];
            case 3:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 4:
                return [.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]];
            case 5:
                bytes.AsSpan(at, length).Fill((byte)random.Next());
                return bytes;
            case 6:
                // A piece in another's place: offsets that point elsewhere, loops.
                int from = random.Below(bytes.Length - length + 1);
                bytes.AsSpan(from, length).CopyTo(bytes.AsSpan(at));
                return bytes;
            default:
                WriteInteresting(bytes.AsSpan(at), random);
                return bytes;
        }
    }

    private static void WriteInteresting(Span<byte> place, SplitMix64 random)
    {
        long value = s_interesting[random.Below(s_interesting.Length)];
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, value);
        int size = Math.Min(place.Length, 1 << random.Below(4));
        number[..size].CopyTo(place);
    }
}
