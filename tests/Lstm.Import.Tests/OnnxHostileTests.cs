using System;
using System.IO;
using System.Linq;
using Google.Protobuf;
using Lstm.Import.OnnxFormat;
using Xunit;

namespace Lstm.Import.Tests;

/// <summary>Damaged and hostile ONNX files: a description or the one exception comes out, soon and in little memory.</summary>
public class OnnxHostileTests
{
    private static readonly string[] Small = ["store-external", "store-half"];

    [Fact]
    public void Truncation_anywhere_is_refused_or_harmless()
    {
        foreach (string name in Small)
        {
            byte[] bytes = File.ReadAllBytes(Fixtures.File("onnx", name + ".onnx"));
            for (int length = 0; length < bytes.Length; length++)
            {
                Survives(bytes[..length]);
            }
        }
    }

    [Fact]
    public void A_flipped_bit_in_any_byte_is_refused_or_harmless()
    {
        foreach (string name in Small)
        {
            byte[] bytes = File.ReadAllBytes(Fixtures.File("onnx", name + ".onnx"));
            for (int bit = 0; bit < 8 * bytes.Length; bit += 9)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                Survives(bytes);
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    [Fact]
    public void Random_bytes_are_refused()
    {
        var random = new Random(7);
        byte[] start = File.ReadAllBytes(Fixtures.File("onnx", "lstm.onnx"));
        for (int round = 0; round < 500; round++)
        {
            byte[] bytes = [.. start];
            for (int change = 0; change < 8; change++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            Survives(bytes);
        }
    }

    [Fact]
    public void Constants_that_double_again_and_again_are_refused()
    {
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Fixtures.File("onnx", "lstm.onnx")));
        string last = "rnn.W";
        for (int level = 0; level < 40; level++)
        {
            var node = new NodeProto { OpType = "Concat" };
            node.Input.Add(last);
            node.Input.Add(last);
            node.Output.Add(last = $"double{level}");
            node.Attribute.Add(new AttributeProto { Name = "axis", I = 1, Type = 2 });
            model.Graph.Node.Insert(level, node);
        }

        Assert.Contains("in proportion to the file", Refused(model.ToByteArray(), 100));
    }

    [Fact]
    public void Empty_nodes_in_millions_are_refused_before_they_are_objects()
    {
        byte[] nodes = [.. Enumerable.Repeat<byte[]>([0x0A, 0], 1_000_000).SelectMany(static node => node)];
        byte[] bytes = [0x08, 7, 0x3A, .. Varint(nodes.Length), .. nodes];

        Assert.Contains("in proportion to its size", Refused(bytes, 4 * bytes.Length / 1_000_000 + 16));
    }

    [Fact]
    public void A_long_chain_is_followed_without_recursion()
    {
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Fixtures.File("onnx", "lstm.onnx")));
        string last = "y";
        for (int level = 0; level < 12_000; level++)
        {
            var node = new NodeProto { OpType = level % 2 == 0 ? "Relu" : "Sin" };
            node.Input.Add(last);
            node.Output.Add(last = $"v{level}");
            model.Graph.Node.Add(node);
        }

        model.Graph.Output[0].Name = last;
        Assert.Contains("the operator Sin is not supported", Refused(model.ToByteArray(), 60));
    }

    [Theory]
    [InlineData(long.MaxValue, 1L)]
    [InlineData(1L << 20, 1L << 20)]
    [InlineData(-1L, 1L)]
    [InlineData(0L, 5L)]
    public void Wrong_sizes_are_refused_before_memory_is_allocated(long first, long second)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Fixtures.File("onnx", "lstm.onnx")));
        TensorProto tensor = model.Graph.Initializer.Single(static tensor => tensor.Name == "rnn.W");
        tensor.Dims.Clear();
        tensor.Dims.Add([1, first, second]);

        Assert.Contains("rnn.W", Refused(model.ToByteArray(), 16));
    }

    private static void Survives(byte[] bytes)
    {
        try
        {
            using var stream = new MemoryStream(bytes);
            ModelFile.Read(stream);
        }
        catch (WeightFormatException)
        {
            // What a damaged file may end in.
        }
    }

    private static string Refused(byte[] bytes, int megabytes)
    {
        using var stream = new MemoryStream(bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long start = Environment.TickCount64;
        string message = Assert.Throws<WeightFormatException>(() => ModelFile.Read(stream)).Message;
        Assert.InRange(Environment.TickCount64 - start, 0, 2000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, megabytes * 1_000_000L);
        return message;
    }

    private static byte[] Varint(int value)
    {
        using var stream = new MemoryStream();
        using var output = new CodedOutputStream(stream);
        output.WriteInt32(value);
        output.Flush();
        return stream.ToArray();
    }
}
