using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>
/// The kernels for vectors of four lanes have the bits of those for eight, in every network of the grids: here with the processor's fused
/// multiply-add. Without it they run in processes of their own (SameBitsTests), and with another processor's in NativeTests.
/// </summary>
public sealed class NarrowKernelTests
{
    private static readonly CompiledNetworks s_grid = new("LstmGen.Grid.Narrow", Grid.Networks.Values, ModelCompiler.CompileNarrow);
    private static readonly CompiledNetworks s_others = new("LstmGen.Others.Narrow", TestNetworks.Others, ModelCompiler.CompileNarrow);

    public static TheoryData<string> All => TestNetworks.Names(static _ => true);

    [Theory]
    [MemberData(nameof(All))]
    public void Narrow_kernels_have_the_bits_of_wide_ones(string name)
    {
        (ListSpec spec, Network wide, LstmWeights weights) = TestNetworks.Create(name);
        Network narrow = (s_grid.Networks.ContainsKey(name) ? s_grid : s_others).Create(spec, weights);
        float[] inputs = RandomWeights.Inputs(TestNetworks.StepsOf(spec, 10), spec.Input, seed: 4);
        StartState start = StartState.Create(spec, seed: 4);

        Assert.True(wide.Run(inputs, start).SameBits(narrow.Run(inputs, start)), "Run");

        // Where a value is no number, or lies in lanes that pad, implementations differ first.
        float[] struck = (float[])inputs.Clone();
        struck[spec.Input * 3 + spec.Input / 2] = float.NegativeInfinity;
        Trace expected = wide.Run(struck, start);
        Trace found = narrow.Run(struck, start);
        Assert.Equal(expected.Outputs.Select(Bits.Canonical), found.Outputs.Select(Bits.Canonical));
    }
}
