using System;
using System.Globalization;
using System.Numerics;

namespace Lstm.Testing;

/// <summary>Measures how much memory calls allocate on this thread.</summary>
internal static class AllocationMeter
{
    // A garbage collection counts the unused rest of the thread's allocation buffer, up to 8 KB, as allocated. Such a call is repeated, up
    // to this number of attempts for each call on average. A collection in the background stops all threads twice and is counted once, so
    // pauses are compared too.
    private const int MostAttempts = 10;

    /// <summary>Checks that repeated calls allocate nothing.</summary>
    /// <exception cref="LstmProofException">The calls allocate memory.</exception>
    public static void Check(string model, string verb, Action call, int calls)
    {
        long most = (long)calls * MostAttempts;
        long certain = 0;
        long uncertain = 0;
        long first = 0;
        int counted = 0;
        bool castsGrew = false;
        for (long attempt = 0; attempt < most && counted < calls; attempt++)
        {
            (int Count, TimeSpan Pauses) collections = (GC.CollectionCount(0), GC.GetTotalPauseDuration());
            long before = GC.GetAllocatedBytesForCurrentThread();
            call();
            long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            if (bytes > 0 && (GC.CollectionCount(0), GC.GetTotalPauseDuration()) != collections)
            {
                uncertain += bytes;
                continue;
            }

            if (!castsGrew && IsCastCache(bytes))
            {
                castsGrew = true;
                continue;
            }

            first = counted == 0 ? bytes : first;
            certain += bytes;
            counted++;
        }

        if (counted == 0)
        {
            // There was a garbage collection in every call, so the calls cause them.
            throw new LstmProofException(string.Create(
                CultureInfo.InvariantCulture,
                $"{model}: {verb} allocated {uncertain:N0} bytes in {most:N0} calls, with a garbage collection in each. ")
                + "Expected 0 bytes in every call.");
        }

        if (certain > 0)
        {
            string callsText = counted == 1 ? "call" : "calls";
            throw new LstmProofException(string.Create(
                CultureInfo.InvariantCulture,
                $"{model}: {verb} allocated {certain:N0} bytes in {counted:N0} {callsText}, {first:N0} of them in the first call. ")
                + "Expected 0 bytes in every call.");
        }
    }

    // The runtime keeps the results of casts in a table. It doubles the table now and then, mostly while it compiles a method, and the
    // allocation counts for the thread that runs. A table of 2^n entries has 3 * (2^n + 1) words of the size of a pointer, and an array's
    // header of three. One allocation of exactly such a size in all calls is taken for the runtime's.
    private static bool IsCastCache(long bytes)
    {
        long entries = (bytes / IntPtr.Size - 3) / 3 - 1;
        return entries is >= 2 and <= 4096 && BitOperations.IsPow2(entries) && bytes == (3 * (entries + 1) + 3) * IntPtr.Size;
    }
}
