using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>Files that look odd and break no rule.</summary>
public sealed class GoodContainerTests
{
    private static readonly LstmWeights Weights = RandomWeights.Create(2, 3, 2, 2);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("        ")]
    [InlineData("\n\t\r ")]
    public void A_header_may_be_padded_with_blanks_or_not(string padding)
    {
        SafetensorsBuilder builder = SafetensorsBuilder.Of(Weights);

        Loads(SafetensorsBuilder.Raw(builder.Header() + padding, builder.Data()));
    }

    [Theory]
    [InlineData("\"__metadata__\":{},")]
    [InlineData("\"__metadata__\":{\"format\":\"pt\",\"format\":\"again\",\"\":\"\\u0000\"},")]
    [InlineData("\"__metadata__\":{\"\\u0063ell\":\"\\u006cstm\",\"Cell\":\"gru\"},")]
    public void Metadata_may_be_there(string metadata)
    {
        SafetensorsBuilder builder = SafetensorsBuilder.Of(Weights);

        Loads(SafetensorsBuilder.Raw(builder.Header(metadata), builder.Data()));
    }

    [Fact]
    public void Metadata_may_be_last()
    {
        SafetensorsBuilder builder = SafetensorsBuilder.Of(Weights);
        string header = builder.Header()[..^1] + ",\"__metadata__\":{\"a\":\"b\"}}";

        Loads(SafetensorsBuilder.Raw(header, builder.Data()));
    }

    [Fact]
    public void Tensors_may_be_in_any_order() => Loads(SafetensorsBuilder.Of(Weights).Reverse().Build());

    [Fact]
    public void The_header_may_list_tensors_in_another_order_than_the_data()
    {
        SafetensorsBuilder builder = SafetensorsBuilder.Of(Weights);
        string[] entries = builder.Header()[1..^1].Split("},").Select(entry => entry.TrimEnd('}') + "}").Reverse().ToArray();

        Loads(SafetensorsBuilder.Raw("{" + string.Join(",", entries) + "}", builder.Data()));
    }

    [Fact]
    public void Tensors_of_other_things_are_not_looked_at() => Loads(
        new SafetensorsBuilder()
            .AddBytes("scalar", "F32", [], 1, 2, 3, 4)
            .AddBytes("empty", "I64", [3, 0, 5])
            .AddBytes("first empty again", "F32", [0])
            .AddBytes("not a number", "F32", [1], 0, 0, 0xC0, 0x7F)
            .AddBytes("numbers", "I32", [1, 1], 1, 2, 3, 4)
            .AddBytes("flags", "BOOL", [3], 1, 0, 1)
            .AddBytes("pairs", "F4", [3, 2], 1, 2, 3)
            .AddBytes("a type of the future", "F3_X", [17], 1, 2, 3)
            .AddBytes("größe \\u00e9 \\ud83d\\ude00", "U8", [1], 1)
            .AddBytes("", "U8", [1], 1)
            .AddBytes("gru.bias_ih_l0", "F32", [1], 1, 2, 3, 4)
            .AddBytes("lm_head.weight", "F32", [1], 1, 2, 3, 4)
            .Append(SafetensorsBuilder.Of(Weights, "rnn.lstm."))
            .Build());

    [Fact]
    public void Unknown_keys_of_an_entry_are_passed_over()
    {
        SafetensorsBuilder builder = SafetensorsBuilder.Of(Weights);
        string header = builder.Header().Replace("\"shape\"", "\"stride\":{\"a\":[1,{\"dtype\":2}]},\"shape\"");

        Loads(SafetensorsBuilder.Raw(header, builder.Data()));
    }

    [Fact]
    public void Keys_and_names_may_be_escaped()
    {
        SafetensorsBuilder builder = SafetensorsBuilder.Of(Weights);
        string header = builder.Header().Replace("dtype", "\\u0064type").Replace("weight_ih_l0", "\\u0077eight_ih_l0");

        Loads(SafetensorsBuilder.Raw(header, builder.Data()));
    }

    private static void Loads(byte[] file)
    {
        WeightsAssert.SameBits(Weights, WeightsAssert.Load(file));
        WeightsAssert.SameBits(Weights, WeightsAssert.LoadForwardOnly(file));
    }
}
