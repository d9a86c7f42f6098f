using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>Files that break a rule of safetensors itself.</summary>
public sealed class BadContainerTests
{
    private const string Good = "\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}";

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void A_file_without_a_header_length_is_refused(int length) =>
        WeightsAssert.Refused(new byte[length], null, "at least 8 bytes", $"{length} bytes");

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(long.MaxValue)]
    [InlineData(100_000_001UL)]
    public void An_oversized_header_is_refused(ulong length) =>
        WeightsAssert.Refused(
            [.. BitConverter.GetBytes(length), .. new byte[100]],
            null,
            "a header of at most 100000000 bytes",
            length.ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void A_header_past_the_end_is_refused() =>
        WeightsAssert.Refused([.. BitConverter.GetBytes(101L), .. new byte[100]], null, "a header of 101 bytes", "100 bytes");

    [Theory]
    [InlineData("", "an empty header")]
    [InlineData(" {}", "0x20")]
    [InlineData("\uFEFF{}", "0xEF")]
    [InlineData("[]", "0x5B")]
    [InlineData("null", "0x6E")]
    public void A_header_starts_with_a_brace(string header, string found) =>
        WeightsAssert.Refused(SafetensorsBuilder.Raw(header, []), null, "a header that starts with '{'", found);

    [Theory]
    [InlineData("{")]
    [InlineData("{}x")]
    [InlineData("{}{}")]
    [InlineData("{}\0")]
    [InlineData("{" + Good + ",}")]
    [InlineData("{/* */" + Good + "}")]
    [InlineData("{'a':1}")]
    [InlineData("{\"a\"}")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"x\":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]],\"shape\":[2],\"data_offsets\":[0,2]}}")]
    public void A_header_is_strict_JSON(string header) =>
        WeightsAssert.Refused(SafetensorsBuilder.Raw(header, [0, 0]), null, "a header of valid JSON", "");

    [Fact]
    public void A_pit_of_brackets_is_refused() =>
        WeightsAssert.Refused(
            SafetensorsBuilder.Raw("{\"a\":" + new string('[', 1_000_000), []), "a", "an object with dtype", "StartArray");

    [Theory]
    [InlineData("1", "an object with dtype, shape and data_offsets", "Number")]
    [InlineData("null", "an object with dtype, shape and data_offsets", "Null")]
    [InlineData("{}", "an object with dtype, shape and data_offsets", "no dtype")]
    [InlineData("{\"dtype\":\"U8\",\"data_offsets\":[0,2]}", "an object with dtype, shape and data_offsets", "no shape")]
    [InlineData("{\"dtype\":\"U8\",\"shape\":[2],\"offsets\":[0,2]}", "an object with dtype, shape and data_offsets", "no data_offsets")]
    [InlineData("{\"dtype\":1,\"shape\":[2],\"data_offsets\":[0,2]}", "dtype to be a string", "Number")]
    [InlineData("{\"dtype\":\"U8\",\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}", "dtype once", "twice")]
    [InlineData("{\"dtype\":\"U8\",\"shape\":[2],\"shape\":[2],\"data_offsets\":[0,2]}", "shape once", "twice")]
    [InlineData("{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2],\"data_offsets\":[0,2]}", "data_offsets once", "twice")]
    [InlineData("{\"dtype\":\"U8\",\"shape\":2,\"data_offsets\":[0,2]}", "shape to be an array", "Number")]
    [InlineData("{\"dtype\":\"U8\",\"shape\":[-2],\"data_offsets\":[0,2]}", "shape to hold integers", "Number")]
    [InlineData("{\"dtype\":\"U8\",\"shape\":[2.0],\"data_offsets\":[0,2]}", "shape to hold integers", "Number")]
    [InlineData("{\"dtype\":\"U8\",\"shape\":[\"2\"],\"data_offsets\":[0,2]}", "shape to hold integers", "String")]
    [InlineData("{\"dtype\":\"U8\",\"shape\":[[2]],\"data_offsets\":[0,2]}", "shape to hold integers", "StartArray")]
    [InlineData("{\"dtype\":\"U8\",\"shape\":[9223372036854775808],\"data_offsets\":[0,2]}", "shape to hold integers", "Number")]
    [InlineData("{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0]}", "data_offsets [begin, end]", "[0]")]
    [InlineData("{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,1,2]}", "at most 2 numbers", "more")]
    [InlineData("{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,0]}", "data_offsets [begin, end]", "[2, 0]")]
    [InlineData("{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,2]}", "3 bytes for U8 [3]", "[0, 2], 2 bytes")]
    [InlineData("{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,2]}", "4 bytes for F32 []", "2 bytes")]
    [InlineData("{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,2]}", "0 bytes for U8 [0]", "2 bytes")]
    [InlineData("{\"dtype\":\"F4\",\"shape\":[3],\"data_offsets\":[0,2]}", "a shape of whole bytes", "F4 [3]")]
    [InlineData(
        "{\"dtype\":\"F64\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,2]}",
        "a shape of less than 2^64 bits",
        "[4611686018427387904, 4]")]
    [InlineData(
        "{\"dtype\":\"U8\",\"shape\":[9223372036854775807,9223372036854775807,9223372036854775807],\"data_offsets\":[0,2]}",
        "a shape of less than 2^64 bits",
        "")]
    [InlineData(
        "{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,4294967296,4294967296],\"data_offsets\":[0,0]}",
        "a shape of less than 2^64 bits",
        "")]
    public void A_wrong_entry_is_refused_with_its_fault(string entry, string expected, string found) =>
        WeightsAssert.Refused(SafetensorsBuilder.Raw("{\"a\":" + entry + "}", [0, 0]), "a", expected, found);

    [Fact]
    public void A_shape_has_at_most_64_sizes()
    {
        string Entry(int rank) =>
            $"{{\"a\":{{\"dtype\":\"U8\",\"shape\":[{string.Join(",", Enumerable.Repeat("1", rank))}],\"data_offsets\":[0,1]}}}}";

        WeightsAssert.Refused(SafetensorsBuilder.Raw(Entry(64), [0]), null, "an LSTM", "'a'");
        WeightsAssert.Refused(SafetensorsBuilder.Raw(Entry(65), [0]), "a", "shape to hold at most 64 numbers", "more");
    }

    [Theory]
    [InlineData("\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}")]
    [InlineData("\"\\u0061\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}")]
    public void A_repeated_name_is_refused_in_any_spelling(string second) =>
        WeightsAssert.Refused(SafetensorsBuilder.Raw("{" + Good + "," + second + "}", [0, 0]), "a", "each name once", "twice");

    [Theory]
    [InlineData(0, 3, "an overlap")]
    [InlineData(1, 4, "an overlap")]
    [InlineData(3, 6, "a gap")]
    [InlineData(1_000_000_000_000, 1_000_000_000_003, "a gap")]
    public void Tensors_follow_each_other_without_overlap_or_hole(long begin, long end, string found) =>
        WeightsAssert.Refused(
            SafetensorsBuilder.Raw($"{{{Good},\"b\":{{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[{begin},{end}]}}}}", new byte[6]),
            "b",
            "data_offsets from 2 on (the end of 'a')",
            found);

    [Fact]
    public void A_hole_before_the_first_tensor_is_refused() =>
        WeightsAssert.Refused(
            SafetensorsBuilder.Raw("{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[1,3]}}", new byte[3]),
            "a",
            "data_offsets from 0 on (the first tensor)",
            "a gap");

    [Theory]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("{\"a\":1}")]
    [InlineData("{\"a\":{}}")]
    [InlineData("{\"a\":null}")]
    [InlineData("{},\"__metadata__\":{}")]
    [InlineData("{\"cell\":1}")]
    [InlineData("{\"cell\":\"lstm\",\"\\u0063ell\":\"lstm\"}")]
    public void Metadata_is_one_object_of_strings(string metadata) =>
        WeightsAssert.Refused(SafetensorsBuilder.Raw("{\"__metadata__\":" + metadata + "}", []), null, "__metadata__", "");

    [Theory]
    [InlineData("\"\\ud800\":{}", null)]
    [InlineData("\"a\":{\"dtype\":\"\\udc00\"}", "a")]
    [InlineData("\"a\":{\"\\ud800\":0}", "a")]
    [InlineData("\"__metadata__\":{\"cell\":\"\\ud800\"}", null)]
    [InlineData("\"__metadata__\":{\"\\ud800\":\"x\"}", null)]
    public void A_lone_surrogate_is_refused(string entry, string? tensor) =>
        WeightsAssert.Refused(SafetensorsBuilder.Raw("{" + entry + "}", []), tensor, "text in UTF-8", "");

    [Fact]
    public void A_name_of_more_than_a_thousand_characters_is_refused()
    {
        static byte[] Named(int length) =>
            SafetensorsBuilder.Raw($"{{\"{new string('n', length)}\":{{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}}}", []);

        WeightsAssert.Refused(Named(1000), null, "an LSTM", "");
        WeightsAssert.Refused(Named(1001), null, "names of at most 1000 characters", "1001");
    }

    [Fact]
    public void Very_many_tensors_are_refused_whose_memory_would_be_out_of_proportion()
    {
        string header = "{" + string.Join(',', Enumerable.Range(0, 200_000).Select(static number =>
            $"\"{number}\":{{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}")) + "}";

        WeightsAssert.Refused(SafetensorsBuilder.Raw(header, []), null, "in proportion to its size", "too many small ones");
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused()
    {
        byte[] header = Encoding.Latin1.GetBytes("{\"\u00FF\":{}}");

        WeightsAssert.Refused(SafetensorsBuilder.Raw(header, []), null, "text in UTF-8", "");
    }

    [Fact]
    public void Bytes_after_the_last_tensor_are_refused()
    {
        byte[] file = [.. SafetensorsBuilder.Of(RandomWeights.Create(1, 1)).Build(), 0];

        WeightsAssert.Refused(file, null, "64 bytes of tensors", "65 bytes");
        WeightFormatException exception = Assert.Throws<WeightFormatException>(() => WeightsAssert.LoadForwardOnly(file));
        Assert.Equal("more bytes after them", exception.Found);
    }

    [Fact]
    public void Names_from_a_hostile_file_stay_readable_in_messages()
    {
        string name = "\\n\\u0007" + new string('x', 900);
        byte[] file = SafetensorsBuilder.Raw("{\"" + name + "\":1}", []);

        WeightFormatException exception = Assert.Throws<WeightFormatException>(() => WeightsAssert.Load(file));

        Assert.Equal(902, exception.Tensor?.Length);
        Assert.True(exception.Message.Length < 700, exception.Message);
        Assert.DoesNotContain(exception.Message, char.IsControl);
    }

    [Fact]
    public void A_file_that_cannot_be_read_stays_an_input_output_error() =>
        Assert.ThrowsAny<UnauthorizedAccessException>(() => LstmWeights.Load(Path.GetTempPath()));
}
