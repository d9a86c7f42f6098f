using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.TestKit;

namespace Lstm.Import.Tests;

/// <summary>Pickles that create many objects, nest them, or refer to one object from many places.</summary>
internal static class HostilePickle
{
    // The opcodes are those of https://docs.python.org/3/library/pickletools.html. This one makes a tuple of two values.
    private const byte Pair = 0x86;

    /// <summary>Kinds of programs: each gets a count and pushes one value.</summary>
    public static IReadOnlyList<(string Name, Func<int, byte[]> Of)> Programs { get; } =
    [
        ("dictionaries", static count => InList(count, static _ => [(byte)'}'])),
        ("lists", static count => InList(count, static _ => [(byte)']'])),
        ("numbers", static count => InList(count, static _ => [(byte)'K', 1])),
        ("texts", static count => InList(count, static _ => [(byte)'X', 0, 0, 0, 0])),
        ("constants", static count => InList(count, static _ => [(byte)'N'])),
        ("marks", static count => [.. Enumerable.Repeat((byte)'(', count), .. Enumerable.Repeat((byte)'t', count)]),
        ("nested tuples", static count => [(byte)'N', .. Enumerable.Repeat((byte)0x85, count)]),
        ("appended items", static count => [(byte)']', .. Many(count, static _ => [(byte)'N', (byte)'a'])]),
        ("memo entries", static count => [(byte)'N', .. Many(count, static number => [(byte)'r', .. Number(number)])]),
        ("implicit memo entries", static count => [(byte)'N', .. Enumerable.Repeat((byte)0x94, count)]),
        ("keys", static count => [(byte)'}', (byte)'(', .. Many(count, static number => [.. Text($"{number}"), (byte)'N']), (byte)'u']),
        ("names", static count => InList(count, static _ => "ccollections\nOrderedDict\n"u8.ToArray())),
        ("calls", static count => InList(count, static _ => [.. "ccollections\nOrderedDict\n"u8, (byte)')', (byte)'R'])),
        ("calls of code", static count => InList(count, static _ => [.. "ca\nb\n"u8, (byte)')', (byte)'R'])),
        ("objects", static count =>
            [.. "ca\nB\n"u8, (byte)'r', .. Number(0), .. InList(count, static _ => [(byte)'h', 0, (byte)')', 0x81])]),
        ("states of an object", static count => [.. "ca\nB\n"u8, (byte)')', 0x81, .. Many(count, static _ => [(byte)'N', (byte)'b'])]),
        ("items of an object", static count => [.. "ca\nB\n"u8, (byte)')', 0x81, .. Many(count, static _ => [(byte)'N', (byte)'a'])]),
        ("nested objects", static count =>
            [.. Many(count, static _ => "ca\nB\n"u8.ToArray()), (byte)'N', .. Many(count, static _ => [0x85, (byte)'R'])]),
        ("doubled", static count => [(byte)']', .. Many(Math.Min(count, 2000), static number =>
            [(byte)'r', .. Number(number), (byte)'j', .. Number(number), Pair])]),
        ("shared", static count => Shared(count, static _ => [(byte)']'])),
        ("shared dictionaries of a long key", static count => Shared(Math.Min(count, 1000), _ =>
            [(byte)'}', .. Text(new string('k', 1000)), (byte)']', (byte)'s'])),
        ("shared modules", static count => Shared(Math.Min(count, 3000), static number => Module($"m{number}", (byte)'N'))),
        ("modules with shared parts", static count => ModulesWithSharedParts(Math.Min(count, 3000))),
        ("nested dictionaries", static count => Nested(Math.Min(count, 60))),
        ("a long text", static count => Text(new string('t', 4 * count))),
        ("state dicts", static count => InList(count, static _ => [(byte)'}', .. Text("weight_ih_l0"), (byte)'N', (byte)'s'])),
    ];

    /// <summary>Returns a pickle of a value alone.</summary>
    public static byte[] Of(byte[] program) => [0x80, 2, .. program, (byte)'.'];

    /// <summary>Returns a checkpoint, as a zip archive, with a pickle.</summary>
    public static byte[] Checkpoint(byte[] program) => HostileZip.Of(("archive/data.pkl", Of(program)));

    /// <summary>Returns a pickle with a hostile value before, or beside, its own.</summary>
    public static byte[] Damage(byte[] pickle, SplitMix64 random, int most)
    {
        if (pickle.Length < 3 || random.Below(4) == 0)
        {
            return Mutations.Apply(pickle, (int)random.Next());
        }

        byte[] program = random.Pick(Programs).Of(random.Count(most));
        return random.Below(2) == 0
            ? [.. pickle.AsSpan(0, 2), .. program, (byte)'0', .. pickle.AsSpan(2)]
            : [.. pickle.AsSpan(0, 2), .. program, .. pickle.AsSpan(2, pickle.Length - 3), Pair, (byte)'.'];
    }

    private static byte[] InList(int count, Func<int, byte[]> item) => [(byte)']', (byte)'(', .. Many(count, item), (byte)'e'];

    private static byte[] Many(int count, Func<int, byte[]> item)
    {
        using var stream = new MemoryStream();
        for (int number = 0; number < count; number++)
        {
            stream.Write(item(number));
        }

        return stream.ToArray();
    }

    // A value for each number, and a list that has each of them in turn many times.
    private static byte[] Shared(int count, Func<int, byte[]> item)
    {
        byte[] shared = [.. item(0), (byte)'r', .. Number(0)];
        return [(byte)']', (byte)'(', .. shared, .. Many(count, static _ => [(byte)'h', 0]), (byte)'e'];
    }

    // Each of many modules refers to one list of parts, which has as many modules again.
    private static byte[] ModulesWithSharedParts(int count)
    {
        byte[] parts = [
            .. Module(), (byte)'}', (byte)'(',
            .. Many(count, static number => [.. Text($"p{number}"), .. Module("x", (byte)'N')]), (byte)'u', (byte)'b',
            (byte)'r', .. Number(0)];
        return [(byte)']', (byte)'(', .. parts, .. Many(count, static number => Module($"m{number}", (byte)'h', 0)), (byte)'e'];
    }

    private static byte[] Module(string attribute, params byte[] value) =>
        [.. Module(), (byte)'}', .. Text(attribute), .. value, (byte)'s', (byte)'b'];

    private static byte[] Module() => [.. "c__torch__\nM\n"u8, (byte)')', 0x81];

    private static byte[] Nested(int count) => [
        .. Many(count, static _ => [(byte)'}', .. Text("a")]), (byte)'N', .. Enumerable.Repeat((byte)'s', count)];

    private static byte[] Text(string text) => [(byte)'X', .. Number(text.Length), .. Encoding.UTF8.GetBytes(text)];

    private static byte[] Number(int number) => BitConverter.GetBytes(number);
}
