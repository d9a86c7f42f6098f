using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.TestKit;
using PureHDF;

namespace Lstm.Import.Tests;

/// <summary>HDF5 files with many objects, and files in which a node is larger and refers to the same things many times.</summary>
internal static class HostileHdf5
{
    private static readonly byte[][] s_signatures = ["TREE"u8.ToArray(), "SNOD"u8.ToArray(), "GCOL"u8.ToArray(), "HEAP"u8.ToArray()];

    /// <summary>Kinds of files of Keras: each gets a count.</summary>
    public static IReadOnlyList<(string Name, Func<int, byte[]> Of)> Files { get; } =
    [
        ("groups", static count => Layers(Numbers(count), static _ => new H5Group())),
        ("layers", static count => Layers(Numbers(count), static _ => Layer("kernel"))),
        ("data sets", static count => Layers(["a"], _ =>
        {
            H5Group group = Layer([.. Numbers(count).Select(static name => $"{name}/kernel")]);
            foreach (string name in Numbers(count))
            {
                group[name] = new H5Group { ["kernel"] = new float[,] { { 1 } } };
            }

            return group;
        })),
        ("attributes", static count => Written(new H5File(), root =>
        {
            foreach (string name in Numbers(Math.Min(count, 20_000)))
            {
                root.Attributes[$"layer_names{name}"] = new[] { name };
            }
        })),
        ("names", static count => Written(new H5File(), root => Put(root, "layer_names", Numbers(count)))),
        ("a long name", static count => Layers([new string('n', 4 * count)], static _ => Layer("kernel"))),
        ("a long path", static count => Layers([string.Concat(Enumerable.Repeat("a/", count)) + "a"], static _ => Layer("kernel"))),
        ("a long weight name", static count => Layers(["a"], _ => Layer(string.Concat(Enumerable.Repeat("b/", count)) + "kernel"))),
        ("long configuration", static count => Written(new H5File(), root => root.Attributes["model_config"] = new string(' ', 4 * count))),
    ];

    /// <summary>Returns a file in which a node is enlarged, or any bytes changed.</summary>
    public static byte[] Damage(byte[] file, SplitMix64 random, int most)
    {
        byte[] signature = random.Pick(s_signatures);
        List<int> places = [];
        for (int at = 0; at < file.Length - 64; at += 8)
        {
            if (file.AsSpan(at).StartsWith(signature))
            {
                places.Add(at);
            }
        }

        return random.Below(4) == 0 ? random.Pick(Files).Of(random.Count(Math.Min(most, 2_000)))
            : places.Count == 0 || random.Below(3) == 0 ? Mutations.Apply(file, (int)random.Next())
            : Enlarged(file, random.Pick(places), random.Count(Math.Min(most, ushort.MaxValue)));
    }

    // A copy of the node at the end of the file, with its entries many times; everything that referred to the node refers to the copy.
    private static byte[] Enlarged(byte[] file, int at, int count)
    {
        (int head, int entry, int countAt) = file[at] switch
        {
            (byte)'T' => (24, 16, 6),
            (byte)'S' => (8, 40, 6),
            _ => (16, 32, 8),
        };
        if (at + head + entry > file.Length)
        {
            return file;
        }

        byte[] node = [
            .. file.AsSpan(at, head),
            .. Enumerable.Repeat(file.AsSpan(at + head, entry).ToArray(), count).SelectMany(static bytes => bytes), .. new byte[64]];
        if (countAt == 6)
        {
            BitConverter.TryWriteBytes(node.AsSpan(countAt), (ushort)count);
        }
        else
        {
            BitConverter.TryWriteBytes(node.AsSpan(countAt), (long)node.Length);
        }

        byte[] result = [.. file, .. new byte[(8 - file.Length % 8) % 8], .. node];
        long moved = result.Length - node.Length;
        for (int place = 0; place + sizeof(long) <= file.Length; place++)
        {
            if (BitConverter.ToInt64(result, place) == at)
            {
                BitConverter.TryWriteBytes(result.AsSpan(place), moved);
            }
        }

        return result;
    }

    private static string[] Numbers(int count) => [.. Enumerable.Range(0, Math.Max(1, count)).Select(static number => $"{number}")];

    private static byte[] Layers(string[] names, Func<string, H5Group> layer) => Written(new H5File(), root =>
    {
        Put(root, "layer_names", names);
        foreach (string name in names)
        {
            string first = name.Split('/')[0];
            root.TryAdd(first.Length <= 60_000 ? first : "long", layer(name));
        }
    });

    private static H5Group Layer(params string[] weights)
    {
        var group = new H5Group();
        Put(group, "weight_names", weights);
        return group;
    }

    // An attribute holds 64 KB. Keras splits a longer list, too.
    private static void Put(H5Group group, string attribute, string[] texts)
    {
        const int most = 2_000;
        string[][] pieces = [.. texts.Chunk(most)];
        for (int piece = 0; piece < pieces.Length; piece++)
        {
            group.Attributes[pieces.Length == 1 ? attribute : $"{attribute}{piece}"] = pieces[piece];
        }
    }

    private static byte[] Written(H5File file, Action<H5File> fill)
    {
        fill(file);
        using var stream = new MemoryStream();
        file.Write(stream);
        return stream.ToArray();
    }
}
