using System;
using System.Buffers.Binary;
using Lstm.CompilerServices;

namespace Lstm;

/// <summary>A recording as bytes: a header with the start state, and then a frame a step. All numbers are little-endian.</summary>
/// <remarks>
/// <code>
///  0   4  "LSTR"
///  4   2  version, 1
///  6   2  precision: 0 floats, 1 Int16, 2 Int8
///  8   4  checksum of the weights: LstmWeights.Checksum
/// 12   4  I, the network's inputs
/// 16   4  O, its outputs
/// 20   4  S, the bytes of the start state
/// 24   S  the start state as StateFormat stores it, with the declaration
///      4  CRC-32C of all bytes before
///
/// a frame:
///  0  4I  the step's input, 32-bit floats
/// 4I  4O  its output
///      4  the last word of the state after the step as StateFormat stores it, with one bit pattern for every NaN
///      4  CRC-32C of the frame's number, 64 bits, from 0, and its bytes before
/// </code>
/// A frame's checksum knows its number, so that a frame which is missing or out of place is noticed. What follows the last whole frame was torn.
/// </remarks>
internal readonly record struct RecordingLayout(int InputSize, int OutputSize)
{
    public const uint Magic = 0x5254534C;
    public const ushort Version = 1;
    public const int HeaderBytes = 24;

    /// <summary>Bytes of a frame.</summary>
    public int FrameBytes => (InputSize + OutputSize + 2) * sizeof(float);

    /// <summary>Where the output stands in a frame.</summary>
    public int OutputAt => InputSize * sizeof(float);

    /// <summary>Where the state's checksum stands in a frame.</summary>
    public int StateAt => (InputSize + OutputSize) * sizeof(float);

    /// <summary>The checksum of a frame, which is its last word.</summary>
    public uint ChecksumOf(ReadOnlySpan<byte> frame, long number)
    {
        Span<byte> counted = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(counted, number);
        return ~Checksums.Add(Checksums.Add(Checksums.Start, counted), frame[..(StateAt + sizeof(uint))]);
    }

    /// <summary>The checksum of a state. A NaN is a NaN: which one is the processor's own affair, and no difference.</summary>
    public static uint ChecksumOf<TState>(TState state, byte[] stored)
        where TState : unmanaged, ILstmState
    {
        if (!state.IsFinite())
        {
            for (int cell = 0; cell < TState.Layout.Cells; cell++)
            {
                MakeAlike(state.Hidden(cell));
                MakeAlike(state.Cell(cell));
            }
        }

        StateFormat.Write(in state, stored);
        return BinaryPrimitives.ReadUInt32LittleEndian(stored.AsSpan(stored.Length - sizeof(uint)));
    }

    private static void MakeAlike(Span<float> values)
    {
        foreach (ref float value in values)
        {
            value = float.IsNaN(value) ? float.NaN : value;
        }
    }
}
