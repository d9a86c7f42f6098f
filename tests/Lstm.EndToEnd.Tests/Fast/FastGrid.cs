using System.Collections.Generic;
using System.Linq;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests.Fast;

/// <summary>
/// Networks in <see cref="LstmArithmetic.Fast"/>: every form of a kernel, every cell and variant, quantized ones, and random lists.
/// </summary>
internal static class FastGrid
{
    private const int Drawn = 300;

    private static readonly int[] s_hidden = [1, 4, 8, 9, 12, 16, 17, 20, 24, 25, 33, 40, 64, 65, 100];

    private static readonly IReadOnlyCollection<ListSpec> s_specs =
        [.. ListSpec.Of(Stacks().Select(Fast)), .. NetworkSample.OfLists(Lists())];

    /// <summary>One layer of 16 units.</summary>
    public static NetworkSpec Plain => Fast(new NetworkSpec(7, 16));

    /// <summary>The networks and their classes.</summary>
    public static CompiledNetworks Compiled { get; } = new("LstmGen.Fast", s_specs);

    /// <summary>The same in vectors of four lanes, with the multiply-add of this processor.</summary>
    public static CompiledNetworks Narrow { get; } = new("LstmGen.Fast.Narrow", s_specs, ModelCompiler.CompileNarrow);

    /// <summary>The same in vectors of sixteen lanes, where a network has such a kernel.</summary>
    public static CompiledNetworks Widest { get; } = new("LstmGen.Fast.Widest", s_specs, ModelCompiler.CompileWidest);

    /// <summary>A network, its class, and the weights that it was made from.</summary>
    public static (ListSpec Spec, Network Network, LstmWeights Weights) Create(string name)
    {
        ListSpec spec = Compiled.Networks[name];
        LstmWeights weights = RandomWeights.Create(spec, seed: spec.HiddenSize + 7 * spec.Input);
        return (spec, Compiled.Create(spec, weights), weights);
    }

    private static NetworkSpec Fast(NetworkSpec spec) => spec with { Arithmetic = LstmArithmetic.Fast };

    private static IEnumerable<NetworkSpec> Stacks()
    {
        yield return Plain;
        foreach (int hidden in s_hidden)
        {
            yield return new NetworkSpec(1 + hidden % 3, hidden);
            yield return new NetworkSpec(3, hidden) { Gru = true, Head = [new DenseSpec(2, Activation.Tanh)] };
        }

        yield return new NetworkSpec(2, 12) { Peephole = true, Layers = 2, Head = [new DenseSpec(5, Activation.Sigmoid)] };
        yield return new NetworkSpec(2, 20) { LayerNorm = true, Projection = 5 };
        yield return new NetworkSpec(2, 24) { CoupledGates = true, Clip = 0.7f, CellClip = 0.4f };
        yield return new NetworkSpec(4, 11) { Bidirectional = true, Stem = [new DenseSpec(7, Activation.Tanh)] };
        yield return new NetworkSpec(64, 64) { Residual = true };
        yield return new NetworkSpec(3, 41) { Layers = 2, Precision = LstmPrecision.Int16 };
        yield return new NetworkSpec(8, 64) { Precision = LstmPrecision.Int8 };
    }

    // Errors of functions would change random decisions.
    private static IEnumerable<ListSpec> Lists() => RandomLists.Many(Drawn, seed: 3)
        .Where(NetworkSpecs.IsKnown)
        .Where(static list => !list.IsRandom)
        .Select(static list => list with { Arithmetic = LstmArithmetic.Fast });
}
