using System;
using System.Globalization;

namespace Lstm.Testing;

/// <summary>Measures what calls allocate on this thread.</summary>
internal static class AllocationMeter
{
    // A collection charges the thread with the rest of its allocation buffer, up to 8 KB that nobody has asked for. A call that meets one is made again, so often on the average.
    private const int MostAttempts = 10;

    /// <exception cref="LstmProofException">It allocates.</exception>
    public static void Check(string model, string verb, Action call, int calls)
    {
        long most = (long)calls * MostAttempts;
        long certain = 0;
        long uncertain = 0;
        long first = 0;
        int counted = 0;
        for (long attempt = 0; attempt < most && counted < calls; attempt++)
        {
            int collections = GC.CollectionCount(0);
            long before = GC.GetAllocatedBytesForCurrentThread();
            call();
            long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            if (bytes > 0 && GC.CollectionCount(0) != collections)
            {
                uncertain += bytes;
                continue;
            }

            first = counted == 0 ? bytes : first;
            certain += bytes;
            counted++;
        }

        if (counted == 0)
        {
            // No call without a collection: it is the calls that cause them.
            throw new LstmProofException(string.Create(
                CultureInfo.InvariantCulture, $"{model}: {verb} allocated {uncertain:N0} bytes in {most:N0} calls, with a collection in each. Expected 0, from the first call on."));
        }

        if (certain > 0)
        {
            throw new LstmProofException(string.Create(
                CultureInfo.InvariantCulture,
                $"{model}: {verb} allocated {certain:N0} bytes in {counted:N0} {(counted == 1 ? "call" : "calls")}, {first:N0} of them in the first. Expected 0, from the first call on."));
        }
    }
}
