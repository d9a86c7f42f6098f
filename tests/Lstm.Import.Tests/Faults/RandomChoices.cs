using System;
using System.Collections.Generic;
using System.Numerics;
using Lstm.TestKit;

namespace Lstm.Import.Tests;

/// <summary>Choices by a generator whose numbers are the same on every machine.</summary>
internal static class RandomChoices
{
    /// <summary>Returns a number from 0 to below a bound.</summary>
    public static int Below(this SplitMix64 random, int bound) => (int)(random.Next() % (ulong)bound);

    public static T Pick<T>(this SplitMix64 random, IReadOnlyList<T> items) => items[random.Below(items.Count)];

    /// <summary>Returns a count from 1 to a bound. Each power of two is as likely as any other, so large ones are rare.</summary>
    public static int Count(this SplitMix64 random, int most) =>
        Math.Min(most, 1 + random.Below(1 << random.Below(1 + BitOperations.Log2((uint)most) + 1)));
}
