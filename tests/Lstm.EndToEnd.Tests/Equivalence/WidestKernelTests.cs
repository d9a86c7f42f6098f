using System;
using System.Linq;
using System.Text;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>
/// The kernels for vectors of sixteen lanes have the bits of those for eight, on any processor: what it lacks is emulated. (Which of them a
/// processor takes by itself is the business of every other test.)
/// </summary>
public sealed class WidestKernelTests
{
    private static readonly ListSpec[] s_networks =
    [
        .. from hidden in new[] { 17, 20, 24, 25, 31, 32, 33, 40, 41, 48, 50 }
           from input in new[] { 1, 3, 8 }
           where 4 * ((hidden + 7) / 8 * 8) * (input + hidden + 1) + 256 <= 12 * 1024
           select (ListSpec)new NetworkSpec(input, hidden),
        new NetworkSpec(2, 20) { Layers = 2, Head = [new DenseSpec(3, Activation.Linear)] },
        new NetworkSpec(1, 24) { Head = [new DenseSpec(1, Activation.Tanh)], Residual = true },
    ];

    // Those of which the widest kernels serve some layer, and the others, whose kernels are the wide ones.
    private static readonly CompiledNetworks s_lists = new(
        "LstmGen.Widest.Lists", ListGrid.Compiled.Networks.Values, ModelCompiler.CompileWidest);

    private static readonly CompiledNetworks s_wide = new("LstmGen.Widest.Wide", s_networks, ModelCompiler.CompileWide);
    private static readonly CompiledNetworks s_widest = new("LstmGen.Widest", s_networks, ModelCompiler.CompileWidest);

    public static TheoryData<string> All => [.. s_networks.Select(static spec => spec.Name)];

    public static TheoryData<string> Lists => ListGrid.Compiled.Names();

    [Fact]
    public void Every_network_here_has_such_a_kernel()
    {
        string metadata = Encoding.UTF8.GetString(s_widest.Assembly);
        Assert.All(s_networks, spec => Assert.True(metadata.Contains($"__{spec.Name}Kernel512", StringComparison.Ordinal), spec.Name));

        string lists = Encoding.UTF8.GetString(s_lists.Assembly);
        Assert.Contains(
            s_lists.Networks.Values,
            spec => !spec.IsStack && lists.Contains($"__{spec.Name}Kernel512", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void Kernels_of_lists_have_the_bits_of_all_others(string name)
    {
        (ListSpec spec, Network network, LstmWeights weights) = TestNetworks.Create(name);
        float[] inputs = RandomWeights.Inputs(TestNetworks.StepsOf(spec, 20), spec.Input, seed: 4);
        StartState start = StartState.Create(spec, seed: 4);

        Assert.True(network.Run(inputs, start).SameBits(s_lists.Create(spec, weights).Run(inputs, start)), "Run");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Kernels_for_the_widest_vectors_have_the_bits_of_wide_ones(string name)
    {
        ListSpec spec = s_wide.Networks[name];
        LstmWeights weights = RandomWeights.Create(spec);
        Network wide = s_wide.Create(spec, weights);
        Network widest = s_widest.Create(spec, weights);
        float[] inputs = RandomWeights.Inputs(50, spec.Input, seed: 4);
        StartState start = StartState.Create(spec, seed: 4);

        Assert.True(wide.Run(inputs, start).SameBits(widest.Run(inputs, start)), "Run");

        // Where a value is no number, or lies in lanes that pad, implementations differ first.
        inputs[spec.Input * 3] = float.PositiveInfinity;
        Assert.Equal(wide.Run(inputs, start).Outputs.Select(float.IsNaN), widest.Run(inputs, start).Outputs.Select(float.IsNaN));
    }
}
