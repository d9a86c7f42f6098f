using System;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Contracts;

/// <summary>The verbs allocate nothing: not in their first call, not in the thousandth.</summary>
public sealed class AllocationTests
{
    public static TheoryData<string, Verb> Cases
    {
        get
        {
            TheoryData<string, Verb> cases = [];
            foreach (string name in (string[])[.. ContractNetworks.Plain, .. ContractNetworks.Variants])
            {
                cases.Add(name, Verb.Step);
                cases.Add(name, Verb.Run);
                cases.Add(name, Verb.StepMany);
                cases.Add(name, Verb.StepBlock);
            }

            return cases;
        }
    }

    public static TheoryData<string, Verb> Sequences
    {
        get
        {
            TheoryData<string, Verb> cases = [];
            foreach (string name in (string[])[.. TestNetworks.OtherNames(static spec => !spec.IsCausal)])
            {
                cases.Add(name, Verb.RunWithoutState);
                cases.Add(name, Verb.Run);
                cases.Add(name, Verb.RunInScratch);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_verb_allocates(string name, Verb verb)
    {
        StepNetwork network = ContractNetworks.Create(name);

        Assert.Equal(0, Least(network, verb, rounds: 1));
        Assert.Equal(0, Least(network, verb, rounds: 1000));
    }

    [Theory]
    [MemberData(nameof(Sequences))]
    public void No_run_over_a_sequence_allocates(string name, Verb verb)
    {
        (_, Network network, _) = TestNetworks.Create(name);

        // The first memory that is rented is made; from then on it comes from the pool.
        network.AllocatedBytes(verb, rounds: 1);
        Assert.Equal(0, Least(network, verb, rounds: 100));
    }

    [Fact]
    public void Memory_of_the_callers_own_needs_no_pool()
    {
        foreach (ListSpec spec in TestNetworks.Others.Where(static spec => !spec.IsCausal).Take(100))
        {
            (_, Network network, _) = TestNetworks.Create(spec.Name);
            Assert.Equal(0, Least(network, Verb.RunInScratch, rounds: 1));
        }
    }

    /// <summary>
    /// The least of three measurements. A collection that another test sets off meanwhile charges this thread with the rest of its
    /// allocation buffer, up to 8 KB; what a verb allocates itself it allocates each time.
    /// </summary>
    private static long Least(Network network, Verb verb, int rounds)
    {
        long least = network.AllocatedBytes(verb, rounds);
        for (int again = 0; again < 2 && least > 0; again++)
        {
            least = Math.Min(least, network.AllocatedBytes(verb, rounds));
        }

        return least;
    }
}
