using System;
using System.Buffers.Binary;
using System.Linq;
using System.Text;
using Lstm.CompilerServices;
using Lstm.Shared;
using Xunit;

namespace Lstm.Tests;

/// <summary>States of networks whose cells differ.</summary>
public sealed class ListStateTests
{
    [Fact]
    public void Each_cell_has_the_vectors_of_its_kind()
    {
        ScratchState<Mixed> state = Filled<Mixed>();

        Assert.Equal([3, 2, 2, 9], Enumerable.Range(0, 4).Select(cell => state.Hidden(cell).Length));
        Assert.Equal([3, 0, 0, 10], Enumerable.Range(0, 4).Select(cell => state.Cell(cell).Length));
        Assert.Equal([1f, 2, 3], state.Hidden(0).ToArray());
        Assert.Equal([4f, 5, 6], state.Cell(0).ToArray());
        Assert.Equal([9f, 10], state.Hidden(2).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>("layer", () => Filled<Mixed>().Hidden(4));
        Assert.Throws<ArgumentOutOfRangeException>("layer", () => Filled<Mixed>().Cell(-1));
    }

    /// <summary>Every byte: h and c of a cell, then those of the next one, without padding.</summary>
    [Fact]
    public void A_stored_state_has_the_values_of_each_cell_in_order()
    {
        ScratchState<Mixed> state = Filled<Mixed>();
        byte[] stored = new byte[StateFormat.ByteCount<ScratchState<Mixed>>()];
        StateFormat.Write(in state, stored);

        byte[] declaration = Encoding.UTF8.GetBytes(DeclarationText.Of(Mixed.Network));
        int values = 12 + declaration.Length;
        Assert.Equal("LSTS", Encoding.ASCII.GetString(stored, 0, 4));
        Assert.Equal(declaration, stored[12..values]);
        Assert.Equal(29 * 4 + 16, BinaryPrimitives.ReadInt32LittleEndian(stored.AsSpan(8)));
        Assert.Equal(
            Enumerable.Range(1, 29).Select(static value => (float)value),
            Enumerable.Range(0, 29).Select(index => BinaryPrimitives.ReadSingleLittleEndian(stored.AsSpan(values + 4 * index))));
        Assert.Equal(stored.Length, values + 29 * 4 + 16 + 4);

        Assert.Equal(state, StateFormat.Read<ScratchState<Mixed>>(stored));
        Assert.Equal(DeclarationText.Of(Mixed.Network), StateFormat.DeclarationOf(stored));
        StateFormatException error = Assert.Throws<StateFormatException>(() => StateFormat.Read<ScratchState<Small>>(stored));
        Assert.Contains("a state of [Lstm(input: 1, hidden: 2)] [Gru(hidden: 1)]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void JSON_has_the_vectors_of_each_cell()
    {
        ScratchState<Small> state = Filled<Small>();
        string json = StateFormat.ToJson(in state);

        Assert.Equal(
            """{"declaration":"[Lstm(input: 1, hidden: 2)]\n[Gru(hidden: 1)]","layers":[{"hidden":[1,2],"cell":[3,4]},{"hidden":[5]}]}""",
            string.Concat(json.Split('\n').Select(static line => line.TrimStart())).Replace("\": ", "\":", StringComparison.Ordinal));
        Assert.Equal(state, StateFormat.FromJson<ScratchState<Small>>(json));
        ScratchState<Mixed> mixed = Filled<Mixed>();
        Assert.Equal(mixed, StateFormat.FromJson<ScratchState<Mixed>>(StateFormat.ToJson(in mixed)));

        StateFormatException missing = Assert.Throws<StateFormatException>(
            () => StateFormat.FromJson<ScratchState<Small>>(json.Replace("\"cell\"", "\"c\"", StringComparison.Ordinal)));
        Assert.Contains("\"cell\" in layers[0]", missing.Message, StringComparison.Ordinal);
        StateFormatException longer = Assert.Throws<StateFormatException>(
            () => StateFormat.FromJson<ScratchState<Small>>(json.Replace("5", "5, 6", StringComparison.Ordinal)));
        Assert.Contains("1 entries at layers[1].hidden", longer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stored_state_of_0_1_has_the_same_bytes()
    {
        // The example of docs/state.md.
        const string expected = "4C5354530100400030000000"
            + "5B4C73746D28696E7075743A20322C2068696464656E3A20322C204C6179657273203D20322C20"
            + "53746F63686173746963466F72676574203D2074727565295D"
            + "0000003F000080BE0000803F000000C0ABAAAA3E000000800000807F01000000EFCDAB89674523011100000000000000294D63BC";
        ScratchState<Documented> state = StateFormat.Read<ScratchState<Documented>>(Convert.FromHexString(expected));

        Assert.Equal([0.5f, -0.25f], state.Hidden().ToArray());
        Assert.Equal([float.PositiveInfinity, float.Epsilon], state.Cell(1).ToArray());
        byte[] stored = new byte[StateFormat.ByteCount<ScratchState<Documented>>()];
        StateFormat.Write(in state, stored);
        Assert.Equal(expected, Convert.ToHexString(stored));
        Assert.False(state.IsFinite());
        Assert.Equal("layer 0 of 2: h = [0.5, -0.25]; c = [1, -2]; not finite", state.ToString());
    }

    [Fact]
    public void Values_of_every_vector_are_seen()
    {
        foreach (StateVector vector in StateMap.Of<ScratchState<Mixed>>().Vectors)
        {
            ScratchState<Mixed> state = Filled<Mixed>();
            Assert.True(state.IsFinite());
            StateAccess.Vector(ref state, vector)[^1] = float.NaN;
            Assert.False(state.IsFinite());
            Assert.Contains("not finite", state.ToString(), StringComparison.Ordinal);
        }

        // The words of a random stream can have the bits of a NaN.
        ScratchState<Mixed> random = Filled<Mixed>();
        StateAccess.Random(ref random, StateMap.Of<ScratchState<Mixed>>()).Fill(ulong.MaxValue);
        Assert.True(random.IsFinite());
    }

    [Fact]
    public void The_states_of_weights_are_filled_in()
    {
        ScratchState<Small> state = default;
        StateAccess.Fill(ref state, [1, 2, 5], [3, 4]);
        Assert.Equal(Filled<Small>(), state);
    }

    [Fact]
    public void A_state_describes_its_network()
    {
        Assert.Equal(Mixed.Network, NetworkDescription.Of<ScratchState<Mixed>>().Shape);
        Assert.Same(NetworkDescription.Of<ScratchState<Mixed>>(), NetworkDescription.Of<ScratchState<Mixed>>());
        Assert.Equal(LstmPrecision.Int8, NetworkDescription.Of<ScratchState<Quantized>>().Shape.Precision);
        Assert.Contains(
            "[Lstm(input: 1, hidden: 2000)]",
            Assert.Throws<InvalidOperationException>(NetworkDescription.Of<ScratchState<TooLarge>>).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Stored_states_need_no_memory_after_the_first()
    {
        ScratchState<Mixed> state = Filled<Mixed>();
        byte[] stored = new byte[StateFormat.ByteCount<ScratchState<Mixed>>()];
        StateFormat.Write(in state, stored);
        _ = StateFormat.TryRead(stored, out state) && state.IsFinite();

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int call = 0; call < 100; call++)
        {
            StateFormat.Write(in state, stored);
            _ = StateFormat.TryRead(stored, out state) && state.IsFinite();
            _ = NetworkDescription.Of<ScratchState<Mixed>>();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    // All values are different: 1, 2, 3, … in the order in which they are stored.
    private static ScratchState<TNetwork> Filled<TNetwork>()
        where TNetwork : IScratchNetwork
    {
        ScratchState<TNetwork> state = default;
        float next = 1;
        for (int cell = 0; cell < TNetwork.Network.Cells.Count; cell++)
        {
            foreach (ref float value in state.Hidden(cell))
            {
                value = next++;
            }

            foreach (ref float value in state.Cell(cell))
            {
                value = next++;
            }
        }

        return state;
    }

    private sealed class Mixed : IScratchNetwork
    {
        public static NetworkShape Network { get; } = Lists.Of(
            1,
            Lists.Lstm(3),
            new DenseShape(2, Activation.Tanh),
            Lists.Gru(2) with { Bidirectional = true },
            new RecurrentShape(new CellShape(CellKind.Lstm, 10) { Projection = 9, StochasticForget = true }));
    }

    private sealed class Small : IScratchNetwork
    {
        public static NetworkShape Network { get; } = Lists.Of(1, Lists.Lstm(2), Lists.Gru(1));
    }

    private sealed class Documented : IScratchNetwork
    {
        public static NetworkShape Network { get; } =
            NetworkShape.Stack(2, new RecurrentShape(new CellShape(CellKind.Lstm, 2) { StochasticForget = true }), layers: 2);
    }

    private sealed class Quantized : IScratchNetwork
    {
        public static NetworkShape Network { get; } = Lists.Of(1, Lists.Lstm(2), Lists.Lstm(3)) with { Precision = LstmPrecision.Int8 };
    }

    private sealed class TooLarge : IScratchNetwork
    {
        public static NetworkShape Network { get; } = Lists.Of(1, Lists.Lstm(2000));
    }
}
