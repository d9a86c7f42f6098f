using System;
using System.IO;
using Lstm.EndToEnd.Tests.States;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Recording;

/// <summary>The recorder's and the recording's own edges: outputs in the place of inputs, a full disk, a second replay.</summary>
public sealed class RecorderTests
{
    private const int Steps = 40;

    private static readonly KeptAmp s_model = new(RandomWeights.Create(1, 3, 1, 1));

    [Fact]
    public void Outputs_in_the_place_of_inputs_leave_the_inputs_in_the_recording()
    {
        using MemoryStream stream = new();
        Record(stream, leaveOpen: true).Dispose();
        stream.Position = 0;

        Assert.Equal(
            new ReplayReport(Steps, RecordingEnd.Whole, Difference: null),
            StreamRecording.Open(stream).Replay<KeptAmp, KeptAmp.State>(s_model));
    }

    [Fact]
    public void A_recording_is_replayed_once()
    {
        using MemoryStream stream = new();
        Record(stream, leaveOpen: true).Dispose();
        stream.Position = 0;
        StreamRecording recording = StreamRecording.Open(stream);
        KeptAmp other = new(RandomWeights.Create(1, 3, 1, 1, seed: 2));

        // Other weights are refused before anything is read.
        Assert.Throws<RecordingFormatException>(() => recording.Replay<KeptAmp, KeptAmp.State>(other));
        Assert.True(recording.Replay<KeptAmp, KeptAmp.State>(s_model).Same);
        Assert.Throws<InvalidOperationException>(() => recording.Replay<KeptAmp, KeptAmp.State>(s_model));
    }

    [Fact]
    public void A_full_disk_is_reported_and_the_stream_is_closed()
    {
        using FullDisk disk = new();
        StreamRecorder<KeptAmp, KeptAmp.State> recorder = Record(disk, leaveOpen: false);
        disk.IsFull = true;

        Assert.Throws<IOException>(recorder.Dispose);
        Assert.True(disk.IsClosed);
        recorder.Dispose();
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 7)]
    [InlineData(100, 40)]
    [InlineData(1 << 16, 1000)]
    public void After_a_failed_write_the_recording_is_closed_and_what_was_written_replays(int bufferBytes, int lastBytes)
    {
        using FullDisk disk = new() { LastBytes = lastBytes };
        KeptAmp.State state = default;
        StreamRecorder<KeptAmp, KeptAmp.State> recorder = new(s_model, state, disk, bufferBytes);
        float[] values = new float[1];
        for (int step = 0; step < Steps; step++)
        {
            recorder.Step(ref state, [step * 0.1f], values);
        }

        disk.IsFull = true;
        Assert.Equal("There is no room.", Assert.Throws<IOException>(() => StepUntilWritten(ref state, recorder)).Message);
        byte[] written = disk.ToArray();
        disk.IsFull = false;

        // The stream would take more now. It would follow a gap.
        KeptAmp.State before = state;
        Action[] calls =
        [
            () => recorder.Step(ref before, [1], new float[1]),
            () => recorder.Run(ref before, [1], new float[1]),
            recorder.Flush,
        ];
        foreach (Action call in calls)
        {
            Assert.Equal(
                "The recording is closed, because writing it failed: There is no room. The steps written before can be replayed.",
                Assert.Throws<ObjectDisposedException>(call).Message);
        }

        Assert.Equal(state, before);
        recorder.Dispose();
        Assert.True(disk.IsClosed);
        Assert.Equal(written, disk.ToArray());
        ReplayReport report = StreamRecording.Open(new MemoryStream(written)).Replay<KeptAmp, KeptAmp.State>(s_model);
        Assert.True(report.Same);
        Assert.NotEqual(RecordingEnd.Damaged, report.End);
        int frame = new RecordingLayout(1, 1).FrameBytes;
        Assert.Equal((written.Length - HeadBytes()) / frame, report.Steps);
    }

    [Fact]
    public void A_failed_flush_of_the_stream_closes_the_recording()
    {
        using FullDisk disk = new();
        StreamRecorder<KeptAmp, KeptAmp.State> recorder = Record(disk, leaveOpen: true);
        recorder.Flush();
        disk.FlushFails = true;

        Assert.Throws<IOException>(recorder.Flush);

        Assert.Throws<ObjectDisposedException>(recorder.Flush);
        recorder.Dispose();
        Assert.False(disk.IsClosed);
    }

    [Fact]
    public void A_closed_recorder_refuses_steps()
    {
        StreamRecorder<KeptAmp, KeptAmp.State> recorder = Record(Stream.Null, leaveOpen: false);
        recorder.Dispose();
        KeptAmp.State state = default;

        Assert.Throws<ObjectDisposedException>(() => recorder.Step(ref state, [1], new float[1]));
        Assert.Throws<ObjectDisposedException>(() => recorder.Run(ref state, [], []));
        Assert.Throws<ObjectDisposedException>(recorder.Flush);
    }

    [Fact]
    public void The_checksum_of_a_state_treats_all_nans_as_equal()
    {
        uint one = Checksum(BitConverter.UInt32BitsToSingle(0x7FC00000));

        Assert.Equal(one, Checksum(BitConverter.UInt32BitsToSingle(0xFFC00001)));
        Assert.NotEqual(one, Checksum(float.PositiveInfinity));
        Assert.NotEqual(Checksum(0f), Checksum(-0f));
    }

    private static uint Checksum(float cell)
    {
        KeptAmp.State state = default;
        state.Cell()[1] = cell;
        return RecordingLayout.ChecksumOf(ref state, new byte[KeptAmp.State.ByteCount]);
    }

    private static StreamRecorder<KeptAmp, KeptAmp.State> Record(Stream stream, bool leaveOpen)
    {
        KeptAmp.State state = default;
        StreamRecorder<KeptAmp, KeptAmp.State> recorder = new(s_model, state, stream, leaveOpen: leaveOpen);
        float[] values = RandomWeights.Inputs(Steps, 1);
        recorder.Run(ref state, values, values);
        return recorder;
    }

    // More steps than fit in the largest buffer of the tests. A step that cannot be written leaves the state as it was.
    private static void StepUntilWritten(ref KeptAmp.State state, StreamRecorder<KeptAmp, KeptAmp.State> recorder)
    {
        float[] output = new float[1];
        for (int step = 0; step < 1 << 16; step++)
        {
            KeptAmp.State before = state;
            try
            {
                recorder.Step(ref state, [0.5f], output);
            }
            catch (IOException)
            {
                Assert.Equal(before, state);
                throw;
            }
        }
    }

    private static int HeadBytes()
    {
        using MemoryStream stream = new();
        KeptAmp.State state = default;
        new StreamRecorder<KeptAmp, KeptAmp.State>(s_model, state, stream, leaveOpen: true).Dispose();
        return (int)stream.Length;
    }

    private sealed class FullDisk : MemoryStream
    {
        // What a full disk still takes of a write that fails.
        public int LastBytes { get; init; }

        public bool FlushFails { get; set; }

        public bool IsFull { get; set; }

        public bool IsClosed { get; private set; }

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (IsFull)
            {
                base.Write(buffer, offset, Math.Min(count, LastBytes));
                throw new IOException("There is no room.");
            }

            base.Write(buffer, offset, count);
        }

        public override void Flush()
        {
            if (FlushFails)
            {
                throw new IOException("There is no room.");
            }
        }

        protected override void Dispose(bool disposing)
        {
            IsClosed = true;
            base.Dispose(disposing);
        }
    }
}
