using System.Runtime.Intrinsics.X86;
using Xunit;

namespace Lstm.EndToEnd.Tests.Processes.Listings;

/// <summary>A test of machine code, which other processors have other kinds of.</summary>
public sealed class X64TheoryAttribute : TheoryAttribute
{
    public X64TheoryAttribute()
    {
        if (!Fma.X64.IsSupported)
        {
            Skip = "Reads x64 machine code with AVX2 and FMA, which this process does not use.";
        }
    }
}
