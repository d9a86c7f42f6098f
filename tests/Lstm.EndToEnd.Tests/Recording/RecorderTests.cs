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

    private sealed class FullDisk : MemoryStream
    {
        public bool IsFull { get; set; }

        public bool IsClosed { get; private set; }

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (IsFull)
            {
                throw new IOException("There is no room.");
            }

            base.Write(buffer, offset, count);
        }

        protected override void Dispose(bool disposing)
        {
            IsClosed = true;
            base.Dispose(disposing);
        }
    }
}
