using System;
using System.Buffers;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>The ways to load weights give the same weights, and refuse in the same words.</summary>
public sealed class LoadTests
{
    private static readonly string s_golden = TestFiles.Golden("torch-1x16-dense1");

    [Fact]
    public void Memory_is_loaded_whatever_owns_it()
    {
        byte[] file = File.ReadAllBytes(s_golden);
        LstmWeights expected = LstmWeights.Load(s_golden);
        byte[] larger = [1, 2, 3, .. file, 4];

        WeightsAssert.SameBits(expected, LstmWeights.Load(file));
        WeightsAssert.SameBits(expected, LstmWeights.Load(larger.AsMemory(3, file.Length)));
        using OtherMemory other = new(file);
        LstmWeights named = LstmWeights.Load(other.Memory, "amp");
        WeightsAssert.SameBits(expected, named);
        Assert.Equal(("memory", "amp"), (LstmWeights.Load(file).Source, named.Source));
        Assert.StartsWith(
            "memory: this file is empty",
            Assert.Throws<WeightFormatException>(() => LstmWeights.Load(ReadOnlyMemory<byte>.Empty)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_load_on_another_thread_gives_the_same()
    {
        WeightsAssert.SameBits(LstmWeights.Load(s_golden), await LstmWeights.LoadAsync(s_golden));
        await Assert.ThrowsAsync<FileNotFoundException>(() => LstmWeights.LoadAsync("missing.safetensors"));

        // Before the file is read, so that it is not missed.
        CancellationToken cancelled = new(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => LstmWeights.LoadAsync("missing.safetensors", cancellationToken: cancelled));
        Assert.Throws<ArgumentException>(() => { _ = LstmWeights.LoadAsync(""); });
    }

    [Fact]
    public void A_load_that_is_tried_gives_the_weights_or_the_words_of_the_exception()
    {
        Assert.True(LstmWeights.TryLoad(s_golden, out LstmWeights? weights, out string? reason));
        WeightsAssert.SameBits(LstmWeights.Load(s_golden), weights);
        Assert.Null(reason);

        using TemporaryFolder folder = new();
        string wrong = folder.Write("wrong.safetensors", "wrong");
        foreach (string path in new[] { wrong, folder.File("missing"), folder.Path })
        {
            Assert.False(LstmWeights.TryLoad(path, out weights, out reason));
            Assert.Null(weights);
            Assert.Equal(Assert.ThrowsAny<Exception>(() => LstmWeights.Load(path)).Message, reason);
        }

        Assert.False(LstmWeights.TryLoad(s_golden, out _, out reason, prefix: "decoder"));
        Assert.Contains("decoder", reason, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LstmWeights.TryLoad("", out _, out _));
        Assert.Throws<ArgumentNullException>(() => LstmWeights.TryLoad(null!, out _, out _));
    }

    [Fact]
    public void Weights_are_shown_with_their_source_and_declaration_or_sizes()
    {
        LstmWeights sized = new([new LstmLayerWeights(3, 2, new float[24], new float[16], new float[8])], source: "amp");
        Assert.Equal("amp: input size 3, hidden size 2, layers 1, output size 2", sized.ToString());
        Assert.Equal(
            "random weights, seed -1: [Dense(7, Activation.Tanh)] [Lstm(input: 3, hidden: 11)]",
            UntrainedWeights.Of(Variants.Describe(Variants.All[15]).Shape, seed: -1).ToString());
    }

    /// <summary>Memory that is not an array's, as that of a mapped file.</summary>
    private sealed class OtherMemory(byte[] bytes) : MemoryManager<byte>
    {
        public override Span<byte> GetSpan() => bytes;

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
