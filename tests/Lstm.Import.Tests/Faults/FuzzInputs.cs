using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.CompilerServices;
using Lstm.TestKit;

namespace Lstm.Import.Tests;

/// <summary>Damaged and hostile files by number. One number always gives the same file.</summary>
internal static class FuzzInputs
{
    private static readonly IReadOnlyList<Seed> s_seeds = [.. Models(), .. Others()];

    private static readonly IReadOnlyList<Func<int, DamagedFile>> s_kinds = [.. HostileFiles.Kinds.Values];

    /// <summary>Returns the file of a number.</summary>
    /// <param name="number">The number, which a failure names.</param>
    /// <param name="mostThings">The most small things of one kind in it.</param>
    public static DamagedFile Of(int number, int mostThings)
    {
        var random = new SplitMix64(number);

        // Few have very many things, which take most of the time.
        mostThings = random.Below(8) == 0 ? mostThings : mostThings / 256;

        // All seeds in turn, so that every format gets its share.
        Seed seed = s_seeds[number % s_seeds.Count];
        DamagedFile made = random.Below(16) switch
        {
            < 8 => seed.With(HostileFiles.Damage(seed.Name, seed.Bytes, random, mostThings)),
            < 11 => seed.With(Mutations.Apply(seed.Bytes, number)),
            < 12 => seed.With(Mutations.Splice(seed.Bytes, random.Pick(s_seeds).Bytes, random)),
            < 14 => seed.With(Mutations.Apply(HostileFiles.Damage(seed.Name, seed.Bytes, random, 100), number)),
            _ => random.Pick(s_kinds)(random.Count(mostThings)),
        };

        // With the self-test now and then: it is slow, and what it finds does not come from a reader.
        return made with { Damage = $"number {number}: {made.Damage}", RunSelfTest = made.Reading == Reading.Model && number % 64 == 0 };
    }

    // A file of each kind is read as its bytes may be: by the importer, and safetensors also by the runtime.
    private static IEnumerable<Seed> Models() => FaultFile.All.SelectMany(static file =>
    {
        Seed seed = new(file.Name, file.Read(), file.Folder, Reading.Model);
        return file.Path.EndsWith(".safetensors", StringComparison.Ordinal)
            ? (Seed[])[seed, seed with { Reading = Reading.Weights }]
            : [seed];
    });

    private static IEnumerable<Seed> Others()
    {
        FaultState state = FaultState.Example();
        byte[] stored = new byte[StateFormat.ByteCount<FaultState>()];
        StateFormat.Write(state, stored);
        byte[] text = Encoding.UTF8.GetBytes(StateFormat.ToJson(state));
        yield return new Seed("a stored state", stored, null, Reading.StateBytes) { Checked = static bytes => bytes.Length };
        yield return new Seed("a state as JSON", text, null, Reading.StateText);
        yield return new Seed("a state as JSON", text, null, Reading.StateInJson);
        yield return new Seed("a recording", Recording(stored), null, Reading.Recording)
        {
            Checked = static bytes => Math.Min(bytes.Length, RecordingLayout.HeaderBytes + BitConverter.ToInt32(bytes, 20) + sizeof(uint)),
        };
        yield return new Seed("a text sequence", "a;b\n# c\n1;2\n-0.5;1e3\n"u8.ToArray(), null, Reading.TextSequence);
        yield return new Seed("a NumPy sequence", NumPy(), null, Reading.NumPySequence);
    }

    private static byte[] NumPy() =>
        [.. Sequences.NpyHeader.Of(steps: 3, width: 2), .. new byte[3 * 2 * sizeof(float)]];

    // A header with sizes and checksums, as StreamRecorder writes it, and no frames.
    private static byte[] Recording(byte[] stored)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("LSTR"u8);
        writer.Write((ushort)1);
        writer.Write((ushort)0);
        writer.Write(0);
        writer.Write(1);
        writer.Write(2);
        writer.Write(stored.Length);
        writer.Write(stored);
        writer.Write(0);
        return stream.ToArray();
    }

    /// <summary>A good file, to be damaged.</summary>
    private sealed record Seed(string Name, byte[] Bytes, string? Folder, Reading Reading)
    {
        /// <summary>The number of bytes that end with a checksum of those before it; null if there is none.</summary>
        public Func<byte[], int>? Checked { get; init; }

        /// <summary>
        /// Returns the file with other bytes. Half of all damage is behind a right checksum, because nothing else gets past it.
        /// </summary>
        public DamagedFile With(byte[] bytes)
        {
            if (Checked is not null && bytes.Length >= RecordingLayout.HeaderBytes && bytes[^1] % 2 == 0
                && Checked(bytes) is var length && length is >= sizeof(uint) && length <= bytes.Length)
            {
                uint checksum = Checksums.Of(bytes.AsSpan(0, length - sizeof(uint)));
                BitConverter.TryWriteBytes(bytes.AsSpan(length - sizeof(uint)), checksum);
            }

            return new DamagedFile(Name, bytes, Folder) { Reading = Reading };
        }
    }
}
