using System;
using Xunit;

namespace Lstm.EndToEnd.Tests.States;

/// <summary>States are compared bit by bit, as a replay needs it.</summary>
public sealed class StateEqualityTests
{
    [Fact]
    public void A_nan_is_itself_and_a_negative_zero_is_not_zero()
    {
        Assert.True(With(float.NaN) == With(float.NaN));
        Assert.True(With(float.NaN) != With(BitConverter.UInt32BitsToSingle(0x7FC00001)));
        Assert.True(With(0f) != With(-0f));
        Assert.False(With(0f).Equals((object)With(-0f)));
        Assert.Equal(With(float.NaN).GetHashCode(), With(float.NaN).GetHashCode());
        Assert.True(With(1) == With(1));
    }

    private static KeptAmp.State With(float value)
    {
        KeptAmp.State state = default;
        state.Hidden()[2] = value;
        return state;
    }
}
