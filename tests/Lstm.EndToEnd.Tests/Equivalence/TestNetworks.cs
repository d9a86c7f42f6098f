using System;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>The networks of both grids, for tests that take any.</summary>
internal static class TestNetworks
{
    /// <summary>The rows of a theory over the plain networks and the variants, or some of them.</summary>
    public static TheoryData<string> Names(Func<NetworkSpec, bool> which)
    {
        TheoryData<string> names = [];
        foreach (CompiledNetworks compiled in new[] { Grid.Compiled, VariantGrid.Compiled })
        {
            names.AddRange([.. compiled.Names(which)]);
        }

        return names;
    }

    /// <summary>A network, what it is, and the weights that it was made from.</summary>
    public static (NetworkSpec Spec, Network Network, LstmWeights Weights) Create(string name, bool initialStates = false)
    {
        CompiledNetworks compiled = Grid.Compiled.Networks.ContainsKey(name) ? Grid.Compiled : VariantGrid.Compiled;
        NetworkSpec spec = compiled.Networks[name];
        LstmWeights weights = RandomWeights.Create(spec, seed: spec.Hidden + 7 * spec.Input, initialStates);
        return (spec, compiled.Create(spec, weights), weights);
    }

    /// <summary>A million multiply-adds a step make a test long without making it say more.</summary>
    public static int StepsOf(NetworkSpec spec, int most)
    {
        long products = 0;
        for (int layer = 0; layer < spec.Layers; layer++)
        {
            products += (long)spec.Directions * spec.GateCount * spec.Hidden * (spec.InputOf(layer) + spec.Width);
        }

        return products > 200_000 ? Math.Min(most, 12) : most;
    }
}
