using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.EndToEnd.Tests.Processes;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Native;

/// <summary>
/// A program whose code is not optimised has the bits of the table: the generated code and the runtime library are both built in Debug.
/// </summary>
/// <remarks>It takes a minute, like the programs of <see cref="NativeTests"/>: <c>--filter Category!=Native</c> leaves it out.</remarks>
[Trait("Category", "Native")]
[Trait("Category", Tier.Full)]
public sealed class DebugBuildTests
{
    [Fact]
    public void A_debug_build_gives_the_same_bits()
    {
        using ProbeProgram program = new(runtimeFromSource: true);
        program.BuildForDebugging();

        (string[] lines, IReadOnlyList<JitSummary> compiled) = program.RunForDebugging();

        // No method of the library or of a kernel is optimised, whatever it asks for.
        JitSummary[] ours = [.. compiled.Where(static method => method.Type.StartsWith("Lstm.", StringComparison.Ordinal))];
        Assert.Equal(BitProbe.Networks, SameBitsTests.KernelsIn(ours).Count());
        Assert.Contains(ours, static method => method.Type == "Lstm.CompilerServices.Activations");
        Assert.All(ours, static method => Assert.Equal("MinOpts", method.Tier));
        SameBitsTable.AssertSame("in a Debug build", lines);
    }
}
