using System;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using Lstm.CompilerServices;
using Lstm.Shared;

namespace Lstm;

/// <summary>
/// Reads and writes states in a versioned binary format, which can be read on any machine. It is little-endian, and contains the
/// declaration of the network and a checksum. Every generated <c>State</c> has these methods as members; this class is for generic code.
/// </summary>
/// <remarks>
/// <para>The fields of a stored state, in order and without gaps (docs/state.md has an example with every byte):</para>
/// <code>
///  0   4  "LSTS"
///  4   2  version, 1
///  6   2  D, the length of the declaration in bytes
///  8   4  V, the length of the values in bytes
/// 12   D  the declaration: the network's attributes as in C#, one on a line, in UTF-8
///      V  for each recurrent layer (bidirectional: for each direction of each layer) h [hidden or projection], then c [hidden] (not in a
///         GRU), as 32-bit floats; with a stochastic forget gate then the key and the counter of its random numbers, 64 bits each
///      4  CRC-32C of all bytes before
/// </code>
/// <para>All numbers are little-endian. Padding in memory is not stored.</para>
/// </remarks>
public static class StateFormat
{
    private const uint Magic = 0x5354534C;
    private const ushort Version = 1;
    private const int HeaderBytes = StoredState.HeaderBytes;
    private const int ChecksumBytes = StoredState.ChecksumBytes;

    // The bytes of the largest state that is a local variable. A larger one is allocated.
    private const int LargestLocal = 4 * 1024;

    /// <summary>Returns the length of a stored state in bytes. It is the same for all states of a network.</summary>
    /// <typeparam name="TState">The network's state.</typeparam>
    public static int ByteCount<TState>()
        where TState : unmanaged, ILstmState =>
        StoredState.ByteCount(TState.Layout.Declaration.Length, StateMap.Of<TState>().ValueBytes);

    /// <summary>Stores a state. It allocates nothing.</summary>
    /// <typeparam name="TState">The network's state.</typeparam>
    /// <param name="state">The state.</param>
    /// <param name="destination">
    /// Receives the stored state in its first <see cref="ByteCount{TState}"/> bytes. The bytes after them are unchanged.
    /// </param>
    /// <exception cref="ArgumentException">The destination is too short. Nothing has been written.</exception>
    public static void Write<TState>(in TState state, Span<byte> destination)
        where TState : unmanaged, ILstmState
    {
        ReadOnlySpan<byte> declaration = TState.Layout.Declaration;
        StateMap map = StateMap.Of<TState>();
        int length = StoredState.ByteCount(declaration.Length, map.ValueBytes);
        if (destination.Length < length)
        {
            throw new ArgumentException(
                $"A stored state of this network has {length} bytes, but the span has room for {destination.Length}.",
                nameof(destination));
        }

        Span<byte> bytes = destination[..length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[4..], Version);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[6..], (ushort)declaration.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], map.ValueBytes);
        declaration.CopyTo(bytes[HeaderBytes..]);
        WriteValues(ref Unsafe.AsRef(in state), map, bytes.Slice(HeaderBytes + declaration.Length, map.ValueBytes));
        WriteChecksum(bytes);
    }

    /// <summary>Reads a stored state.</summary>
    /// <typeparam name="TState">The network's state.</typeparam>
    /// <param name="source">The bytes of exactly one stored state.</param>
    /// <exception cref="StateFormatException">The bytes are truncated, corrupt, of another network or of a later version.</exception>
    public static TState Read<TState>(ReadOnlySpan<byte> source)
        where TState : unmanaged, ILstmState =>
        Unsafe.SizeOf<TState>() > LargestLocal ? ReadLarge<TState>(source) : ReadSmall<TState>(source);

    /// <summary>
    /// Reads a stored state if it is valid for this network. Use <see cref="Read{TState}"/> to get the reason if it is not.
    /// </summary>
    /// <typeparam name="TState">The network's state.</typeparam>
    /// <param name="source">The bytes of exactly one stored state.</param>
    /// <param name="state">The state, or zero if it could not be read.</param>
    /// <returns>Whether the state was read.</returns>
    public static bool TryRead<TState>(ReadOnlySpan<byte> source, out TState state)
        where TState : unmanaged, ILstmState => Take(source, out state) is null;

    /// <summary>Returns the declaration of the network that a stored state belongs to. It may be a state of any network.</summary>
    /// <param name="source">The bytes of exactly one stored state.</param>
    /// <returns>The attributes of the network's class, as in C#, one on a line.</returns>
    /// <exception cref="StateFormatException">The bytes are truncated, corrupt, or of a later version.</exception>
    public static string DeclarationOf(ReadOnlySpan<byte> source) =>
        Fault(source, out ReadOnlySpan<byte> declaration, out _) is { } fault
            ? throw new StateFormatException(fault.Expected, fault.Found)
            : Encoding.UTF8.GetString(declaration);

    /// <summary>
    /// Returns a state as JSON, for people and other programs. Reading it gives the same bits, except that NaN payloads are not preserved.
    /// </summary>
    /// <typeparam name="TState">The network's state.</typeparam>
    /// <param name="state">The state.</param>
    public static string ToJson<TState>(in TState state)
        where TState : unmanaged, ILstmState => StateJson.Write(in state);

    /// <summary>Reads a state from JSON.</summary>
    /// <typeparam name="TState">The network's state.</typeparam>
    /// <param name="json">JSON from <see cref="ToJson"/>, which may have been edited.</param>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    /// <exception cref="StateFormatException">The text is not valid JSON, or not a state of this network.</exception>
    public static TState FromJson<TState>(string json)
        where TState : unmanaged, ILstmState
    {
        ArgumentNullException.ThrowIfNull(json);
        StrongBox<TState> state = new();
        StateJson.Read(json, ref state.Value);
        return state.Value;
    }

    /// <summary>Reads a state from JSON into memory of the caller, which takes no stack memory for a large state.</summary>
    /// <typeparam name="TState">The network's state.</typeparam>
    /// <param name="json">JSON from <see cref="ToJson"/>, which may have been edited.</param>
    /// <param name="state">Receives the state. After an exception its content is undefined.</param>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    /// <exception cref="StateFormatException">The text is not valid JSON, or not a state of this network.</exception>
    public static void FromJson<TState>(string json, out TState state)
        where TState : unmanaged, ILstmState
    {
        state = default;
        ArgumentNullException.ThrowIfNull(json);
        StateJson.Read(json, ref state);
    }

    private static TState ReadSmall<TState>(ReadOnlySpan<byte> source)
        where TState : unmanaged, ILstmState
    {
        TakeOrThrow(source, out TState state);
        return state;
    }

    private static TState ReadLarge<TState>(ReadOnlySpan<byte> source)
        where TState : unmanaged, ILstmState
    {
        StrongBox<TState> state = new();
        TakeOrThrow(source, out state.Value);
        return state.Value;
    }

    /// <summary>Reads a stored state, or throws an exception with the reason why it is not valid.</summary>
    internal static void TakeOrThrow<TState>(ReadOnlySpan<byte> source, out TState state)
        where TState : unmanaged, ILstmState
    {
        if (Take(source, out state) is { } fault)
        {
            throw new StateFormatException(fault.Expected, fault.Found);
        }
    }

    /// <summary>Replaces all NaNs of a stored state by one, whose bits are the same on every processor.</summary>
    internal static void MakeNaNsAlike<TState>(Span<byte> stored)
        where TState : unmanaged, ILstmState
    {
        Span<byte> values = stored.Slice(HeaderBytes + TState.Layout.Declaration.Length, StateMap.Of<TState>().FloatBytes);
        for (; !values.IsEmpty; values = values[sizeof(float)..])
        {
            if (float.IsNaN(BinaryPrimitives.ReadSingleLittleEndian(values)))
            {
                BinaryPrimitives.WriteSingleLittleEndian(values, float.NaN);
            }
        }

        WriteChecksum(stored);
    }

    /// <summary>Reads a state of this network. Returns null, or what was expected and found if it is not valid.</summary>
    private static (string Expected, string Found)? Take<TState>(ReadOnlySpan<byte> source, out TState state)
        where TState : unmanaged, ILstmState
    {
        ReadOnlySpan<byte> expected = TState.Layout.Declaration;
        StateMap map = StateMap.Of<TState>();
        state = default;
        if (Fault(source, out ReadOnlySpan<byte> declaration, out ReadOnlySpan<byte> values) is { } fault)
        {
            return fault;
        }

        if (!declaration.SequenceEqual(expected))
        {
            return ($"a state of {Printable(expected)}", $"a state of {Printable(declaration)}");
        }

        if (values.Length != map.ValueBytes)
        {
            return ($"{map.ValueBytes} bytes of values", $"{values.Length}");
        }

        ReadValues(ref state, map, values);
        return null;
    }

    /// <summary>
    /// Checks everything but the values, and returns the declaration and the values. Returns null, or what was expected and found.
    /// </summary>
    private static (string Expected, string Found)? Fault(
        ReadOnlySpan<byte> source,
        out ReadOnlySpan<byte> declaration,
        out ReadOnlySpan<byte> values)
    {
        declaration = default;
        values = default;
        if (source.Length < HeaderBytes + ChecksumBytes)
        {
            return ($"at least {HeaderBytes + ChecksumBytes} bytes", $"{source.Length}");
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(source) != Magic)
        {
            return ("bytes that start with \"LSTS\"", Convert.ToHexString(source[..4]));
        }

        ushort version = BinaryPrimitives.ReadUInt16LittleEndian(source[4..]);
        if (version != Version)
        {
            return ($"version {Version}", $"version {version}");
        }

        int named = BinaryPrimitives.ReadUInt16LittleEndian(source[6..]);
        uint valued = BinaryPrimitives.ReadUInt32LittleEndian(source[8..]);
        long length = HeaderBytes + named + (long)valued + ChecksumBytes;
        if (length != source.Length)
        {
            return ($"{length} bytes according to its header", $"{source.Length}");
        }

        uint stored = BinaryPrimitives.ReadUInt32LittleEndian(source[^ChecksumBytes..]);
        uint computed = Checksums.Of(source[..^ChecksumBytes]);
        if (stored != computed)
        {
            return ($"bytes with the checksum {stored:X8}", $"the checksum {computed:X8}: the bytes are corrupt");
        }

        declaration = source.Slice(HeaderBytes, named);
        values = source.Slice(HeaderBytes + named, (int)valued);
        return null;
    }

    private static string Printable(ReadOnlySpan<byte> declaration) => Encoding.UTF8.GetString(declaration).ReplaceLineEndings(" ");

    private static void WriteChecksum(Span<byte> stored) =>
        BinaryPrimitives.WriteUInt32LittleEndian(stored[^ChecksumBytes..], Checksums.Of(stored[..^ChecksumBytes]));

    private static void WriteValues<TState>(ref TState state, StateMap map, Span<byte> target)
        where TState : unmanaged, ILstmState
    {
        foreach (StateVector vector in map.Vectors)
        {
            target = LittleEndianFloats.Write(StateAccess.Vector(ref state, vector), target);
        }

        if (map.IsRandom)
        {
            Span<ulong> random = StateAccess.Random(ref state, map);
            BinaryPrimitives.WriteUInt64LittleEndian(target, random[0]);
            BinaryPrimitives.WriteUInt64LittleEndian(target[sizeof(ulong)..], random[1]);
        }
    }

    private static void ReadValues<TState>(ref TState state, StateMap map, ReadOnlySpan<byte> source)
        where TState : unmanaged, ILstmState
    {
        foreach (StateVector vector in map.Vectors)
        {
            source = LittleEndianFloats.Read(source, StateAccess.Vector(ref state, vector));
        }

        if (map.IsRandom)
        {
            Span<ulong> random = StateAccess.Random(ref state, map);
            random[0] = BinaryPrimitives.ReadUInt64LittleEndian(source);
            random[1] = BinaryPrimitives.ReadUInt64LittleEndian(source[sizeof(ulong)..]);
        }
    }
}
