using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>The networks of all grids of floats, for tests that take any.</summary>
internal static class TestNetworks
{
    private static readonly CompiledNetworks[] s_others = [VariantGrid.Compiled, ListGrid.Compiled];

    /// <summary>The networks that are not plain: the variants and the lists.</summary>
    public static IEnumerable<ListSpec> Others => s_others.SelectMany(static compiled => compiled.Networks.Values);

    /// <summary>The rows of a theory over all networks, or some of them.</summary>
    public static TheoryData<string> Names(Func<ListSpec, bool> which) => [.. Grid.Compiled.Names(which), .. OtherNames(which)];

    /// <summary>The rows of a theory over the networks that are not plain, or some of them.</summary>
    public static TheoryData<string> OtherNames(Func<ListSpec, bool> which) => new(Others.Where(which).Select(static spec => spec.Name));

    /// <summary>A network, what it is, and the weights that it was made from.</summary>
    public static (ListSpec Spec, Network Network, LstmWeights Weights) Create(string name, bool initialStates = false)
    {
        CompiledNetworks compiled = s_others.FirstOrDefault(others => others.Networks.ContainsKey(name)) ?? Grid.Compiled;
        ListSpec spec = compiled.Networks[name];
        LstmWeights weights = RandomWeights.Create(spec, seed: spec.HiddenSize + 7 * spec.Input, initialStates);
        return (spec, compiled.Create(spec, weights), weights);
    }

    /// <summary>A million multiply-adds a step make a test long without making it say more.</summary>
    public static int StepsOf(ListSpec spec, int most)
    {
        long products = spec.Cells.Sum(static cell => (long)cell.Spec.GateCount * cell.Spec.Hidden * (cell.Inputs + cell.Spec.Width));
        return products > 200_000 ? Math.Min(most, 12) : most;
    }
}
