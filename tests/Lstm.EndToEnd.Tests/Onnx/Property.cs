using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;

namespace Lstm.EndToEnd.Tests.Onnx;

/// <summary>Properties over random values that are the same ones in every run.</summary>
internal static class Property
{
    // How many more values are tried, when one has failed, for a simpler one that fails as well.
    private const int ShrinkingTries = 300;

    // The share of values that a property has to say something about.
    private const double LeastShare = 0.9;

    /// <summary>The values: each from a seed of its own.</summary>
    public static IEnumerable<T> Values<T>(this Gen<T> gen, int count) =>
        Enumerable.Range(0, count).Select(n => gen.Generate(Seed(n), null, out _));

    /// <summary>
    /// Asserts something of so many values. When it fails, CsCheck looks for the simplest value that fails and says its seed; with that in
    /// the environment variable CsCheck_Seed, it is the only value.
    /// </summary>
    /// <param name="gen">The values.</param>
    /// <param name="count">How many.</param>
    /// <param name="check">Throws where the property does not hold; false where nothing can be said, which must be rare.</param>
    public static void Holds<T>(this Gen<T> gen, int count, Func<T, bool> check)
    {
        int checkedValues = 0;
        void Assert(T value) => checkedValues += check(value) ? 1 : 0;

        if (Check.Seed is { } given)
        {
            gen.Sample(Assert, seed: given, iter: 1, threads: 1);
            return;
        }

        for (int n = 0; n < count; n++)
        {
            string seed = Seed(n).ToString();
            try
            {
                gen.Sample(Assert, seed: seed, iter: 1, threads: 1);
            }
            catch (CsCheckException)
            {
                gen.Sample(Assert, seed: seed, iter: ShrinkingTries, threads: 1);
                throw;
            }
        }

        Xunit.Assert.InRange(checkedValues, LeastShare * count, count);
    }

    private static PCG Seed(int n) => new((uint)n, 0x5EED);
}
