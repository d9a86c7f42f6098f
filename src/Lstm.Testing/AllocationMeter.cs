using System;
using System.Globalization;

namespace Lstm.Testing;

/// <summary>Measures what a call allocates on this thread.</summary>
internal static class AllocationMeter
{
    // A collection charges the thread with the rest of its allocation buffer, up to 8 KB that nobody has asked for: it is measured again then.
    private const int MostAttempts = 10;

    /// <exception cref="LstmProofException">It allocates.</exception>
    public static void Check(string model, string verb, Action call, int calls)
    {
        for (int attempt = 1; ; attempt++)
        {
            int collections = GC.CollectionCount(0);
            long start = GC.GetAllocatedBytesForCurrentThread();
            call();
            long first = GC.GetAllocatedBytesForCurrentThread() - start;
            for (int n = 1; n < calls; n++)
            {
                call();
            }

            long all = GC.GetAllocatedBytesForCurrentThread() - start;
            if (all == 0)
            {
                return;
            }

            if (GC.CollectionCount(0) == collections || attempt == MostAttempts)
            {
                throw new LstmProofException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{model}: {verb} allocated {all:N0} bytes in {calls:N0} {(calls == 1 ? "call" : "calls")}, {first:N0} of them in the first. Expected 0, from the first call on."));
            }
        }
    }
}
