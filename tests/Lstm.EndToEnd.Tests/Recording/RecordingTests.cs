using System;
using System.Buffers.Binary;
using System.IO;
using Lstm.EndToEnd.Tests.States;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Recording;

/// <summary>
/// A recorded stream replays to the same bits; what is not the same is found at its step; what is damaged is never taken for a difference.
/// </summary>
public sealed class RecordingTests
{
    private const int Steps = 300;
    private const int FrameBytes = (1 + 1 + 2) * sizeof(float);

    private static readonly LstmWeights s_weights = RandomWeights.Create(1, 3, 1, 1);
    private static readonly KeptAmp s_model = new(s_weights);

    [Fact]
    public void A_recording_replays_to_the_same_bits()
    {
        StreamRecording recording = StreamRecording.Open(new MemoryStream(Record(Steps)));

        Assert.Equal("[Lstm(input: 1, hidden: 3, Output = 1)]", recording.Declaration);
        Assert.Equal(s_weights.Checksum, recording.WeightsChecksum);
        Assert.Equal(new ReplayReport(Steps, RecordingEnd.Whole, Difference: null), recording.Replay<KeptAmp, KeptAmp.State>(s_model));
    }

    [Fact]
    public void Recorded_steps_are_those_of_the_model()
    {
        float[] inputs = RandomWeights.Inputs(Steps, 1);
        float[] expected = new float[Steps];
        KeptAmp.State state = default;
        s_model.Run(ref state, inputs, expected);

        KeptAmp.State recorded = default;
        using StreamRecorder<KeptAmp, KeptAmp.State> recorder = new(s_model, recorded, Stream.Null);
        // In place: the input has to be kept before the output takes its room.
        recorder.Run(ref recorded, inputs, inputs);

        Assert.Equal(expected, inputs);
        Assert.Equal(state, recorded);
        Assert.Equal(Steps, recorder.Steps);
    }

    [Fact]
    public void A_changed_output_is_found_at_its_step()
    {
        byte[] bytes = Record(Steps);
        Span<byte> frame = Frame(bytes, 123);
        uint output = BinaryPrimitives.ReadUInt32LittleEndian(frame[4..]);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], output ^ 1);
        Seal(frame, 123);

        ReplayReport report = Replay(bytes);

        Assert.False(report.Same);
        Assert.Equal(124, report.Steps);
        ReplayDifference difference = report.Difference!.Value;
        Assert.Equal((123, 0), (difference.Step, difference.Output));
        Assert.Equal(1u, BitConverter.SingleToUInt32Bits(difference.Recorded) ^ BitConverter.SingleToUInt32Bits(difference.Replayed));
        Assert.Matches(
            @"^step 123: output 0 was -?[0-9.E-]+ \(0x[0-9A-F]{8}\) and is -?[0-9.E-]+ \(0x[0-9A-F]{8}\)$",
            difference.ToString());
    }

    [Fact]
    public void A_state_that_was_touched_is_found_even_where_the_output_is_the_same()
    {
        // A head of zeros shows nothing of the state.
        KeptAmp model = new(new LstmWeights(s_weights.Layers, new DenseWeights(3, 1, [0, 0, 0], [1])));
        using MemoryStream stream = new();
        KeptAmp.State state = default;
        using (StreamRecorder<KeptAmp, KeptAmp.State> recorder = new(model, state, stream, leaveOpen: true))
        {
            float[] output = new float[1];
            for (int step = 0; step < 50; step++)
            {
                if (step == 20)
                {
                    state.Cell()[2] += 1;
                }

                recorder.Step(ref state, [0], output);
            }
        }

        stream.Position = 0;
        ReplayDifference difference = StreamRecording.Open(stream).Replay<KeptAmp, KeptAmp.State>(model).Difference!.Value;

        Assert.Equal((20, -1), (difference.Step, difference.Output));
        Assert.Equal("step 20: the outputs are equal, but the state differs", difference.ToString());
    }

    [Fact]
    public void A_recording_that_was_cut_off_replays_up_to_there()
    {
        byte[] whole = Record(Steps);
        int head = whole.Length - Steps * FrameBytes;
        for (int length = head; length < head + 3 * FrameBytes; length++)
        {
            int extra = (length - head) % FrameBytes;
            Assert.Equal(
                new ReplayReport((length - head) / FrameBytes, extra > 0 ? RecordingEnd.Torn : RecordingEnd.Whole, Difference: null),
                Replay(whole[..length]));
        }
    }

    [Fact]
    public void Every_damaged_byte_is_noticed()
    {
        byte[] whole = Record(20);
        int head = whole.Length - 20 * FrameBytes;
        for (int place = 0; place < whole.Length; place++)
        {
            byte[] damaged = [.. whole];
            damaged[place] ^= 0x10;
            if (place < head)
            {
                Assert.Throws<RecordingFormatException>(() => StreamRecording.Open(new MemoryStream(damaged)));
            }
            else
            {
                RecordingEnd end = place < whole.Length - FrameBytes ? RecordingEnd.Damaged : RecordingEnd.Torn;
                Assert.Equal(new ReplayReport((place - head) / FrameBytes, end, Difference: null), Replay(damaged));
            }
        }

        byte[] swapped =
        [
            .. whole[..head],
            .. whole[(head + FrameBytes)..(head + 2 * FrameBytes)],
            .. whole[head..(head + FrameBytes)],
            .. whole[(head + 2 * FrameBytes)..],
        ];
        Assert.Equal(new ReplayReport(0, RecordingEnd.Damaged, Difference: null), Replay(swapped));
    }

    [Fact]
    public void Frames_far_apart_cannot_be_exchanged_either()
    {
        // Their numbers have the same last byte.
        byte[] exchanged = Record(Steps);
        byte[] early = Frame(exchanged, 10).ToArray();
        Frame(exchanged, 266).CopyTo(Frame(exchanged, 10));
        early.CopyTo(Frame(exchanged, 266));

        Assert.Equal(new ReplayReport(10, RecordingEnd.Damaged, Difference: null), Replay(exchanged));
    }

    [Fact]
    public void Another_network_and_other_weights_are_refused()
    {
        StreamRecording recording = StreamRecording.Open(new MemoryStream(Record(Steps)));
        KeptAmp retrained = new(RandomWeights.Create(1, 3, 1, 1, seed: 2));
        KeptOther other = new(RandomWeights.Create(2, 3));

        Assert.Equal(
            $"recording: expected a recording of weights with the checksum {retrained.WeightsChecksum:X8}, "
                + $"found a recording of weights with the checksum {s_model.WeightsChecksum:X8}",
            Assert.Throws<RecordingFormatException>(() => recording.Replay<KeptAmp, KeptAmp.State>(retrained)).Message);
        Assert.Equal(
            "recording: expected a state of [Lstm(input: 2, hidden: 3)], found a state of [Lstm(input: 1, hidden: 3, Output = 1)]",
            Assert.Throws<RecordingFormatException>(() => recording.Replay<KeptOther, KeptOther.State>(other)).Message);
        Assert.Equal(
            "recording: expected a recording, which starts with the bytes \"LSTR\", found nothing",
            Assert.Throws<RecordingFormatException>(() => StreamRecording.Open(new MemoryStream())).Message);
    }

    [Fact]
    public void Another_precision_is_refused()
    {
        LstmWeights weights = RandomWeights.Create(2, 9);
        using MemoryStream stream = new();
        KeptInt16.State state = default;
        using (StreamRecorder<KeptInt16, KeptInt16.State> recorder = new(new KeptInt16(weights), state, stream, leaveOpen: true))
        {
            recorder.Run(ref state, RandomWeights.Inputs(Steps, 2), new float[9 * Steps]);
        }

        Assert.Equal(LstmPrecision.Int16, StreamRecording.Open(new MemoryStream(stream.ToArray())).Precision);
        Assert.True(
            StreamRecording.Open(new MemoryStream(stream.ToArray())).Replay<KeptInt16, KeptInt16.State>(new KeptInt16(weights)).Same);
        Assert.Equal(
            "recording: expected a recording of a network with Precision Single, found a recording with Precision Int16",
            Assert.Throws<RecordingFormatException>(() => StreamRecording.Open(new MemoryStream(stream.ToArray()))
                .Replay<KeptFloats, KeptFloats.State>(new KeptFloats(weights))).Message);
    }

    [Fact]
    public void A_recording_belongs_to_its_arithmetic()
    {
        LstmWeights weights = LstmWeights.Random<KeptFast>(seed: 2);
        MemoryStream stream = new();
        KeptFast.State state = default;
        using (StreamRecorder<KeptFast, KeptFast.State> recorder = new(new KeptFast(weights), state, stream, leaveOpen: true))
        {
            recorder.Run(ref state, RandomWeights.Inputs(Steps, 2), new float[9 * Steps]);
        }

        Assert.Equal(LstmArithmetic.Fast, StreamRecording.Open(new MemoryStream(stream.ToArray())).Arithmetic);
        Assert.True(
            StreamRecording.Open(new MemoryStream(stream.ToArray())).Replay<KeptFast, KeptFast.State>(new KeptFast(weights)).Same);
        Assert.Equal(
            "recording: expected a recording of a network with Arithmetic Exact, found a recording with Arithmetic Fast",
            Assert.Throws<RecordingFormatException>(() => StreamRecording.Open(new MemoryStream(stream.ToArray()))
                .Replay<KeptFloats, KeptFloats.State>(new KeptFloats(weights))).Message);
        Assert.EndsWith(", Fast", new KeptFast(weights).ToString().Split(", weights")[0], System.StringComparison.Ordinal);
    }

    [Fact]
    public void Nans_can_be_replayed()
    {
        MemoryStream stream = new();
        KeptAmp.State state = default;
        using (StreamRecorder<KeptAmp, KeptAmp.State> recorder = new(s_model, state, stream, leaveOpen: true))
        {
            float[] output = new float[1];
            foreach (float input in (float[])[1, float.NaN, 1, float.PositiveInfinity, 1e-42f])
            {
                recorder.Step(ref state, [input], output);
            }
        }

        Assert.Equal(new ReplayReport(5, RecordingEnd.Whole, Difference: null), Replay(stream.ToArray()));
    }

    [Fact]
    public void A_recorded_step_allocates_nothing()
    {
        KeptAmp.State state = default;
        using StreamRecorder<KeptAmp, KeptAmp.State> recorder = new(s_model, state, Stream.Null, bufferBytes: 100);
        float[] input = [1];
        float[] output = new float[1];
        recorder.Step(ref state, input, output);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 1000; step++)
        {
            recorder.Step(ref state, input, output);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Wrong_lengths_record_nothing()
    {
        MemoryStream stream = new();
        KeptAmp.State state = default;
        using (StreamRecorder<KeptAmp, KeptAmp.State> recorder = new(s_model, state, stream, leaveOpen: true))
        {
            Assert.Throws<ArgumentException>(() => recorder.Step(ref state, [1, 2], new float[1]));
            Assert.Throws<ArgumentException>(() => recorder.Step(ref state, [1], new float[2]));
            Assert.Throws<ArgumentException>(() => recorder.Run(ref state, [1, 2], new float[1]));
        }

        Assert.Equal(new ReplayReport(0, RecordingEnd.Whole, Difference: null), Replay(stream.ToArray()));
    }

    [Fact]
    public void A_fork_leaves_its_origin_alone()
    {
        float[] inputs = RandomWeights.Inputs(Steps, 1);
        float[] output = new float[1];
        KeptAmp.State state = default;
        KeptAmp.State never = default;
        for (int step = 0; step < Steps; step++)
        {
            KeptAmp.State fork = state;
            for (int ahead = 0; ahead < 5; ahead++)
            {
                s_model.Step(ref fork, [-inputs[step]], output);
            }

            s_model.Step(ref state, [inputs[step]], output);
            float real = output[0];
            s_model.Step(ref never, [inputs[step]], output);
            Assert.Equal(output[0], real);
            Assert.Equal(never, state);
            Assert.NotEqual(fork, state);
        }
    }

    [Fact]
    public void The_checksum_of_weights_is_of_all_of_them()
    {
        LstmWeights weights = RandomWeights.Create(new NetworkSpec(2, 3)
        {
            Peephole = true,
            Projection = 2,
            Head = [new DenseSpec(2, Activation.Tanh)],
            Stem = [new DenseSpec(2, Activation.Tanh)],
        });
        LstmWeights saved = Saved(weights);

        Assert.Equal(weights.Checksum, saved.Checksum);
        Assert.Equal(
            weights.Checksum,
            RandomWeights.Create(new NetworkSpec(2, 3)
            {
                Peephole = true,
                Projection = 2,
                Head = [new DenseSpec(2, Activation.Tanh)],
                Stem = [new DenseSpec(2, Activation.Tanh)],
            }).Checksum);
        Assert.NotEqual(
            weights.Checksum,
            new LstmWeights(weights.Layers, weights.Stem, [new DenseWeights(2, 2, weights.Head[0].Weight, [1, 2])]).Checksum);
        Assert.NotEqual(
            weights.Checksum,
            new LstmWeights(weights.Layers, weights.Stem, weights.Head, initialHidden: [0, 0], initialCell: [0, 0, 0]).Checksum);
    }

    private static LstmWeights Saved(LstmWeights weights)
    {
        using MemoryStream stream = new();
        weights.Save(stream);
        stream.Position = 0;
        return LstmWeights.Load(stream);
    }

    private static byte[] Record(int steps)
    {
        using MemoryStream stream = new();
        KeptAmp.State state = default;
        state.Cell()[1] = 0.5f;
        using (StreamRecorder<KeptAmp, KeptAmp.State> recorder = new(s_model, state, stream, bufferBytes: 1000, leaveOpen: true))
        {
            recorder.Run(ref state, RandomWeights.Inputs(steps, 1), new float[steps]);
        }

        return stream.ToArray();
    }

    private static ReplayReport Replay(byte[] bytes) =>
        StreamRecording.Open(new MemoryStream(bytes)).Replay<KeptAmp, KeptAmp.State>(s_model);

    private static Span<byte> Frame(byte[] bytes, int step) => bytes.AsSpan(bytes.Length - (Steps - step) * FrameBytes, FrameBytes);

    private static void Seal(Span<byte> frame, long number) =>
        BinaryPrimitives.WriteUInt32LittleEndian(frame[^4..], new RecordingLayout(1, 1).ChecksumOf(frame, number));
}
