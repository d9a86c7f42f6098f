using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using Lstm.CompilerServices;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.States;

/// <summary>States of cells that differ in kind and size, in every form in which a state is kept.</summary>
public sealed class ListStateTests
{
    private const string Declaration =
        "[Lstm(input: 2, hidden: 3)]\n[Dense(4, Activation.Relu)]\n[Gru(hidden: 2)]\n[Lstm(hidden: 12, Projection = 5)]";

    private const int Header = 12;

    private static readonly KeptList s_model = new(RandomWeights.Create(NetworkSpecs.Of(NetworkDescription.Of<KeptList.State>().Shape)));

    [Fact]
    public void Each_cell_has_the_states_of_its_kind_and_size()
    {
        KeptList.State state = default;

        Assert.Equal([3, 2, 5], Enumerable.Range(0, 3).Select(cell => state.Hidden(cell).Length));
        Assert.Equal([3, 0, 12], Enumerable.Range(0, 3).Select(cell => state.Cell(cell).Length));
        Assert.Throws<ArgumentOutOfRangeException>(() => state.Hidden(3).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => state.Cell(-1).Length);

        KeptListBothWays.State other = default;
        Assert.Equal([3, 3, 10, 8], Enumerable.Range(0, 4).Select(cell => other.Hidden(cell).Length));
        Assert.Equal([3, 3, 0, 8], Enumerable.Range(0, 4).Select(cell => other.Cell(cell).Length));
    }

    [Fact]
    public void Stored_values_are_those_of_each_cell_in_turn_without_padding()
    {
        KeptList.State state = Counted();
        byte[] bytes = StoredStateTests.Bytes(state);

        Assert.Equal(Declaration, StateFormat.DeclarationOf(bytes));
        int start = Header + Encoding.UTF8.GetByteCount(Declaration);
        Assert.Equal(
            Enumerable.Range(1, 3 + 3 + 2 + 5 + 12).Select(static value => (float)value),
            MemoryMarshal.Cast<byte, float>(bytes.AsSpan(start, bytes.Length - start - sizeof(uint))).ToArray());
        Assert.Equal(state, KeptList.State.Read(bytes));
    }

    [Fact]
    public void Json_has_a_layer_for_each_cell()
    {
        string json = string.Concat(Counted().ToJson().Where(static character => !char.IsWhiteSpace(character)));

        Assert.EndsWith(
            "\"layers\":[{\"hidden\":[1,2,3],\"cell\":[4,5,6]},{\"hidden\":[7,8]},"
                + "{\"hidden\":[9,10,11,12,13],\"cell\":[14,15,16,17,18,19,20,21,22,23,24,25]}]}",
            json,
            StringComparison.Ordinal);
        Assert.Equal(Counted(), KeptList.State.FromJson(Counted().ToJson()));
        Assert.Throws<StateFormatException>(
            () => KeptList.State.FromJson(Counted().ToJson().Replace("7,", "7, 7,", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_resumed_stream_is_bit_identical_to_an_uninterrupted_one()
    {
        float[] inputs = RandomWeights.Inputs(40, 2);
        float[] whole = new float[40 * 5];
        float[] parts = new float[40 * 5];
        KeptList.State state = default;
        s_model.Run(ref state, inputs, whole);

        KeptList.State first = default;
        s_model.Run(ref first, inputs.AsSpan(0, 30), parts.AsSpan(0, 75));
        KeptList.State stored = KeptList.State.Read(StoredStateTests.Bytes(first));
        KeptList.State second = KeptList.State.FromJson(stored.ToJson());
        s_model.Run(ref second, inputs.AsSpan(30), parts.AsSpan(75));

        Assert.Equal(whole, parts);
        Assert.Equal(state, second);
    }

    [Fact]
    public void A_random_list_resumes_its_numbers()
    {
        KeptRandomList model = new(RandomWeights.Create(NetworkSpecs.Of(NetworkDescription.Of<KeptRandomList.State>().Shape)));
        KeptRandomList.State state = default;
        KeptRandomList.Seed(ref state, 7);
        model.Run(ref state, RandomWeights.Inputs(9, 2), new float[9]);

        KeptRandomList.State read = KeptRandomList.State.FromJson(KeptRandomList.State.Read(StoredStateTests.Bytes(state)).ToJson());

        Assert.Equal(state, read);
        float[] expected = new float[20];
        float[] found = new float[20];
        model.Run(ref state, RandomWeights.Inputs(20, 2, seed: 2), expected);
        model.Run(ref read, RandomWeights.Inputs(20, 2, seed: 2), found);
        Assert.Equal(expected, found);
        Assert.Equal(state, read);
    }

    [Fact]
    public void A_recording_replays_to_the_same_bits()
    {
        using MemoryStream stream = new();
        KeptList.State state = Counted();
        float[] inputs = RandomWeights.Inputs(25, 2);
        float[] recorded = new float[25 * 5];
        using (StreamRecorder<KeptList, KeptList.State> recorder = new(s_model, state, stream, leaveOpen: true))
        {
            recorder.Run(ref state, inputs, recorded);
        }

        StreamRecording recording = StreamRecording.Open(new MemoryStream(stream.ToArray()));
        float[] expected = new float[25 * 5];
        KeptList.State other = Counted();
        s_model.Run(ref other, inputs, expected);

        Assert.Equal(Declaration, recording.Declaration);
        Assert.Equal(new ReplayReport(25, RecordingEnd.Whole, Difference: null), recording.Replay<KeptList, KeptList.State>(s_model));
        Assert.Equal(expected, recorded);
    }

    [Fact]
    public void Storing_allocates_nothing()
    {
        KeptList.State state = default;
        byte[] bytes = new byte[KeptList.State.ByteCount];
        state.CopyTo(bytes);
        _ = KeptList.State.TryRead(bytes, out _);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 100; round++)
        {
            state.CopyTo(bytes);
            _ = KeptList.State.TryRead(bytes, out state);
            state.Hidden(2)[0] += state.Cell(2)[0];
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    // 1, 2, 3 … in the order in which states are kept.
    private static KeptList.State Counted()
    {
        KeptList.State state = default;
        float next = 1;
        for (int cell = 0; cell < 3; cell++)
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
}
