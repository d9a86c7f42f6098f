using System;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>Well-formed files whose tensors are no network that could be run.</summary>
public sealed class BadNetworkTests
{
    private static SafetensorsBuilder Network => SafetensorsBuilder.Of(RandomWeights.Create(2, 16, 1, 1), "lstm.");

    [Fact]
    public void The_message_reads_as_promised()
    {
        byte[] file = Network.Remove("lstm.weight_hh_l0").Add("lstm.weight_hh_l0", [64, 15]).Build();

        WeightFormatException exception = Assert.Throws<WeightFormatException>(() => WeightsAssert.Load(file));

        Assert.Equal("amp.safetensors: tensor 'lstm.weight_hh_l0': expected shape [64, 16], found shape [64, 15]", exception.Message);
    }

    [Theory]
    [InlineData("lstm.weight_ih_l0", new long[] { 64 }, "shape [4·hidden, input]", "[64]")]
    [InlineData("lstm.weight_ih_l0", new long[] { 63, 2 }, "shape [4·hidden, input]", "[63, 2]")]
    [InlineData("lstm.weight_ih_l0", new long[] { 64, 0 }, "input from 1 to 4096", "[64, 0]")]
    [InlineData("lstm.weight_ih_l0", new long[] { 0, 2 }, "from 1 to 1024", "[0, 2]")]
    [InlineData("lstm.weight_ih_l0", new long[] { 4, 4097 }, "input from 1 to 4096", "[4, 4097]")]
    [InlineData("lstm.weight_ih_l0", new long[] { 4100, 1 }, "from 1 to 1024", "[4100, 1]")]
    [InlineData("lstm.weight_hh_l0", new long[] { 16, 64 }, "shape [64, 16]", "[16, 64]")]
    [InlineData("lstm.weight_hh_l0", new long[] { 1024 }, "shape [64, 16]", "[1024]")]
    [InlineData("lstm.bias_ih_l0", new long[] { 16 }, "shape [64]", "[16]")]
    [InlineData("lstm.bias_hh_l0", new long[] { 64, 1 }, "shape [64]", "[64, 1]")]
    [InlineData("head.weight", new long[] { 16, 1 }, "shape [output, 16]", "[16, 1]")]
    [InlineData("head.weight", new long[] { 0, 16 }, "output from 1 to 1024", "[0, 16]")]
    [InlineData("head.weight", new long[] { 1025, 16 }, "output from 1 to 1024", "[1025, 16]")]
    [InlineData("head.weight", new long[] { 16 }, "shape [output, 16]", "[16]")]
    [InlineData("head.bias", new long[] { 2 }, "shape [1]", "[2]")]
    public void A_wrong_shape_is_refused(string tensor, long[] shape, string expected, string found) =>
        WeightsAssert.Refused(Network.Remove(tensor).Add(tensor, shape).Build(), tensor, expected, found);

    [Theory]
    [InlineData("lstm.weight_ih_l0")]
    [InlineData("lstm.weight_hh_l0")]
    [InlineData("lstm.bias_ih_l0")]
    [InlineData("lstm.bias_hh_l0")]
    [InlineData("head.weight")]
    public void A_missing_tensor_is_named(string tensor) =>
        Assert.Equal(tensor, Assert.Throws<WeightFormatException>(() => WeightsAssert.Load(Network.Remove(tensor).Build())).Tensor);

    [Theory]
    [InlineData("lstm.weight_ih_l0", "I32")]
    [InlineData("lstm.bias_hh_l0", "U32")]
    [InlineData("head.weight", "F8_E4M3")]
    [InlineData("head.bias", "FUTURE")]
    public void A_dtype_that_cannot_hold_weights_is_refused(string tensor, string dtype)
    {
        byte[] file = Network.Remove(tensor)
            .AddBytes(tensor, dtype, [1], dtype.EndsWith("32", StringComparison.Ordinal) ? new byte[4] : new byte[1])
            .Build();

        WeightsAssert.Refused(file, tensor, "dtype F32, F64, F16 or BF16", $"dtype {dtype}");
    }

    [Theory]
    [InlineData(float.NaN, "F32", "NaN")]
    [InlineData(float.PositiveInfinity, "F32", "an infinity")]
    [InlineData(float.NegativeInfinity, "F64", "an infinity")]
    [InlineData(float.NaN, "F64", "NaN")]
    [InlineData(float.NaN, "F16", "NaN")]
    [InlineData(float.PositiveInfinity, "F16", "an infinity")]
    [InlineData(float.NaN, "BF16", "NaN")]
    [InlineData(float.PositiveInfinity, "BF16", "an infinity")]
    public void A_value_that_is_not_finite_is_refused_with_its_place(float value, string dtype, string found)
    {
        float[] values = new float[64 * 16];
        values[17 * 16 + 5] = value;
        byte[] file = Network.Remove("lstm.weight_hh_l0").Add("lstm.weight_hh_l0", dtype, [64, 16], values).Build();

        WeightsAssert.Refused(file, "lstm.weight_hh_l0", "finite values", $"{found} at [17, 5]");
    }

    [Theory]
    [InlineData("lstm.weight_ih_l0", new long[] { 64, 2 })]
    [InlineData("lstm.bias_ih_l0", new long[] { 64 })]
    [InlineData("lstm.bias_hh_l0", new long[] { 64 })]
    [InlineData("head.weight", new long[] { 1, 16 })]
    [InlineData("head.bias", new long[] { 1 })]
    public void Every_tensor_must_be_finite(string tensor, long[] shape) =>
        WeightsAssert.Refused(Network.Remove(tensor).Add(tensor, shape, float.NaN).Build(), tensor, "finite values", "NaN at [0");

    [Fact]
    public void A_place_far_into_a_tensor_is_counted_right()
    {
        float[] values = new float[4 * 256 * 256];
        values[^3] = float.NaN;
        byte[] file = new SafetensorsBuilder()
            .Add("weight_ih_l0", [1024, 1]).Add("weight_hh_l0", "F32", [1024, 256], values).Build();

        WeightFormatException exception = Assert.Throws<WeightFormatException>(() => WeightsAssert.LoadForwardOnly(file, 5000));

        Assert.Equal("NaN at [1023, 253]", exception.Found);
    }

    [Fact]
    public void A_double_outside_the_range_of_float_is_shown_unchanged()
    {
        byte[] file = new SafetensorsBuilder()
            .Add("weight_ih_l0", [4, 1])
            .AddBytes("weight_hh_l0", "F64", [4, 1], [.. new byte[16], .. BitConverter.GetBytes(-1e300), .. new byte[8]])
            .Build();

        WeightsAssert.Refused(file, "weight_hh_l0", "finite values that a float can hold", "-1E+300 at [2, 0]");
    }

    [Fact]
    public void Biases_whose_sum_is_past_the_range_of_float_are_refused()
    {
        byte[] file = new SafetensorsBuilder()
            .Add("weight_ih_l0", [4, 1])
            .Add("weight_hh_l0", [4, 1])
            .Add("bias_ih_l0", [4], float.MaxValue)
            .Add("bias_hh_l0", [4], float.MaxValue)
            .Build();

        WeightsAssert.Refused(file, "bias_hh_l0", "a finite sum with 'bias_ih_l0'", "[0]");
    }

    [Fact]
    public void A_layer_that_does_not_fit_the_one_below_is_refused()
    {
        byte[] Stack(long rows, long input, long hidden) => new SafetensorsBuilder()
            .Add("weight_ih_l0", [16, 3]).Add("weight_hh_l0", [16, 4])
            .Add("weight_ih_l1", [rows, input]).Add("weight_hh_l1", [rows, hidden]).Build();

        Assert.Equal(2, WeightsAssert.Load(Stack(16, 4, 4)).LayerCount);
        WeightsAssert.Refused(Stack(16, 8, 4), "weight_ih_l1", "shape [16, 4]", "[16, 8]");
        WeightsAssert.Refused(Stack(20, 4, 5), "weight_ih_l1", "shape [16, 4]", "[20, 4]");
    }

    [Fact]
    public void The_largest_sizes_load_and_larger_ones_are_refused()
    {
        SafetensorsBuilder Layers(int count)
        {
            var builder = new SafetensorsBuilder();
            foreach (int layer in Enumerable.Range(0, count))
            {
                builder.Add($"weight_ih_l{layer}", [4, 1]).Add($"weight_hh_l{layer}", [4, 1]);
            }

            return builder;
        }

        Assert.Equal(8, WeightsAssert.Load(Layers(8).Build()).LayerCount);
        WeightsAssert.Refused(Layers(9).Build(), "weight_ih_l8", "at most 8 layers", "layer 8");
        WeightsAssert.Refused(
            Layers(1).Add("weight_ih_l999999", [4, 1]).Build(), "weight_ih_l999999", "at most 8 layers", "layer 999999");
        byte[] large = new SafetensorsBuilder().Add("weight_ih_l0", [4096, 1024]).Add("weight_hh_l0", [4096, 1024]).Build();
        Assert.Equal(1024, WeightsAssert.Load(large).HiddenSize);
    }

    [Theory]
    [InlineData("selftest.input", new long[] { 3, 1 }, "shape [steps, 2]", "[3, 1]")]
    [InlineData("selftest.input", new long[] { 0, 2 }, "at least one step", "[0, 2]")]
    [InlineData("selftest.input", new long[] { 6 }, "shape [steps, 2]", "[6]")]
    [InlineData("selftest.output", new long[] { 2, 1 }, "shape [3, 1]", "[2, 1]")]
    [InlineData("selftest.output", new long[] { 3, 16 }, "shape [3, 1]", "[3, 16]")]
    [InlineData("selftest.h0", new long[] { 16 }, "shape [1, 16]", "[16]")]
    [InlineData("selftest.c0", new long[] { 2, 16 }, "shape [1, 16]", "[2, 16]")]
    public void A_self_test_of_the_wrong_shape_is_refused(string tensor, long[] shape, string expected, string found) =>
        WeightsAssert.Refused(WithSelfTest.Remove(tensor).Add(tensor, shape).Build(), tensor, expected, found);

    [Theory]
    [InlineData("selftest.input")]
    [InlineData("selftest.output")]
    [InlineData("selftest.h0")]
    [InlineData("selftest.c0")]
    public void Half_a_self_test_is_refused(string tensor) =>
        WeightsAssert.Refused(WithSelfTest.Remove(tensor).Build(), tensor, "this tensor", "no tensor of this name");

    [Fact]
    public void A_self_test_must_be_finite() =>
        WeightsAssert.Refused(
            WithSelfTest.Remove("selftest.output").Add("selftest.output", [3, 1], float.NaN).Build(),
            "selftest.output",
            "finite",
            "NaN at [0, 0]");

    private static SafetensorsBuilder WithSelfTest => Network
        .Add("selftest.input", [3, 2]).Add("selftest.output", [3, 1]).Add("selftest.h0", [1, 16]).Add("selftest.c0", [1, 16]);
}
