using System;
using Lstm.EndToEnd.Tests.Processes;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Native;

/// <summary>
/// Programs compiled ahead of time have the bits of the table: on another processor, and without the instructions of this one.
/// </summary>
/// <remarks>
/// They take some ten seconds each; the ordinary tier has one of them. They download the ahead-of-time compiler where it is not in
/// NuGet's folder yet: <c>--filter Category!=Native</c> leaves them out.
/// </remarks>
[Trait("Category", "Native")]
public sealed class NativeTests
{
    private const string Warning = "LSTM101";

    [Trait("Category", Tier.Full)]
    [NativeFact("clang", "ld.lld", "aarch64-linux-gnu-gcc", "qemu-aarch64-static")]
    public void Arm64_gives_the_same_bits()
    {
        using ProbeProgram program = new();

        string said = program.Publish("linux-arm64");

        Assert.DoesNotContain(Warning, said, StringComparison.Ordinal);
        SameBitsTable.AssertSame("NativeAOT for linux-arm64, emulated", program.Run("qemu-aarch64-static", "-L", "/usr/aarch64-linux-gnu"));
    }

    [Trait("Category", Tier.Full)]
    [NativeFact("clang", "ld.lld")]
    public void X64_of_any_age_gives_the_same_bits_and_is_warned_about()
    {
        using ProbeProgram program = new();

        string said = program.Publish("linux-x64");

        Assert.Contains(Warning, said, StringComparison.Ordinal);
        Assert.Contains("<IlcInstructionSet>x86-64-v3</IlcInstructionSet>", said, StringComparison.Ordinal);
        SameBitsTable.AssertSame("NativeAOT for any linux-x64", program.Run());
    }

    [NativeFact("clang", "ld.lld")]
    public void X64_with_wide_vectors_gives_the_same_bits_without_a_warning()
    {
        using ProbeProgram program = new();

        string said = program.Publish("linux-x64", "-p:IlcInstructionSet=x86-64-v3");

        Assert.DoesNotContain(Warning, said, StringComparison.Ordinal);
        SameBitsTable.AssertSame("NativeAOT for linux-x64 with x86-64-v3", program.Run());
    }
}
