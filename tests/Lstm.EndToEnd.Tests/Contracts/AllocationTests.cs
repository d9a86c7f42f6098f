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
            foreach (string name in ContractNetworks.Names)
            {
                cases.Add(name, Verb.Step);
                cases.Add(name, Verb.Run);
                cases.Add(name, Verb.StepMany);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_verb_allocates(string name, Verb verb)
    {
        Network network = ContractNetworks.Create(name);

        Assert.Equal(0, network.AllocatedBytes(verb, rounds: 1));
        Assert.Equal(0, network.AllocatedBytes(verb, rounds: 1000));
    }
}
