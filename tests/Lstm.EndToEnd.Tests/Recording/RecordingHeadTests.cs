using System;
using System.Buffers.Binary;
using System.IO;
using Lstm.CompilerServices;
using Lstm.EndToEnd.Tests.States;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Recording;

/// <summary>
/// A head that says what no recorder writes, under a checksum that is right: it is refused before anything is done with it.
/// </summary>
public sealed class RecordingHeadTests
{
    private static readonly KeptAmp s_model = new(RandomWeights.Create(1, 3, 1, 1));

    [Fact]
    public void A_later_version_is_named() =>
        Assert.Equal("recording: expected version 1, found version 2", MessageOf(Head(at: 4, value: 2)));

    [Theory]
    [InlineData(12, "1 to 4096 inputs")]
    [InlineData(16, "1 to 2048 outputs")]
    [InlineData(20, "1 to 1048576 bytes of the initial state")]
    public void Sizes_that_no_network_has_are_refused(int at, string expected)
    {
        foreach (int size in (int[])[0, -1, int.MinValue, int.MaxValue, (1 << 20) + 1])
        {
            Assert.Equal($"recording: expected {expected}, found {size}", MessageOf(Head(at, size)));
        }
    }

    [Fact]
    public void Sizes_that_are_not_the_networks_are_refused_when_it_is_to_replay()
    {
        StreamRecording recording = StreamRecording.Open(new MemoryStream(Head(at: 12, value: 3)));

        Assert.Equal(
            "recording: expected 1 input and 1 output, found 3 inputs and 1 output",
            Assert.Throws<RecordingFormatException>(() => recording.Replay<KeptAmp, KeptAmp.State>(s_model)).Message);
    }

    private static string MessageOf(byte[] bytes) =>
        Assert.Throws<RecordingFormatException>(() => StreamRecording.Open(new MemoryStream(bytes))).Message;

    private static byte[] Head(int at, int value)
    {
        using MemoryStream stream = new();
        KeptAmp.State state = default;
        new StreamRecorder<KeptAmp, KeptAmp.State>(s_model, state, stream, leaveOpen: true).Dispose();
        byte[] head = stream.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(at), value);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(head.Length - 4), Checksums.Of(head.AsSpan(0, head.Length - 4)));
        return head;
    }
}
