using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

public sealed class RoundTripTests
{
    [Theory]
    [InlineData(1, 1, 1, 0)]
    [InlineData(3, 3, 1, 0)]
    [InlineData(5, 17, 1, 4)]
    [InlineData(2, 9, 8, 1)]
    [InlineData(64, 129, 2, 3)]
    public void Saved_weights_load_as_the_same_bits(int input, int hidden, int layers, int output)
    {
        LstmWeights weights = RandomWeights.Create(input, hidden, layers, output);

        byte[] file = Save(weights);

        WeightsAssert.SameBits(weights, WeightsAssert.Load(file));
        WeightsAssert.SameBits(weights, WeightsAssert.LoadForwardOnly(file, 1000));
    }

    [Theory]
    [InlineData("torch-3x3")]
    [InlineData("torch-5x20-start")]
    [InlineData("torch-8x64-dense4-sigmoid")]
    public void A_self_test_is_saved_too(string name)
    {
        LstmWeights weights = LstmWeights.Load(TestFiles.Golden(name));

        LstmWeights again = WeightsAssert.Load(Save(weights));

        Assert.NotNull(again.SelfTest);
        WeightsAssert.SameBits(weights, again);
    }

    [Fact]
    public void Networks_by_chance_load_as_the_same_bits()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            LstmWeights weights = RandomWeights.Create(Variants.ByChance(seed), seed, initialStates: seed % 2 == 0);

            byte[] file = Save(weights);

            WeightsAssert.SameBits(weights, WeightsAssert.Load(file));
            Assert.Equal(file, Save(WeightsAssert.Load(file)));
        }
    }

    [Fact]
    public void Odd_bits_of_a_GRU_survive_saving()
    {
        float[] odd = [-0f, 0f, float.Epsilon, float.MaxValue, -0f, float.MinValue];
        var weights = new LstmWeights([LstmLayerWeights.Gru(1, 2, odd, [.. odd, .. odd], odd, [-0f, float.MaxValue])]);

        WeightsAssert.SameBits(weights, WeightsAssert.Load(Save(weights)));
    }

    [Fact]
    public void Only_a_file_with_three_gates_names_its_cell()
    {
        string Metadata(NetworkSpec spec)
        {
            byte[] file = Save(RandomWeights.Create(spec));
            using JsonDocument header = JsonDocument.Parse(file.AsMemory(8, (int)BitConverter.ToInt64(file)));
            return header.RootElement.GetProperty("__metadata__").GetRawText();
        }

        NetworkSpec plain = new(2, 3);
        Assert.Equal("{\"format\":\"pt\"}", Metadata(plain));
        Assert.Equal(
            "{\"format\":\"pt\"}",
            Metadata(plain with { Peephole = true, Projection = 2, LayerNorm = true, Bidirectional = true }));
        Assert.Equal("{\"format\":\"pt\",\"cell\":\"lstm\"}", Metadata(plain with { CoupledGates = true }));
        Assert.Equal("{\"format\":\"pt\",\"cell\":\"gru\"}", Metadata(plain with { Gru = true }));
    }

    [Theory]
    [InlineData("torch-1x16-dense1", "52F52B3C6E468F804C6C2F3CFEFAB76D56404CA4C66570B468EF54D0DF98F081")]
    [InlineData("torch-1x8-dense1", "C08B61A96B82EDF498770FD981CD8ADAC48ABEA0E723F2C39DC596953C7A14D4")]
    [InlineData("torch-2x8-dense1", "F2E2FA6FCF2E3423E159B9EC87E5D19915C0A7036F14058C2356365FCCC7CDC5")]
    [InlineData("torch-3x3", "876C58937AB783DF05543FEF1001A228114944FD6186E538D4499EBC29BA9ABD")]
    [InlineData("torch-5x20-start", "00B905E3DE88A2CE4AA7C58E09BAB7332B54624E8161222390D3FF7E00E3590F")]
    [InlineData("torch-8x64-dense4-sigmoid", "59FED7C87E642564762BB514FC12AD1CA5A498E28175653FD9AE0AA6962B7392")]
    public void The_file_of_a_plain_network_has_the_bytes_of_the_first_version(string name, string hash) =>
        Assert.Equal(hash, Convert.ToHexString(SHA256.HashData(Save(LstmWeights.Load(TestFiles.Golden(name))))));

    [Fact]
    public void Odd_bits_survive_saving()
    {
        float[] odd = [-0f, 0f, float.Epsilon, float.MaxValue];
        var weights = new LstmWeights([new LstmLayerWeights(1, 1, odd, odd, odd)]);

        WeightsAssert.SameBits(weights, WeightsAssert.Load(Save(weights)));
    }

    [Fact]
    public void A_saved_file_is_the_same_bytes_every_time_and_its_tensors_are_aligned()
    {
        LstmWeights weights = RandomWeights.Create(2, 3, 1, 1);

        byte[] file = Save(weights);

        Assert.Equal(file, Save(weights));
        Assert.Equal(0, BitConverter.ToInt64(file) % 8);
        Assert.Equal((byte)'{', file[8]);
    }

    [Theory]
    [InlineData("F64")]
    [InlineData("F32")]
    [InlineData("F16")]
    [InlineData("BF16")]
    public void Every_dtype_of_weights_is_read(string dtype)
    {
        // A quarter of a small whole number is exact in each of them.
        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(index => (index % 31 - 15) / 4f)];
        var weights = new LstmWeights(
            [new LstmLayerWeights(3, 5, Values(60), Values(100), Values(20))], new DenseWeights(5, 2, Values(10), Values(2)));

        byte[] file = SafetensorsBuilder.Of(weights, "lstm.", dtype).Build();

        WeightsAssert.SameBits(weights, WeightsAssert.Load(file));
        WeightsAssert.SameBits(weights, WeightsAssert.LoadForwardOnly(file));
    }

    [Theory]
    [InlineData(0x0001, 5.9604645e-8f)]
    [InlineData(0x8001, -5.9604645e-8f)]
    [InlineData(0x3C01, 1.0009766f)]
    [InlineData(0x7BFF, 65504f)]
    public void Half_precision_is_read_exactly(int bits, float value) => OneWeight("F16", BitConverter.GetBytes((short)bits), value);

    [Theory]
    [InlineData(0x3F81, 1.0078125f)]
    [InlineData(0xBF80, -1f)]
    [InlineData(0x7F7F, 3.3895314e38f)]
    public void Brain_floats_are_read_exactly(int bits, float value) => OneWeight("BF16", BitConverter.GetBytes((short)bits), value);

    [Theory]
    [InlineData(0.1, 0.1f)]
    [InlineData(1e-60, 0f)]
    [InlineData(3.4028234e38, float.MaxValue)]
    public void Doubles_are_rounded_to_floats(double bits, float value) => OneWeight("F64", BitConverter.GetBytes(bits), value);

    [Fact]
    public void Each_tensor_may_have_its_own_dtype()
    {
        byte[] file = new SafetensorsBuilder()
            .Add("weight_ih_l0", "F64", [4, 1], 1, 2, 3, 4)
            .Add("weight_hh_l0", "BF16", [4, 1], 5, 6, 7, 8)
            .Add("bias_ih_l0", "F16", [4], 1, 1, 1, 1)
            .Add("bias_hh_l0", "F32", [4], 0.5f, 1, -1, 2)
            .Build();

        LstmLayerWeights layer = WeightsAssert.Load(file).Layers[0];

        Assert.Equal([1f, 2, 3, 4], layer.Input.ToArray());
        Assert.Equal([5f, 6, 7, 8], layer.Recurrent.ToArray());
        Assert.Equal([1.5f, 2, 0, 3], layer.Bias.ToArray());
    }

    [Fact]
    public void A_stream_is_read_from_its_position_to_its_end_and_stays_open()
    {
        LstmWeights weights = RandomWeights.Create(2, 3);
        using var stream = new MemoryStream();
        stream.Write([1, 2, 3, 4, 5]);
        weights.Save(stream);
        stream.Position = 5;

        LstmWeights again = LstmWeights.Load(stream);

        WeightsAssert.SameBits(weights, again);
        Assert.Equal("stream", again.Source);
        Assert.Equal(stream.Length, stream.Position);
        Assert.True(stream.CanRead);
    }

    private static void OneWeight(string dtype, byte[] bytes, float value)
    {
        byte[] file = new SafetensorsBuilder()
            .AddBytes("weight_ih_l0", dtype, [4, 1], [.. bytes, .. bytes, .. bytes, .. bytes])
            .Add("weight_hh_l0", [4, 1])
            .Build();

        float[] expected = [value, value, value, value];
        WeightsAssert.SameBits(expected, WeightsAssert.Load(file).Layers[0].Input);
    }

    private static byte[] Save(LstmWeights weights)
    {
        using var stream = new MemoryStream();
        weights.Save(stream);
        return stream.ToArray();
    }
}
