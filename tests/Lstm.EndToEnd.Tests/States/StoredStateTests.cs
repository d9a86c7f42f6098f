using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.EndToEnd.Tests.Pooled;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.States;

/// <summary>A stored state comes back bit for bit, from files of any age, and nothing else is ever taken for one.</summary>
public sealed class StoredStateTests
{
    private const string StochasticDeclaration = "[Lstm(input: 2, hidden: 2, Layers = 2, StochasticForget = true)]";

    [Fact]
    public void The_golden_file_is_read_and_written_byte_for_byte()
    {
        byte[] golden = GoldenFile();
        KeptStochastic.State expected = GoldenState();

        Assert.Equal(expected, KeptStochastic.State.Read(golden));
        Assert.Equal(KeptStochastic.State.ByteCount, golden.Length);
        Assert.Equal(golden, Bytes(expected));
        Assert.Equal(StochasticDeclaration, StateFormat.DeclarationOf(golden));
    }

    [Fact]
    public void Every_kind_of_network_keeps_its_states()
    {
        KeepsIts<KeptAmp.State>(KeptAmp.State.ByteCount);
        KeepsIts<KeptStochastic.State>(KeptStochastic.State.ByteCount);
        KeepsIts<KeptGru.State>(KeptGru.State.ByteCount);
        KeepsIts<KeptBothWays.State>(KeptBothWays.State.ByteCount);
        KeepsIts<KeptProjected.State>(KeptProjected.State.ByteCount);
        KeepsIts<KeptList.State>(KeptList.State.ByteCount);
        KeepsIts<KeptRandomList.State>(KeptRandomList.State.ByteCount);
        KeepsIts<KeptListBothWays.State>(KeptListBothWays.State.ByteCount);
        KeepsIts<PooledLast.State>(PooledLast.State.ByteCount);
        KeepsIts<PooledBothWays.State>(PooledBothWays.State.ByteCount);
    }

    [Fact]
    public void A_resumed_stream_is_bit_identical_to_an_uninterrupted_one()
    {
        KeptAmp model = new(RandomWeights.Create(1, 3, 1, 1));
        float[] inputs = RandomWeights.Inputs(400, 1);
        float[] whole = new float[400];
        float[] parts = new float[400];
        KeptAmp.State state = default;
        model.Run(ref state, inputs, whole);

        KeptAmp.State first = default;
        model.Run(ref first, inputs.AsSpan(0, 150), parts.AsSpan(0, 150));
        KeptAmp.State second = KeptAmp.State.Read(Bytes(first));
        model.Run(ref second, inputs.AsSpan(150), parts.AsSpan(150));

        Assert.Equal(whole, parts);
        Assert.Equal(state, second);
    }

    [Fact]
    public void Torn_writes_are_refused_at_every_length()
    {
        byte[] golden = GoldenFile();
        for (int length = 0; length < golden.Length; length++)
        {
            Refuses(golden.AsSpan(0, length));
        }

        Refuses([.. golden, 0]);
        // A write of blocks may leave zeros where its end should be.
        for (int written = 0; written < golden.Length; written++)
        {
            byte[] torn = [.. golden.AsSpan(0, written), .. new byte[golden.Length - written]];
            if (!torn.AsSpan().SequenceEqual(golden))
            {
                Refuses(torn);
            }
        }
    }

    [Fact]
    public void Every_changed_bit_is_noticed()
    {
        byte[] golden = GoldenFile();
        for (int bit = 0; bit < 8 * golden.Length; bit++)
        {
            byte[] changed = [.. golden];
            changed[bit / 8] ^= (byte)(1 << bit % 8);
            Refuses(changed);
        }
    }

    [Fact]
    public void A_state_of_another_network_is_refused_and_both_are_named()
    {
        // Of the same size: only the declaration tells them apart.
        StateFormatException refused = Assert.Throws<StateFormatException>(() => KeptAmp.State.Read(Bytes(default(KeptOther.State))));

        Assert.Equal(
            "stored state: expected a state of [Lstm(input: 1, hidden: 3, Output = 1)], found a state of [Lstm(input: 2, hidden: 3)]",
            refused.Message);
        Assert.False(KeptAmp.State.TryRead(Bytes(default(KeptOther.State)), out _));
    }

    [Fact]
    public void Errors_name_the_fault()
    {
        byte[] golden = GoldenFile();
        byte[] later = [.. golden];
        later[4] = 2;
        byte[] damaged = [.. golden];
        damaged[^10] ^= 1;

        Assert.Equal("stored state: expected at least 16 bytes, found 0", MessageOf([]));
        Assert.Equal(
            "stored state: expected bytes that start with \"LSTS\", found 7B226465",
            MessageOf(Encoding.UTF8.GetBytes("{\"declaration\":1}")));
        Assert.Equal("stored state: expected version 1, found version 2", MessageOf(later));
        Assert.Equal(
            $"stored state: expected {golden.Length} bytes according to its header, found {golden.Length - 1}",
            MessageOf(golden.AsSpan(0, golden.Length - 1)));
        Assert.Matches(
            "^stored state: expected bytes with the checksum [0-9A-F]{8}, found the checksum [0-9A-F]{8}: the bytes are corrupt$",
            MessageOf(damaged));
    }

    [Fact]
    public void A_header_of_any_lengths_is_only_refused()
    {
        byte[] hostile = GoldenFile();
        foreach (uint length in (uint[])[0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF])
        {
            BinaryPrimitives.WriteUInt32LittleEndian(hostile.AsSpan(8), length);
            Refuses(hostile);
            BinaryPrimitives.WriteUInt16LittleEndian(hostile.AsSpan(6), 0xFFFF);
            Refuses(hostile);
        }
    }

    [Fact]
    public void A_short_destination_is_an_argument_error_and_stays_as_it_was()
    {
        byte[] bytes = new byte[KeptAmp.State.ByteCount - 1];

        ArgumentException refused = Assert.Throws<ArgumentException>(() => default(KeptAmp.State).CopyTo(bytes));

        Assert.Equal("destination", refused.ParamName);
        Assert.StartsWith(
            $"A stored state of this network has {KeptAmp.State.ByteCount} bytes, but the span has room for {bytes.Length}.",
            refused.Message,
            StringComparison.Ordinal);
        Assert.All(bytes, static value => Assert.Equal(0, value));
    }

    [Fact]
    public void Storing_allocates_nothing()
    {
        KeptAmp.State state = default;
        byte[] bytes = new byte[KeptAmp.State.ByteCount];
        state.CopyTo(bytes);
        _ = KeptAmp.State.TryRead(bytes, out _);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 100; round++)
        {
            state.CopyTo(bytes);
            _ = KeptAmp.State.TryRead(bytes, out state);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void The_raw_view_is_the_state_itself()
    {
        KeptAmp.State state = default;
        state.Cell()[1] = 2;
        KeptAmp.State copy = default;

        state.AsBytes().CopyTo(copy.AsBytes());

        Assert.Equal(state, copy);
        Assert.Equal(2, copy.Cell()[1]);
    }

    [Fact]
    public void Reset_is_the_zero_state()
    {
        KeptStochastic.State state = GoldenState();

        state.Reset();

        Assert.Equal(default, state);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void IsFinite_describes_the_whole_state(float value)
    {
        KeptBothWays.State state = default;
        Assert.True(state.IsFinite());
        for (int layer = 0; layer < 4; layer++)
        {
            state = default;
            state.Hidden(layer)[8] = value;
            Assert.False(state.IsFinite());
            state = default;
            state.Cell(layer)[0] = value;
            Assert.False(state.IsFinite());
        }
    }

    [Fact]
    public void The_random_position_may_have_the_bits_of_a_nan()
    {
        KeptStochastic.State state = default;
        // The bits of a NaN.
        KeptStochastic.Seed(ref state, 0x7FC000007FC00000);

        Assert.True(state.IsFinite());
    }

    internal static KeptStochastic.State GoldenState()
    {
        KeptStochastic.State state = default;
        ReadOnlySpan<float> first = [0.5f, -0.25f];
        first.CopyTo(state.Hidden(0));
        ReadOnlySpan<float> second = [1f, -2f];
        second.CopyTo(state.Cell(0));
        ReadOnlySpan<float> third = [1f / 3, -0f];
        third.CopyTo(state.Hidden(1));
        ReadOnlySpan<float> fourth = [float.PositiveInfinity, 1e-45f];
        fourth.CopyTo(state.Cell(1));
        KeptStochastic.Seed(ref state, 0x0123456789ABCDEF);
        // The counter, behind the key and the padded vectors of both layers.
        state.AsBytes()[(4 * 8 + 2) * sizeof(float)] = 17;
        return state;
    }

    internal static byte[] Bytes<TState>(TState state)
        where TState : unmanaged, ILstmState
    {
        byte[] bytes = new byte[StateFormat.ByteCount<TState>()];
        StateFormat.Write(in state, bytes);
        return bytes;
    }

    private static byte[] GoldenFile() => File.ReadAllBytes(Path.ChangeExtension(TestFiles.Golden("states/stochastic-2x2"), ".lsts"));

    private static string MessageOf(ReadOnlySpan<byte> bytes)
    {
        byte[] copy = bytes.ToArray();
        return Assert.Throws<StateFormatException>(() => KeptStochastic.State.Read(copy)).Message;
    }

    private static void Refuses(ReadOnlySpan<byte> bytes)
    {
        _ = MessageOf(bytes);
        Assert.False(KeptStochastic.State.TryRead(bytes, out KeptStochastic.State state));
        Assert.Equal(default, state);
    }

    private static void KeepsIts<TState>(int byteCount)
        where TState : unmanaged, ILstmState, IEquatable<TState>
    {
        TState state = default;
        int cells = States<TState>.Cells;
        float next = 1;
        for (int cell = 0; cell < cells; cell++)
        {
            foreach (ref float value in state.Hidden(cell))
            {
                value = next++ / 7;
            }

            foreach (ref float value in state.Cell(cell))
            {
                value = -next++ / 7;
            }
        }

        byte[] bytes = Bytes(state);
        Assert.Equal(byteCount, bytes.Length);
        Assert.Equal(state, StateFormat.Read<TState>(bytes));
        Assert.True(StateFormat.TryRead(bytes, out TState again));
        Assert.Equal(state, again);
        Assert.Equal(state, StateFormat.FromJson<TState>(StateFormat.ToJson(in state)));
        Assert.Throws<StateFormatException>(() => StateFormat.Read<TState>([.. bytes.Reverse()]));
    }
}
