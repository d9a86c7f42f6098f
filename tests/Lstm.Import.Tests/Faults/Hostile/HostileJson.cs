using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using Lstm.TestKit;

namespace Lstm.Import.Tests;

/// <summary>JSON values that are deep, or many, or long, and JSON texts with such a value in place of another one.</summary>
internal static class HostileJson
{
    // Below the limit of nesting, where work that doubles with the depth never ends.
    private const int Deep = 56;

    /// <summary>Kinds of hostile values: each gets a count and returns JSON.</summary>
    public static IReadOnlyList<(string Name, Func<int, string> Of)> Values { get; } =
    [
        ("nested arrays", static count => Nested("[", "1", "]", count)),
        ("nested empty arrays", static count => Nested("[", "", "]", count)),
        ("nested objects", static count => Nested("{\"layer\":", "1", "}", count)),
        ("nested calls", static count => Nested("[\"a\",0,0,", "1", "]", count)),
        ("deep rows", static count => "[" + Repeated(Nested("[", "1,1", "]", Deep), 1 + count / 100) + "]"),
        ("empty arrays", static count => "[" + Repeated("[]", count) + "]"),
        ("empty objects", static count => "[" + Repeated("{}", count) + "]"),
        ("arrays of a number", static count => "[" + Repeated("[0]", count) + "]"),
        ("numbers", static count => "[" + Repeated("-0.12345678", count) + "]"),
        ("sizes", static count => "[" + Repeated("1", Math.Min(count, 100_000)) + "]"),
        ("texts", static count => "[" + Repeated("\"\"", count) + "]"),
        ("nulls", static count => "[" + Repeated("null", count) + "]"),
        ("members", static count => "{" + Numbered("\"{0}\":0", count) + "}"),
        ("named objects", static count => "{" + Numbered("\"{0}\":{{}}", count) + "}"),
        ("tensors", static count => "{" + Numbered("\"m{0}.weight_hh_l0\":[[0],[0],[0],[0]]", count) + "}"),
        ("named layers", static count => "[" + Numbered(
            "{{\"class_name\":\"Dense\",\"config\":{{\"name\":\"d{0}\",\"units\":1}},\"inbound_nodes\":[[[\"d0\",0,0]]]}}",
            count) + "]"),
        ("weights", static count => "[" + Numbered(
            "{{\"name\":\"d{0}/kernel\",\"shape\":[1,1],\"dtype\":\"float32\"}}", count) + "]"),
        ("a long name", static count => "{\"" + new string('n', count) + "\":[" + Repeated("[]", 1 + count / 10) + "]}"),
        ("a long nested name", static count => Nested(
            "{\"" + new string('n', count / 50) + "\":", "[" + Repeated("[]", count / 10) + "]", "}", 50)),
        ("a long text", static count => "\"" + new string('t', 4 * count) + "\""),
        ("an escaped text", static count => "\"" + string.Concat(Enumerable.Repeat("\\u0041", count)) + "\""),
        ("a path", static count => "[\"" + string.Concat(Enumerable.Repeat("a/", count)) + "a\"]"),
        ("a dotted name", static count => "{\"" + string.Concat(Enumerable.Repeat("head.", count)) + "weight\":[[1]]}"),
        ("a long number", static count => "1" + new string('0', count)),
        ("a name twice", static count => "{" + Repeated("\"twice\":" + new string(' ', count) + "0", 2) + "}"),
        ("half a surrogate pair", static _ => "\"\\ud800\""),
        ("half a surrogate pair as a name", static _ => "{\"\\udc00aaaaaaaaaaaaaaaaaaaaaaa\":0}"),
        ("a huge number", static _ => "1e999"),
    ];

    /// <summary>Returns a hostile value.</summary>
    public static string Value(SplitMix64 random, int most) => random.Pick(Values).Of(random.Count(most));

    /// <summary>Returns a text in which a value or a name is hostile.</summary>
    public static byte[] Damage(byte[] json, SplitMix64 random, int most)
    {
        List<(int Start, int End, bool IsName)> places = PlacesOf(json);
        if (places.Count == 0)
        {
            return json;
        }

        (int start, int end, bool isName) = random.Pick(places);
        byte[] value = Encoding.UTF8.GetBytes(isName ? $"\"{random.Pick(Names)}\"" : random.Below(8) switch
        {
            0 => Nested("[", Encoding.UTF8.GetString(json, start, end - start), "]", random.Count(Deep)),
            1 => "[" + Repeated(Encoding.UTF8.GetString(json, start, end - start), random.Count(100)) + "]",
            2 => Repeated(Encoding.UTF8.GetString(json, start, end - start), random.Count(100)),
            _ => Value(random, most),
        });
        return [.. json.AsSpan(0, start), .. value, .. json.AsSpan(end)];
    }

    private static IReadOnlyList<string> Names { get; } =
        ["", "\\ud800", "a", "layers", "weights", "type", "dtype", "__metadata__", "\\u0000"];

    private static List<(int Start, int End, bool IsName)> PlacesOf(byte[] json)
    {
        List<(int Start, int End, bool IsName)> places = [];
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 1000 });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
                {
                    continue;
                }

                bool isName = reader.TokenType == JsonTokenType.PropertyName;
                Utf8JsonReader value = reader;
                value.TrySkip();
                places.Add(((int)reader.TokenStartIndex, (int)(isName ? EndOfName(json, reader) : value.BytesConsumed), isName));
            }
        }
        catch (JsonException)
        {
            // Places before the first damage are enough.
        }

        return places;
    }

    // The reader consumes the colon with the name.
    private static long EndOfName(byte[] json, Utf8JsonReader reader)
    {
        long end = reader.BytesConsumed - 1;
        while (json[end] != '"')
        {
            end--;
        }

        return end + 1;
    }

    private static string Nested(string open, string middle, string close, int count) =>
        string.Concat(Enumerable.Repeat(open, count)) + middle + string.Concat(Enumerable.Repeat(close, count));

    private static string Repeated(string text, int count) => string.Join(',', Enumerable.Repeat(text, count));

    private static string Numbered(string format, int count)
    {
        CompositeFormat parsed = CompositeFormat.Parse(format);
        return string.Join(',', Enumerable.Range(0, count).Select(number => string.Format(null, parsed, number)));
    }
}
