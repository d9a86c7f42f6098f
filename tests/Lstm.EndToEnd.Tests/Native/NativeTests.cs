using System;
using System.Linq;
using Xunit;

namespace Lstm.EndToEnd.Tests.Native;

/// <summary>Programs compiled ahead of time have the bits of this process: on another processor, and without the instructions of this one.</summary>
/// <remarks>They take minutes, and download the ahead-of-time compiler where it is not in NuGet's folder yet: <c>--filter Category!=Native</c> leaves them out.</remarks>
[Trait("Category", "Native")]
public sealed class NativeTests
{
    private const string Warning = "LSTM101";

    [Fact]
    public void Every_probed_network_has_bits_of_its_own()
    {
        Assert.Equal(NativeProbe.Networks, NativeProgram.Expected().Select(static line => line.Split(' ')[1]).Distinct().Count());
    }

    [NativeFact("clang", "ld.lld", "aarch64-linux-gnu-gcc", "qemu-aarch64-static")]
    public void Arm64_gives_the_same_bits()
    {
        using NativeProgram program = new();

        string said = program.Publish("linux-arm64");

        Assert.DoesNotContain(Warning, said, StringComparison.Ordinal);
        Assert.Equal(NativeProgram.Expected(), program.Run("qemu-aarch64-static", "-L", "/usr/aarch64-linux-gnu"));
    }

    [NativeFact("clang", "ld.lld")]
    public void X64_of_any_age_gives_the_same_bits_and_is_warned_about()
    {
        using NativeProgram program = new();

        string said = program.Publish("linux-x64");

        Assert.Contains(Warning, said, StringComparison.Ordinal);
        Assert.Contains("<IlcInstructionSet>x86-64-v3</IlcInstructionSet>", said, StringComparison.Ordinal);
        Assert.Equal(NativeProgram.Expected(), program.Run());
    }

    [NativeFact("clang", "ld.lld")]
    public void X64_with_wide_vectors_gives_the_same_bits_without_a_warning()
    {
        using NativeProgram program = new();

        string said = program.Publish("linux-x64", "-p:IlcInstructionSet=x86-64-v3");

        Assert.DoesNotContain(Warning, said, StringComparison.Ordinal);
        Assert.Equal(NativeProgram.Expected(), program.Run());
    }
}
