using System;
using System.Buffers.Binary;
using System.IO;
using Lstm.CompilerServices;

namespace Lstm;

/// <summary>
/// Steps a stream, and records its initial state, inputs and outputs, so that it can be replayed elsewhere: see
/// <see cref="StreamRecording"/>.
/// </summary>
/// <remarks>
/// A step allocates nothing. Recorded data is buffered in memory, and the step that does not fit writes the buffer. In an audio callback,
/// use a buffer for the whole recording, or a stream that does not block. A truncated recording can be replayed up to its last complete
/// step. After a failed write the recording is closed: the steps that were written before can be replayed, and the buffered ones are lost.
/// </remarks>
/// <typeparam name="TModel">The network.</typeparam>
/// <typeparam name="TState">Its state.</typeparam>
public sealed class StreamRecorder<TModel, TState> : IDisposable
    where TModel : class, ILstm<TState>
    where TState : unmanaged, ILstmState
{
    private const int DefaultBufferBytes = 1 << 16;

    private readonly TModel _model;
    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly RecordingLayout _layout;
    private readonly byte[] _buffer;
    private readonly byte[] _stored;
    private int _filled;
    private bool _closed;
    private Exception? _failure;

    /// <summary>Starts a recording. The header is written at once.</summary>
    /// <param name="model">The network.</param>
    /// <param name="start">The state before the first step that will be recorded.</param>
    /// <param name="stream">Receives the recording. It need not be able to seek.</param>
    /// <param name="bufferBytes">The size of the buffer in bytes. It is raised to the size of one step if it is smaller.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the recorder is disposed.</param>
    /// <exception cref="ArgumentNullException">The network or the stream is null.</exception>
    /// <exception cref="ArgumentException">The stream cannot be written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size of the buffer is less than one byte.</exception>
    /// <exception cref="IOException">Writing failed.</exception>
    public StreamRecorder(TModel model, in TState start, Stream stream, int bufferBytes = DefaultBufferBytes, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(bufferBytes, 1);
        if (!stream.CanWrite)
        {
            throw new ArgumentException("Expected a stream that can be written.", nameof(stream));
        }

        _model = model;
        _stream = stream;
        _leaveOpen = leaveOpen;
        _layout = new RecordingLayout(TModel.InputSize, TModel.OutputSize);
        _buffer = new byte[Math.Max(bufferBytes, _layout.FrameBytes)];
        _stored = new byte[StateFormat.ByteCount<TState>()];
        WriteHead(in start);
    }

    /// <summary>The number of recorded steps.</summary>
    public long Steps { get; private set; }

    /// <summary>Advances the stream by one step, as <see cref="ILstm{TState}.Step"/> does, and records the step.</summary>
    /// <param name="state">
    /// The stream's state: the initial state at the first step, then the state after the last step. If it is changed between steps, a
    /// replay reports a difference.
    /// </param>
    /// <param name="input">The step's input, [input].</param>
    /// <param name="output">Receives the step's output, [output]. It may be the same span as the input.</param>
    /// <exception cref="ArgumentException">A span has the wrong length. Nothing has been recorded.</exception>
    /// <exception cref="ObjectDisposedException">The recording is closed, by Dispose or by a failed write.</exception>
    /// <exception cref="IOException">Writing failed. The step was not made, and the recording is closed.</exception>
    public void Step(ref TState state, ReadOnlySpan<float> input, Span<float> output)
    {
        CheckOpen();
        if (_buffer.Length - _filled < _layout.FrameBytes)
        {
            WriteBuffer();
        }

        // The input is copied first, because the output may overwrite it. The frame does not count until _filled is advanced.
        Span<byte> frame = _buffer.AsSpan(_filled, _layout.FrameBytes);
        if (input.Length == _layout.InputSize)
        {
            LittleEndianFloats.Write(input, frame);
        }

        _model.Step(ref state, input, output);
        LittleEndianFloats.Write(output, frame[_layout.OutputAt..]);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[_layout.StateAt..], RecordingLayout.ChecksumOf(ref state, _stored));
        BinaryPrimitives.WriteUInt32LittleEndian(frame[(_layout.StateAt + sizeof(uint))..], _layout.ChecksumOf(frame, Steps));
        _filled += _layout.FrameBytes;
        Steps++;
    }

    /// <summary>Advances the stream by many steps, as <see cref="INetwork{TState}.Run"/> does, and records each of them.</summary>
    /// <param name="state">The stream's state.</param>
    /// <param name="inputs">The inputs, row-major [steps, input].</param>
    /// <param name="outputs">Receives the outputs, row-major [steps, output].</param>
    /// <exception cref="ArgumentException">
    /// The inputs are not a whole number of steps, or the outputs have a different number of steps. Nothing has been recorded.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The recording is closed, by Dispose or by a failed write.</exception>
    /// <exception cref="IOException">Writing failed. The recording is closed, and the steps before the failure were made.</exception>
    public void Run(ref TState state, ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        CheckOpen();
        int steps = SpanLengths.CheckRun(inputs, outputs, _layout.InputSize, _layout.OutputSize);
        for (int step = 0; step < steps; step++)
        {
            Step(
                ref state,
                inputs.Slice(step * _layout.InputSize, _layout.InputSize),
                outputs.Slice(step * _layout.OutputSize, _layout.OutputSize));
        }
    }

    /// <summary>Writes the buffered steps.</summary>
    /// <exception cref="ObjectDisposedException">The recording is closed, by Dispose or by a failed write.</exception>
    /// <exception cref="IOException">Writing failed. The recording is closed.</exception>
    public void Flush()
    {
        CheckOpen();
        WriteBuffer();
        try
        {
            _stream.Flush();
        }
        catch (Exception exception)
        {
            _failure = exception;
            throw;
        }
    }

    /// <summary>Ends the recording: writes the buffered steps and closes the stream, unless it is to stay open.</summary>
    /// <exception cref="IOException">Writing failed. The stream is closed nevertheless.</exception>
    public void Dispose()
    {
        if (_closed)
        {
            return;
        }

        try
        {
            // After a failed write nothing more is written: it would follow a gap.
            if (_failure is null)
            {
                Flush();
            }
        }
        finally
        {
            _closed = true;
            if (!_leaveOpen)
            {
                _stream.Dispose();
            }
        }
    }

    private void WriteHead(in TState start)
    {
        byte[] head = new byte[RecordingLayout.HeaderBytes + _stored.Length + sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(head, RecordingLayout.Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(4), RecordingLayout.Version);
        head[6] = (byte)TState.Layout.Precision;
        head[7] = (byte)TState.Layout.Arithmetic;
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(8), _model.WeightsChecksum);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(12), _layout.InputSize);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(16), _layout.OutputSize);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(20), _stored.Length);
        StateFormat.Write(in start, head.AsSpan(RecordingLayout.HeaderBytes));
        uint checksum = Checksums.Of(head.AsSpan(0, head.Length - sizeof(uint)));
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(head.Length - sizeof(uint)), checksum);
        _stream.Write(head);
    }

    // A failed write may have written a part of the buffer. The stream then ends within a step, as a truncated recording does.
    private void WriteBuffer()
    {
        try
        {
            _stream.Write(_buffer, 0, _filled);
            _filled = 0;
        }
        catch (Exception exception)
        {
            _failure = exception;
            throw;
        }
    }

    private void CheckOpen()
    {
        if (_failure is not null)
        {
            throw new ObjectDisposedException(
                $"The recording is closed, because writing it failed: {_failure.Message} The steps written before can be replayed.",
                _failure);
        }

        ObjectDisposedException.ThrowIf(_closed, this);
    }
}
