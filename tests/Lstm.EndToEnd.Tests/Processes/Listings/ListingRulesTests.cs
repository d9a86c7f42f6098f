using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace Lstm.EndToEnd.Tests.Processes.Listings;

/// <summary>The guard itself: each rule finds what it is there for in a listing that breaks it.</summary>
public sealed class ListingRulesTests
{
    private const string Sound = """
        ; Assembly listing for method Lstm.Generated.Kernel:Layer(byref,byref) (FullOpts)
        ; Emitting BLENDED_CODE for generic X64 + VEX on Unix

        G_M000_IG01:
               push     rbp
               xor      eax, eax
               vbroadcastss ymm5, dword ptr [reloc @RWD00]

        G_M000_IG02:
               vbroadcastss ymm4, dword ptr [rdx+4*rax]
               vfmadd231ps ymm0, ymm4, ymmword ptr [rdi]
               vfmadd231ps ymm1, ymm4, ymmword ptr [rdi+0x20]
               vfmadd231ps ymm2, ymm4, ymmword ptr [rdi+0x40]
               vfmadd231ps ymm3, ymm4, ymmword ptr [rdi+0x60]
               add      rax, 1
               cmp      rax, 8
               jl       SHORT G_M000_IG02

        G_M000_IG03:
               vmulps   ymm6, ymm5, ymmword ptr [rsi+4*rax]
               vmovups  ymmword ptr [rsi+4*rax], ymm6
               add      rax, 8
               cmp      rax, 64
               jl       SHORT G_M000_IG03

        G_M000_IG04:
               vmovups  ymmword ptr [rbp-0x30], ymm0
               call     [Lstm.Elsewhere:Method()]
               ret

        ; Total bytes of code 123
        """;

    [Fact]
    public void A_sound_listing_breaks_no_rule()
    {
        JitListing listing = JitListing.Parse(Sound);

        Assert.Equal(("Lstm.Generated.Kernel", "Layer", 123), (listing.Type, listing.Method, listing.CodeSize));
        Assert.Equal(5, Assert.Single(ListingRules.RowsOf(listing)).Count);
        Assert.Equal([8, 5], listing.InnermostLoops.Select(static loop => loop.Count));
        Assert.Empty(ListingRules.Violations(listing, largestCode: 123));
    }

    [Theory]
    [InlineData("add      rax, 1", "vmovups  ymmword ptr [rbp-0x30], ymm0", "spills a vector within a loop over rows")]
    [InlineData(
        "vfmadd231ps ymm2, ymm4, ymmword ptr [rdi+0x40]",
        "vfmadd231ps ymm2, ymm4, ymmword ptr [rsp+0x40]",
        "spills a vector within a row")]
    [InlineData("vfmadd231ps ymm2, ymm4, ymmword ptr [rdi+0x40]", "vfmadd231ps ymm2, ymm4, ymm9", "does not take its weights from memory")]
    [InlineData("vfmadd231ps ymm2, ymm4, ymmword ptr [rdi+0x40]", "vmulps   ymm2, ymm4, ymmword ptr [rdi+0x40]", "has 3 multiply-adds")]
    [InlineData("add      rax, 1", "call     [Lstm.Elsewhere:Method()]", "is called in an innermost loop")]
    [InlineData("add      rax, 8", "vbroadcastss ymm7, dword ptr [reloc @RWD04]", "loads a constant again")]
    [InlineData("Total bytes of code 123", "Total bytes of code 124", "124 bytes of code, more than 123")]
    public void A_broken_rule_is_found(string sound, string broken, string expected)
    {
        JitListing listing = JitListing.Parse(Sound.Replace(sound, broken, StringComparison.Ordinal));

        IReadOnlyList<string> violations = ListingRules.Violations(listing, largestCode: 123);

        Assert.Contains(violations, violation => violation.Contains(expected, StringComparison.Ordinal));
    }
}
