using System;
using System.Collections.Generic;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Contracts;

/// <summary>
/// One plain network of each kind of kernel, by the name of its class, declared as a user does; and every variant and list that can step.
/// </summary>
internal static class ContractNetworks
{
    private static readonly Dictionary<string, (NetworkSpec Spec, Func<LstmWeights, object> Create)> s_declared =
        new(StringComparer.Ordinal)
        {
            [nameof(OnePaddedBlock)] = (NetworkSpec.Plain(1, 5, 1, 1), static weights => new OnePaddedBlock(weights)),
            [nameof(OneWholeBlock)] = (NetworkSpec.Plain(2, 8), static weights => new OneWholeBlock(weights)),
            [nameof(TwoPaddedBlocks)] = (NetworkSpec.Plain(3, 13, 1, 5, Activation.Relu), static weights => new TwoPaddedBlocks(weights)),
            [nameof(FiveBlocks)] = (NetworkSpec.Plain(1, 40, 1, 3, Activation.Tanh), static weights => new FiveBlocks(weights)),
            [nameof(ThreeLayers)] = (NetworkSpec.Plain(4, 20, 3, 4, Activation.Sigmoid), static weights => new ThreeLayers(weights)),
            [nameof(TwoSmallLayers)] = (NetworkSpec.Plain(2, 6, 2), static weights => new TwoSmallLayers(weights)),
            [nameof(EightBlocks)] = (NetworkSpec.Plain(8, 64), static weights => new EightBlocks(weights)),
        };

    /// <summary>The plain networks.</summary>
    public static TheoryData<string> Plain => new(s_declared.Keys);

    /// <summary>The variants and the lists that can step.</summary>
    public static TheoryData<string> Variants => TestNetworks.OtherNames(static spec => spec.IsCausal);

    public static StepNetwork Create(string name) => CreateWithSpec(name).Network;

    public static (ListSpec Spec, StepNetwork Network) CreateWithSpec(string name)
    {
        if (s_declared.TryGetValue(name, out (NetworkSpec Spec, Func<LstmWeights, object> Create) declared))
        {
            return (declared.Spec, StepNetwork.Around(declared.Create(RandomWeights.Create(declared.Spec))));
        }

        (ListSpec spec, Network network, _) = TestNetworks.Create(name);
        return (spec, (StepNetwork)network);
    }
}
