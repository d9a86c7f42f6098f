using System;
using System.Collections.Generic;
using Lstm.Tests;
using Xunit;

namespace Lstm.EndToEnd.Tests.Contracts;

/// <summary>One network of each kind of kernel, by the name of its class.</summary>
internal static class ContractNetworks
{
    private static readonly Dictionary<string, Func<Network>> s_networks = new(StringComparer.Ordinal)
    {
        [nameof(OnePaddedBlock)] = static () => Network.Around(new OnePaddedBlock(RandomWeights.Create(1, 5, 1, 1))),
        [nameof(OneWholeBlock)] = static () => Network.Around(new OneWholeBlock(RandomWeights.Create(2, 8))),
        [nameof(TwoPaddedBlocks)] = static () => Network.Around(new TwoPaddedBlocks(RandomWeights.Create(3, 13, 1, 5))),
        [nameof(FiveBlocks)] = static () => Network.Around(new FiveBlocks(RandomWeights.Create(1, 40, 1, 3))),
        [nameof(ThreeLayers)] = static () => Network.Around(new ThreeLayers(RandomWeights.Create(4, 20, 3, 4))),
        [nameof(TwoSmallLayers)] = static () => Network.Around(new TwoSmallLayers(RandomWeights.Create(2, 6, 2))),
        [nameof(EightBlocks)] = static () => Network.Around(new EightBlocks(RandomWeights.Create(8, 64))),
    };

    public static TheoryData<string> Names => new(s_networks.Keys);

    public static Network Create(string name) => s_networks[name]();
}
