using System;
using System.IO;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>
/// Every way to cut a small file short and every bit of its header: a clear refusal or whole weights, whatever happens, and memory that
/// follows the bytes that are there.
/// </summary>
public sealed class DamageTests
{
    // What a load costs at any size: a buffer of 64 KB, the exception, the first growth of lists.
    private const long FixedBytes = 256 * 1024;

    private static readonly byte[] File = SafetensorsBuilder.Of(RandomWeights.Create(1, 2, 1, 1), "lstm.")
        .Add("selftest.input", [2, 1], 0.5f)
        .Add("selftest.output", [2, 1], 0.5f)
        .Build();

    // Names and shapes of everything there is. One unit, so that damaged sizes often fit.
    private static readonly byte[] LstmFile = SafetensorsBuilder
        .Of(
            RandomWeights.Create(
                new NetworkSpec(1, 1)
                {
                    Bidirectional = true, Projection = 1, Peephole = true, CoupledGates = true, LayerNorm = true,
                    Stem = [new DenseSpec(1, Activation.Linear)],
                    Head = [new DenseSpec(1, Activation.Linear), new DenseSpec(1, Activation.Linear)],
                },
                initialStates: true),
            "l.")
        .Add("selftest.input", [1, 1], 0.5f).Add("selftest.output", [1, 1], 0.5f).Add("selftest.h0", [2, 1]).Add("selftest.c0", [2, 1])
        .Build();

    private static readonly byte[] GruFile = SafetensorsBuilder
        .Of(RandomWeights.Create(new NetworkSpec(1, 1) { Gru = true, Layers = 2 }, initialStates: true))
        .WithMetadata("\"cell\":\"gru\"")
        .Add("selftest.input", [1, 1], 0.5f).Add("selftest.output", [1, 1], 0.5f).Add("selftest.h0", [2, 1])
        .Build();

    [Fact]
    public void A_file_cut_short_anywhere_is_refused()
    {
        foreach (byte[] file in new[] { File, GruFile })
        {
            for (int length = 0; length < file.Length; length++)
            {
                byte[] cut = file[..length];
                Assert.Throws<WeightFormatException>(() => WeightsAssert.Load(cut));
                Assert.Throws<WeightFormatException>(() => WeightsAssert.LoadForwardOnly(cut));
            }

            Assert.NotNull(WeightsAssert.Load(file));
        }
    }

    [Fact]
    public void Any_flipped_bit_of_the_header_of_other_networks_gives_a_refusal_or_whole_weights()
    {
        foreach (byte[] file in new[] { LstmFile, GruFile })
        {
            Assert.NotNull(WeightsAssert.Load(file));
            int header = 8 + (int)BitConverter.ToInt64(file);
            int loaded = 0;
            for (int bit = 0; bit < header * 8; bit++)
            {
                byte[] damaged = [.. file];
                damaged[bit / 8] ^= (byte)(1 << (bit % 8));
                loaded += Survives(() => WeightsAssert.Load(damaged)) ? 1 : 0;
            }

            Assert.InRange(loaded, 1, header * 8 / 2);
        }
    }

    [Fact]
    public void Any_tensor_less_gives_a_refusal_or_whole_weights()
    {
        // Also any two, which often belong together.
        string[] names =
        [
            "l.weight_hh_l0", "l.weight_hr_l0", "l.weight_hr_l0_reverse", "l.bias_ih_l0",
            "l.weight_peephole_l0", "l.weight_peephole_l0_reverse",
            "l.initial_h0", "l.initial_c0", "stem.weight", "stem.bias", "head.0.weight", "head.0.bias", "head.2.weight", "head.2.bias",
            "selftest.h0", "selftest.c0", "selftest.input",
        ];
        SafetensorsBuilder Rich() => SafetensorsBuilder.Of(
            RandomWeights.Create(
                new NetworkSpec(2, 4)
                {
                    Bidirectional = true, Projection = 4, Peephole = true,
                    Stem = [new DenseSpec(2, Activation.Linear)],
                    Head = [new DenseSpec(8, Activation.Linear), new DenseSpec(8, Activation.Linear)],
                },
                initialStates: true),
            "l.")
            .Add("selftest.input", [1, 2])
            .Add("selftest.output", [1, 8])
            .Add("selftest.h0", [2, 4])
            .Add("selftest.c0", [2, 4]);

        int loaded = 0;
        foreach (string one in names)
        {
            foreach (string other in names)
            {
                loaded += Survives(() => WeightsAssert.Load(Rich().Remove(one).Remove(other).Build())) ? 1 : 0;
            }
        }

        // Pairs that may go together, both ways round.
        Assert.InRange(loaded, 10, names.Length * names.Length / 2);
    }

    [Fact]
    public void Any_flipped_bit_of_the_header_gives_a_refusal_or_whole_weights()
    {
        int header = 8 + (int)BitConverter.ToInt64(File);
        int loaded = 0;
        for (int bit = 0; bit < header * 8; bit++)
        {
            byte[] damaged = [.. File];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            loaded += Survives(() => WeightsAssert.Load(damaged)) ? 1 : 0;
            Survives(() => WeightsAssert.LoadForwardOnly(damaged, 100));
        }

        // Prefixes and names that nobody needs: few of all the bits.
        Assert.InRange(loaded, 1, header * 8 / 2);
    }

    [Fact]
    public void Any_replaced_byte_of_the_header_gives_a_refusal_or_whole_weights()
    {
        int header = 8 + (int)BitConverter.ToInt64(File);
        foreach (byte replacement in "\0\"\\{}[],:0-9eE.nu \u00FF"u8.ToArray())
        {
            for (int index = 0; index < header; index++)
            {
                byte[] damaged = [.. File];
                damaged[index] = replacement;
                Survives(() => WeightsAssert.Load(damaged));
            }
        }
    }

    [Fact]
    public void Any_flipped_bit_of_the_data_gives_a_refusal_or_whole_weights()
    {
        for (int bit = (8 + (int)BitConverter.ToInt64(File)) * 8; bit < File.Length * 8; bit++)
        {
            byte[] damaged = [.. File];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Survives(() => WeightsAssert.Load(damaged));
        }
    }

    [Theory]
    [InlineData("F32", 2L << 30, "[536870912]")]
    [InlineData("F32", 16L << 20, "[4096,1024]")]
    [InlineData("U8", 1L << 60, "[1152921504606846976]")]
    public void A_small_file_with_huge_sizes_allocates_little(string dtype, long bytes, string shape)
    {
        byte[] file = SafetensorsBuilder.Raw(
            $"{{\"weight_ih_l0\":{{\"dtype\":\"{dtype}\",\"shape\":{shape},\"data_offsets\":[0,{bytes}]}}}}", []);

        CostsLittle(file);
    }

    [Fact]
    public void A_complete_header_with_huge_sizes_allocates_little()
    {
        // The largest layer that is allowed, in names and shapes all right, and no data at all.
        const string Header = """
            {"weight_ih_l0":{"dtype":"F32","shape":[4096,1024],"data_offsets":[0,16777216]},
            "weight_hh_l0":{"dtype":"F32","shape":[4096,1024],"data_offsets":[16777216,33554432]},
            "selftest.input":{"dtype":"F32","shape":[500000,1024],"data_offsets":[33554432,2081554432]},
            "selftest.output":{"dtype":"F32","shape":[500000,1024],"data_offsets":[2081554432,4129554432]}}
            """;

        CostsLittle(SafetensorsBuilder.Raw(Header, []));
    }

    [Fact]
    public void A_huge_header_length_allocates_little() => CostsLittle([.. BitConverter.GetBytes(99_000_000L), (byte)'{', .. new byte[91]]);

    [Theory]
    [InlineData("\"{0}\":{{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[{0},{1}]}}")]
    [InlineData("\"{0}lstm.weight_ih_l0\":{{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}")]
    [InlineData("\"lstm.weight_ih_l{0}\":{{\"dtype\":\"F32\",\"shape\":[0,0,0,0,0,0,0,0,0,0,0],\"data_offsets\":[0,0]}}")]
    public void A_large_header_costs_a_few_times_its_size(string entry)
    {
        string header =
            "{" + string.Join(",", Enumerable.Range(0, 20_000).Select(index => string.Format(null, entry, index, index + 1))) + "}";
        byte[] file = SafetensorsBuilder.Raw(header, entry.Contains("U8", StringComparison.Ordinal) ? new byte[20_000] : []);

        // All that is ever allocated, not what lives at one time.
        Assert.InRange(Cost(() => WeightsAssert.Load(file)), 0, FixedBytes + 16L * file.Length);
        Assert.InRange(Cost(() => WeightsAssert.LoadForwardOnly(file, 4096)), 0, FixedBytes + 16L * file.Length);
    }

    [Fact]
    public void Large_metadata_costs_a_few_times_its_size()
    {
        string entries = string.Join(",", Enumerable.Range(0, 50_000).Select(static index => $"\"{index}\":\"\""));
        byte[] file = SafetensorsBuilder.Of(RandomWeights.Create(1, 2)).WithMetadata(entries).Build();

        // Less than a string for each entry would take.
        Assert.InRange(Cost(() => WeightsAssert.Load(file)), 0, FixedBytes + 2L * file.Length);
    }

    [Fact]
    public void A_large_network_costs_a_few_times_its_size()
    {
        using var stream = new MemoryStream();
        RandomWeights.Create(8, 256).Save(stream);

        CostsAFewTimesItsSize(stream.ToArray());
    }

    [Fact]
    public void A_large_network_of_any_kind_costs_a_few_times_its_size()
    {
        NetworkSpec lstm = new(
            8,
            128) { Bidirectional = true, Projection = 64, Peephole = true, LayerNorm = true, Stem = [new DenseSpec(256, Activation.Relu)] };
        foreach (NetworkSpec spec in new[] { lstm, new NetworkSpec(8, 256)
        {
            Gru = true,
            Head = [new DenseSpec(512, Activation.Relu), new DenseSpec(64, Activation.Linear)],
        } })
        {
            using var stream = new MemoryStream();
            RandomWeights.Create(spec, initialStates: true).Save(stream);

            CostsAFewTimesItsSize(stream.ToArray());
        }
    }

    private static void CostsAFewTimesItsSize(byte[] file)
    {
        Assert.InRange(Cost(() => WeightsAssert.Load(file)), 0, FixedBytes + 3L * file.Length);
        Assert.InRange(Cost(() => WeightsAssert.LoadForwardOnly(file, 4096)), 0, FixedBytes + 4L * file.Length);
    }

    private static void CostsLittle(byte[] file)
    {
        Assert.Throws<WeightFormatException>(() => WeightsAssert.Load(file));
        Assert.Throws<WeightFormatException>(() => WeightsAssert.LoadForwardOnly(file));
        Assert.InRange(Cost(() => WeightsAssert.Load(file)), 0, FixedBytes);
        Assert.InRange(Cost(() => WeightsAssert.LoadForwardOnly(file)), 0, FixedBytes);
    }

    private static long Cost(Func<LstmWeights> load)
    {
        Survives(load);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Survives(load);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // Any other exception fails the test.
    private static bool Survives(Func<LstmWeights> load)
    {
        try
        {
            LstmWeights weights = load();
            LstmLayerWeights layer = weights.Layers[0];
            return layer.Recurrent.Length == layer.GateCount * layer.HiddenSize * layer.OutputSize;
        }
        catch (WeightFormatException)
        {
            return false;
        }
    }
}
