using Xunit;

namespace Lstm.EndToEnd.Tests.States;

/// <summary>The largest state of a network that steps, which is too large for an array and for two arguments of a method.</summary>
public sealed class LargestStateTests
{
    [Fact]
    public void It_is_compared_stored_and_read()
    {
        KeptLargest.State state = default;
        state.Cell(7)[1023] = 0.5f;
        byte[] stored = new byte[KeptLargest.State.ByteCount];
        state.CopyTo(stored);
        KeptLargest.State read = KeptLargest.State.Read(stored);

        Assert.True(read == state);
        Assert.True(KeptLargest.State.FromJson(state.ToJson()).Equals(state));
        read.Reset();
        Assert.True(read != state);
        Assert.True(read == default);
    }

    [Fact]
    public void The_largest_state_fits_a_block()
    {
        KeptLargest.State state = default;
        state.Hidden(7)[1023] = 0.5f;
        StateBlock<KeptLargest.State> block = new(2);
        block[1] = state;

        Assert.True(block[1] == state);
        Assert.True(block[0] == default);
    }
}

[Lstm(input: 1, hidden: 1024, Layers = 8)]
public sealed partial class KeptLargest;
