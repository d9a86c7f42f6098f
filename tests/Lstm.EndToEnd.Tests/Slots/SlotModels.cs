using System;
using System.Runtime.InteropServices;
using Lstm.EndToEnd.Tests.Contracts;
using Lstm.EndToEnd.Tests.Golden;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests.Slots;

/// <summary>Models of one class with different weights, and values compared bit by bit.</summary>
internal static class SlotModels
{
    public static OnePaddedBlock Small(int seed) => new(RandomWeights.Create(1, 5, 1, 1, seed));

    public static ThreeLayers Deep(int seed) => new(RandomWeights.Create(4, 20, 3, 4, seed));

    public static EightBlocks Large(int seed) => new(RandomWeights.Create(8, 64, seed: seed));

    public static Torch3x3 Square(int seed) => new(RandomWeights.Create(3, 3, seed: seed));

    public static bool SameBits(ReadOnlySpan<float> one, ReadOnlySpan<float> other) => MemoryMarshal.AsBytes(one).SequenceEqual(MemoryMarshal.AsBytes(other));

    public static bool SameBits<TState>(TState one, TState other)
        where TState : unmanaged => MemoryMarshal.AsBytes(new ReadOnlySpan<TState>(in one)).SequenceEqual(MemoryMarshal.AsBytes(new ReadOnlySpan<TState>(in other)));
}
