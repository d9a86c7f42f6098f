using System;
using System.Buffers.Binary;
using Lstm.CompilerServices;

namespace Lstm;

/// <summary>
/// The binary layout of a recording: a header with the initial state, then one frame per step. All numbers are little-endian.
/// </summary>
/// <remarks>
/// <code>
///  0   4  "LSTR"
///  4   2  version, 1
///  6   1  precision: 0 floats, 1 Int16, 2 Int8
///  7   1  arithmetic: 0 exact, 1 fast
///  8   4  checksum of the weights: LstmWeights.Checksum
/// 12   4  I, the network's inputs
/// 16   4  O, its outputs
/// 20   4  S, the length of the initial state in bytes
/// 24   S  the initial state as StateFormat stores it, with the declaration
///      4  CRC-32C of all bytes before
///
/// a frame:
///  0  4I  the step's input, 32-bit floats
/// 4I  4O  its output
///      4  the last word of the state after the step as StateFormat stores it, with all NaNs replaced by one bit pattern
///      4  CRC-32C of the frame's number (64 bits, from 0) and of the frame's bytes before
/// </code>
/// A frame's checksum includes its number, so a missing or misplaced frame is detected. If the last frame is incomplete, the recording was
/// truncated.
/// </remarks>
internal readonly record struct RecordingLayout(int InputSize, int OutputSize)
{
    public const uint Magic = 0x5254534C;
    public const ushort Version = 1;
    public const int HeaderBytes = 24;

    /// <summary>The length of a frame in bytes.</summary>
    public int FrameBytes => (InputSize + OutputSize + 2) * sizeof(float);

    /// <summary>The offset of the output in a frame.</summary>
    public int OutputAt => InputSize * sizeof(float);

    /// <summary>The offset of the state's checksum in a frame.</summary>
    public int StateAt => (InputSize + OutputSize) * sizeof(float);

    /// <summary>Computes the checksum of a frame, which is its last word.</summary>
    public uint ChecksumOf(ReadOnlySpan<byte> frame, long number)
    {
        Span<byte> counted = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(counted, number);
        return ~Checksums.Add(Checksums.Add(Checksums.Start, counted), frame[..(StateAt + sizeof(uint))]);
    }

    /// <summary>Computes the checksum of a state. NaN payloads differ between processors, so all NaNs count as equal.</summary>
    public static uint ChecksumOf<TState>(ref TState state, byte[] stored)
        where TState : unmanaged, ILstmState
    {
        StateFormat.Write(in state, stored);
        if (!state.IsFinite())
        {
            StateFormat.MakeNaNsAlike<TState>(stored);
        }

        return BinaryPrimitives.ReadUInt32LittleEndian(stored.AsSpan(stored.Length - sizeof(uint)));
    }
}
