using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.Runtime.CompilerServices;
using Lstm.CompilerServices;
using Lstm.Shared;

namespace Lstm;

/// <summary>
/// A recorded stream: its initial state, inputs and outputs. A replay shows whether a machine, a build or a version computes the same bits.
/// </summary>
public sealed class StreamRecording
{
    // The largest state has eight layers of two directions with 2 · 1024 floats each, and a declaration of less than a page.
    private const int LargestState = 1 << 20;

    private readonly Stream _stream;
    private readonly RecordingLayout _layout;
    private readonly byte[] _start;
    private readonly string _name;
    private bool _replayed;

    private StreamRecording(Stream stream, string name, RecordingLayout layout, byte[] header, byte[] start)
    {
        _stream = stream;
        _name = name;
        _layout = layout;
        _start = start;
        Precision = (LstmPrecision)header[6];
        Arithmetic = (LstmArithmetic)header[7];
        WeightsChecksum = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(8));
        Declaration = StateFormat.DeclarationOf(start);
    }

    /// <summary>The attributes of the recorded network's class, as in C#, one on a line.</summary>
    public string Declaration { get; }

    /// <summary>The checksum of the recorded network's weights: see <see cref="LstmWeights.Checksum"/>.</summary>
    public uint WeightsChecksum { get; }

    /// <summary>The precision of the recorded network. The same weights give other bits in another precision.</summary>
    public LstmPrecision Precision { get; }

    /// <summary>The arithmetic of the recorded network. The same weights give other bits in another arithmetic.</summary>
    public LstmArithmetic Arithmetic { get; }

    /// <summary>Reads the header of a recording.</summary>
    /// <param name="stream">The stream, positioned at the start of the recording. It need not be able to seek, and stays open.</param>
    /// <param name="name">
    /// The name of the recording in messages. Null means the path of a file stream, and otherwise "recording".
    /// </param>
    /// <exception cref="ArgumentNullException">The stream is null.</exception>
    /// <exception cref="RecordingFormatException">The stream does not contain a recording, or its header is corrupt.</exception>
    /// <exception cref="IOException">Reading failed.</exception>
    public static StreamRecording Open(Stream stream, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        name ??= (stream as FileStream)?.Name ?? "recording";
        byte[] header = new byte[RecordingLayout.HeaderBytes];
        int read = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (read < header.Length || BinaryPrimitives.ReadUInt32LittleEndian(header) != RecordingLayout.Magic)
        {
            throw new RecordingFormatException(
                "a recording, which starts with the bytes \"LSTR\"",
                read == 0 ? "nothing" : $"the bytes {Convert.ToHexString(header.AsSpan(0, Math.Min(read, 4)))}",
                name: name);
        }

        ushort version = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(4));
        if (version != RecordingLayout.Version)
        {
            throw new RecordingFormatException($"version {RecordingLayout.Version}", $"version {version}", name: name);
        }

        if (!Enum.IsDefined((LstmPrecision)header[6]))
        {
            throw new RecordingFormatException("a precision of 0 to 2", Text(header[6]), name: name);
        }

        if (!Enum.IsDefined((LstmArithmetic)header[7]))
        {
            throw new RecordingFormatException("an arithmetic of 0 or 1", Text(header[7]), name: name);
        }

        RecordingLayout layout = new(
            Size(name, header, 12, "inputs", NetworkShape.MaxInput), Size(name, header, 16, "outputs", 2 * NetworkShape.MaxSize));
        byte[] rest = new byte[Size(name, header, 20, "bytes of the initial state", LargestState) + sizeof(uint)];
        if (stream.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false) < rest.Length)
        {
            throw new RecordingFormatException(
                $"an initial state of {Count(rest.Length - sizeof(uint), "byte")}", "the end of the recording", name: name);
        }

        uint stored = BinaryPrimitives.ReadUInt32LittleEndian(rest.AsSpan(rest.Length - sizeof(uint)));
        uint computed = ~Checksums.Add(Checksums.Add(Checksums.Start, header), rest.AsSpan(0, rest.Length - sizeof(uint)));
        if (stored != computed)
        {
            throw new RecordingFormatException(
                $"a header with the checksum {stored:X8}",
                $"the checksum {computed:X8}: the header is corrupt",
                name: name);
        }

        try
        {
            return new StreamRecording(stream, name, layout, header, rest[..^sizeof(uint)]);
        }
        catch (StateFormatException exception)
        {
            throw new RecordingFormatException($"an initial state with {exception.Expected}", exception.Found, exception, name);
        }
    }

    /// <summary>
    /// Replays the recording to its end, or to the first step that differs. A recording can be replayed once, because its stream need not
    /// be able to seek.
    /// </summary>
    /// <typeparam name="TModel">The network.</typeparam>
    /// <typeparam name="TState">Its state.</typeparam>
    /// <param name="model">The network, with the recorded weights.</param>
    /// <param name="progress">Receives the number of completed steps from time to time; may be null.</param>
    /// <exception cref="ArgumentNullException">The network is null.</exception>
    /// <exception cref="InvalidOperationException">The recording has already been replayed.</exception>
    /// <exception cref="RecordingFormatException">The recording is of another network, another precision or other weights.</exception>
    /// <exception cref="IOException">Reading failed.</exception>
    public ReplayReport Replay<TModel, TState>(TModel model, IProgress<long>? progress = null)
        where TModel : class, ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        ArgumentNullException.ThrowIfNull(model);
        if (_replayed)
        {
            throw new InvalidOperationException("This recording has already been replayed. Open it again to replay it again.");
        }

        // Not a local variable: a state may be too large for the stack.
        StrongBox<TState> state = new();
        Start(model, out state.Value);
        _replayed = true;
        byte[] frame = new byte[_layout.FrameBytes];
        byte[] stored = new byte[_start.Length];
        float[] input = new float[_layout.InputSize];
        float[] recorded = new float[_layout.OutputSize];
        float[] output = new float[_layout.OutputSize];
        for (long step = 0; ; step++)
        {
            int read = _stream.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false);
            if (read == 0)
            {
                return new ReplayReport(step, RecordingEnd.Whole, Difference: null);
            }

            if (read < frame.Length)
            {
                return new ReplayReport(step, RecordingEnd.Torn, Difference: null);
            }

            uint checksum = BinaryPrimitives.ReadUInt32LittleEndian(frame.AsSpan(_layout.StateAt + sizeof(uint)));
            if (_layout.ChecksumOf(frame, step) != checksum)
            {
                return new ReplayReport(step, EndAfterDamage(frame), Difference: null);
            }

            LittleEndianFloats.Read(frame, input);
            LittleEndianFloats.Read(frame.AsSpan(_layout.OutputAt), recorded);
            model.Step(ref state.Value, input, output);
            uint stateChecksum = BinaryPrimitives.ReadUInt32LittleEndian(frame.AsSpan(_layout.StateAt));
            bool sameState = RecordingLayout.ChecksumOf(ref state.Value, stored) == stateChecksum;
            if (Difference(step, recorded, output, sameState) is { } difference)
            {
                return new ReplayReport(step + 1, RecordingEnd.Whole, difference);
            }

            if ((step & 0xFFFF) == 0)
            {
                progress?.Report(step);
            }
        }
    }

    private void Start<TModel, TState>(TModel model, out TState state)
        where TModel : class, ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        try
        {
            StateFormat.TakeOrThrow(_start, out state);
        }
        catch (StateFormatException exception)
        {
            throw new RecordingFormatException(exception.Expected, exception.Found, exception, _name);
        }

        if (TModel.InputSize != _layout.InputSize || TModel.OutputSize != _layout.OutputSize)
        {
            throw new RecordingFormatException(
                $"{Count(TModel.InputSize, "input")} and {Count(TModel.OutputSize, "output")}",
                $"{Count(_layout.InputSize, "input")} and {Count(_layout.OutputSize, "output")}",
                name: _name);
        }

        if (TState.Layout.Precision != Precision)
        {
            throw new RecordingFormatException(
                $"a recording of a network with Precision {TState.Layout.Precision}",
                $"a recording with Precision {Precision}",
                name: _name);
        }

        if (TState.Layout.Arithmetic != Arithmetic)
        {
            throw new RecordingFormatException(
                $"a recording of a network with Arithmetic {TState.Layout.Arithmetic}",
                $"a recording with Arithmetic {Arithmetic}",
                name: _name);
        }

        if (model.WeightsChecksum != WeightsChecksum)
        {
            throw new RecordingFormatException(
                $"a recording of weights with the checksum {model.WeightsChecksum:X8}",
                $"a recording of weights with the checksum {WeightsChecksum:X8}",
                name: _name);
        }
    }

    // A truncated write is followed by nothing or by zeros. If other data follows, the file was complete once and is now corrupt.
    private RecordingEnd EndAfterDamage(byte[] buffer)
    {
        for (int read = _stream.Read(buffer); read > 0; read = _stream.Read(buffer))
        {
            if (buffer.AsSpan(0, read).ContainsAnyExcept((byte)0))
            {
                return RecordingEnd.Damaged;
            }
        }

        return RecordingEnd.Torn;
    }

    // NaN payloads differ between processors, so all NaNs count as equal.
    private static ReplayDifference? Difference(long step, float[] recorded, float[] replayed, bool sameState)
    {
        for (int output = 0; output < recorded.Length; output++)
        {
            bool same = BitConverter.SingleToInt32Bits(recorded[output]) == BitConverter.SingleToInt32Bits(replayed[output]);
            if (!same && !(float.IsNaN(recorded[output]) && float.IsNaN(replayed[output])))
            {
                return new ReplayDifference(step, output, recorded[output], replayed[output]);
            }
        }

        return sameState ? null : new ReplayDifference(step, Output: -1, Recorded: 0, Replayed: 0);
    }

    private static int Size(string name, ReadOnlySpan<byte> header, int offset, string what, int largest)
    {
        int size = BinaryPrimitives.ReadInt32LittleEndian(header[offset..]);
        return size >= 1 && size <= largest
            ? size
            : throw new RecordingFormatException($"1 to {largest} {what}", Text(size), name: name);
    }

    private static string Count(int count, string what) => $"{Text(count)} {what}{(count == 1 ? "" : "s")}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
