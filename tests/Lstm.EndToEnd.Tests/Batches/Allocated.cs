using System;
using System.Linq;

namespace Lstm.EndToEnd.Tests.Batches;

/// <summary>The bytes that a call allocates on its thread.</summary>
internal static class Allocated
{
    /// <summary>The least of several calls, after one that fills pools: an interruption of the runtime can allocate, too.</summary>
    public static long By(Action call)
    {
        call();
        return Enumerable.Range(0, 5).Min(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            call();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
    }
}
