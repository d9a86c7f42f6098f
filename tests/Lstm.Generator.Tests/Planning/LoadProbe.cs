namespace Lstm.Generator.Tests.Planning;

/// <summary>Source that stands in for the loads of an emitted kernel and counts what they read.</summary>
internal static class LoadProbe
{
    /// <summary>What a test class needs to be measured: where its packed weights are.</summary>
    public const string Interface = """
        public interface IProbed
        {
            ref float First { get; }
            int Length { get; }
        }
        """;

    public const string Source = """
        using System;
        using System.Runtime.CompilerServices;
        using System.Runtime.Intrinsics;

        public static unsafe class Probe
        {
            private static nint s_start;
            private static int[] s_counts = [];
            private static int s_elsewhere;

            // Not inlined: the kernels are compiled with full optimisation, and hundreds of copies of this would take long.
            [MethodImpl(MethodImplOptions.NoInlining)]
            public static Vector256<float> Load256(ref float source, nuint offset = 0)
            {
                Count(ref Unsafe.Add(ref source, offset), 8);
                return Vector256.LoadUnsafe(ref source, offset);
            }

            [MethodImpl(MethodImplOptions.NoInlining)]
            public static Vector512<float> Load512(ref float source, nuint offset = 0)
            {
                Count(ref Unsafe.Add(ref source, offset), 16);
                return Vector512.LoadUnsafe(ref source, offset);
            }

            [MethodImpl(MethodImplOptions.NoInlining)]
            public static Vector128<float> Load128(ref float source, nuint offset = 0)
            {
                Count(ref Unsafe.Add(ref source, offset), 4);
                return Vector128.LoadUnsafe(ref source, offset);
            }

            private static void Count(ref float first, int lanes)
            {
                // The packed buffer is pinned: an address stays one.
                nint at = ((nint)Unsafe.AsPointer(ref first) - s_start) / sizeof(float);
                if (at + lanes <= 0 || at >= s_counts.Length)
                {
                    s_elsewhere++;
                    return;
                }

                if (at < 0 || at + lanes > s_counts.Length)
                {
                    throw new InvalidOperationException(
                        $"A load of {lanes} floats at {at} crosses the end of the packed buffer of {s_counts.Length}.");
                }

                for (nint i = at; i < at + lanes; i++)
                {
                    s_counts[i]++;
                }
            }

            // A normalisation loads its weights itself. What it computes does not matter here.
            public static void Normalise(
                ref float source, ref float target, ref float weight, ref float bias, nuint stride, nuint length, int units, float epsilon)
            {
                for (nuint n = 0; n < length; n += stride)
                {
                    Count(ref Unsafe.Add(ref weight, n), 8);
                    Count(ref Unsafe.Add(ref bias, n), 8);
                }
            }

            /// <summary>Runs a model and returns how often each packed float was read, and last how many loads went elsewhere.</summary>
            public static int[] Measure(IProbed model, Action run)
            {
                s_start = (nint)Unsafe.AsPointer(ref model.First);
                s_counts = new int[model.Length];
                s_elsewhere = 0;
                run();
                return [.. s_counts, s_elsewhere];
            }
        }
        """;
}
