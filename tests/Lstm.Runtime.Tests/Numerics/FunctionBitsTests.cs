using System.Runtime.Intrinsics;
using Lstm.CompilerServices;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>
/// The bits of every function, as a hash over a sample of all floats: equal on every machine, instruction set and compiler. To change one
/// of these numbers is to change what saved results are compared with.
/// </summary>
public sealed class FunctionBitsTests
{
    [Fact]
    public void Tanh() => AssertHash(0xCA6851BB, Activations.Tanh);

    [Fact]
    public void Half_sigmoid() => AssertHash(0x0CAE0A5E, Activations.HalfSigmoid);

    [Fact]
    public void Relu() => AssertHash(0xD428A78B, Activations.Relu);

    [Fact]
    public void Hard_sigmoid() => AssertHash(0xFC258D30, v => Activations.HardSigmoid(v, 0.2f, 0.5f));

    [Fact]
    public void Hard_sigmoid_3() => AssertHash(0xB5AAD9BA, Activations.HardSigmoid3);

    [Fact]
    public void Softsign() => AssertHash(0x60A8F014, Activations.Softsign);

    [Fact]
    public void Softplus() => AssertHash(0xF271A4EC, Activations.Softplus);

    [Fact]
    public void Elu() => AssertHash(0x40017F0F, v => Activations.Elu(v, 1.25f));

    [Fact]
    public void Leaky_relu() => AssertHash(0xB79FAA7A, v => Activations.LeakyRelu(v, 0.01f));

    [Fact]
    public void Thresholded_relu() => AssertHash(0xE3E7CE58, v => Activations.ThresholdedRelu(v, 1f));

    [Fact]
    public void Affine() => AssertHash(0xB4C36AC9, v => Activations.Affine(v, 0.3f, -0.7f));

    [Fact]
    public void Scaled_tanh() => AssertHash(0xFCE7A850, v => Activations.ScaledTanh(v, 1.7159f, 0.6666667f));

    [Fact]
    public void Clip() => AssertHash(0xE201B8F6, v => Activations.Clip(v, 3f));

    [Fact]
    public void Exponential_of_negative() => AssertHash(0xE3A102DD, v => Exponential.OfNegative(-Vector256.Abs(v)));

    [Fact]
    public void Clip_between_two_limits() => AssertHash(0x74CEE302, v => Activations.Clip(v, 0f, 6f));

    [Fact]
    public void Silu() => AssertHash(0xB95E4562, Activations.Silu);

    [Fact]
    public void Gelu() => AssertHash(0x4CAEE0F3, Activations.Gelu);

    [Fact]
    public void Gelu_tanh() => AssertHash(0x24E34921, Activations.GeluTanh);

    [Fact]
    public void Selu() => AssertHash(0x3AFE63C7, v => Activations.Selu(v, 1.6732632f, 1.050701f));

    [Fact]
    public void Celu() => AssertHash(0x600F549F, v => Activations.Celu(v, 0.7f));

    [Fact]
    public void Mish() => AssertHash(0x67FD18ED, Activations.Mish);

    [Fact]
    public void Hard_swish() => AssertHash(0x8156A763, Activations.HardSwish);

    [Fact]
    public void Exp() => AssertHash(0x5A2BE32C, Activations.Exp);

    /// <summary>Hashes the values (FNV-1a, every NaN as the same one), and checks that a lane depends on its own argument alone.</summary>
    private static void AssertHash(uint expected, FloatSweep.Function function)
    {
        uint hash = 2166136261;
        for (ulong first = 0; first < 1ul << 32; first += 8 * 0x1357)
        {
            Vector256<float> x = (Vector256.Create((uint)first) + Vector256<uint>.Indices * 0x1357).AsSingle();
            Vector256<float> y = function(x);
            for (int lane = 0; lane < Vector256<float>.Count; lane++)
            {
                uint bits = Bits.Canonical(y[lane]);
                hash = (hash ^ bits) * 16777619;
                Assert.Equal(bits, Bits.Canonical(function(Vector256.Create(x[lane])).ToScalar()));
            }
        }

        Assert.Equal($"0x{expected:X8}", $"0x{hash:X8}");
    }
}
