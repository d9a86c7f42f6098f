using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lstm.Tool.Tracing;
using Xunit;

namespace Lstm.Tool.Tests;

public sealed partial class TracePageTests
{
    [Fact]
    public void The_same_trace_gives_the_same_bytes_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        byte[] expected = Bytes(Traces.Make(1234, layers: 2));
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NegativeSign = "\u2212", NumberDecimalSeparator = "," } };
            Assert.Equal(expected, Bytes(Traces.Make(1234, layers: 2)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.NotEqual(0xEF, expected[0]);
        Assert.DoesNotContain((byte)'\r', expected);
    }

    [Fact]
    public void A_writer_and_a_stream_receive_the_same_text()
    {
        TraceRecord trace = Traces.Make(10);
        using var writer = new StringWriter { NewLine = "\r\n" };

        TracePage.Write(writer, trace);

        Assert.Equal(Page(trace), writer.ToString());
    }

    [Fact]
    public void A_page_refers_to_nothing_and_forbids_the_network()
    {
        string page = Page(Traces.Make(10));

        Assert.DoesNotMatch("https?://|[^a-z]src *=|url\\(|@import|import *\\(|fetch\\(|XMLHttpRequest|WebSocket|eval\\(|{{", page);
        Assert.All(References().Matches(page), static match => Assert.Equal("data:,", match.Groups[1].Value));
        Assert.Contains(
            "<meta http-equiv=\"Content-Security-Policy\"\n"
            + "  content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">",
            page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("</script><script>alert(1)</script>")]
    [InlineData("\"'><img onerror=alert(1)>&amp;`${1}`")]
    [InlineData("<!--<script>")]
    [InlineData("]]></title></style>")]
    [InlineData("line\u2028and\u2029paragraph\r\n\0\u0007")]
    [InlineData("\u202Egpj.exe\u202C \ud83d\ude00 Füße")]
    [InlineData("{{data}}{{script}}{{title}}\\u003c\\")]
    public void Hostile_names_are_text(string name)
    {
        TraceRecord plain = Traces.Make(10);
        TraceRecord trace =
            plain with { Title = name, Declaration = name, SourceFile = name, Layers = [plain.Layers[0] with { Name = name }] };

        string page = Page(trace);

        Assert.Equal(Elements(Page(plain)), Elements(page));
        using JsonDocument description = JsonDocument.Parse(Data(page, "trace"));
        Assert.Equal(name, description.RootElement.GetProperty("title").GetString());
        Assert.Equal(name, description.RootElement.GetProperty("declaration").GetString());
        Assert.Equal(name, description.RootElement.GetProperty("sourceFile").GetString());
        Assert.Equal(name, description.RootElement.GetProperty("layers")[0].GetProperty("name").GetString());
        Assert.DoesNotContain(Data(page, "trace"), static character => character is < ' ' or > '~' or '<' or '>' or '&' or '\'');
        Assert.DoesNotContain(page, static character => character is '\u2028' or '\u2029' or '\u202E' or '\0' or '\r');
    }

    [Fact]
    public void A_lone_surrogate_becomes_the_replacement_character()
    {
        string page = Page(Traces.Make(10) with { SourceFile = "a\ud800b" });

        using JsonDocument description = JsonDocument.Parse(Data(page, "trace"));
        Assert.Equal("a\ufffdb", description.RootElement.GetProperty("sourceFile").GetString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5000)]
    public void The_arrays_preserve_their_bits(int steps)
    {
        TraceRecord trace = Traces.Make(steps, inputSize: 3, outputSize: 2, hiddenSize: 5, layers: 2, projection: 2);
        float[] odd =
        [
            float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f, float.Epsilon, float.MaxValue,
            BitConverter.UInt32BitsToSingle(0xFFC12345),
        ];
        odd.AsSpan(0, Math.Min(odd.Length, trace.Layers[1].Of('c').Length)).CopyTo(trace.Layers[1].Of('c'));

        string page = Page(trace);

        (string Name, float[] Values)[] arrays =
        [
            ("inputs", trace.Inputs), ("outputs", trace.Outputs),
            .. trace.Layers.SelectMany(static (layer, index) => new (string, float[])[]
            {
                ($"{index}-inputGate", layer.Of('i')), ($"{index}-forgetGate", layer.Of('f')), ($"{index}-candidate", layer.Of('g')),
                ($"{index}-outputGate", layer.Of('o')), ($"{index}-cellState", layer.Of('c')), ($"{index}-hiddenState", layer.Of('h')),
            }),
        ];
        Assert.Equal(2 * steps, trace.Layers[1].Of('h').Length);
        Assert.All(
            arrays,
            array => Assert.Equal(
                MemoryMarshal.AsBytes<float>(array.Values).ToArray(),
                Convert.FromBase64String(Data(page, $"data-{array.Name}"))));
        Assert.Equal(arrays.Length, Regex.Count(page, "id=\"data-"));
    }

    [Fact]
    public void Summaries_are_numbers_or_null()
    {
        TraceRecord trace = Traces.Make(10);
        UnitSummary odd = new(trace.Layers[0].Units[1]) { ["forgetGate"] = new GateSummary(double.NaN, 0.25, 0.5) };
        IReadOnlyList<UnitSummary> units = [trace.Layers[0].Units[0], odd, .. trace.Layers[0].Units.Skip(2)];

        string page = Page(trace with { Layers = [trace.Layers[0] with { Units = units }] });

        using JsonDocument description = JsonDocument.Parse(Data(page, "trace"));
        JsonElement written = description.RootElement.GetProperty("layers")[0].GetProperty("units");
        Assert.Equal(4, written.GetArrayLength());
        Assert.Equal(units[0]["candidate"].Mean, written[0].GetProperty("candidate")[0].GetDouble());
        Assert.Equal("[null,0.25,0.5]", written[1].GetProperty("forgetGate").GetRawText());
    }

    [Fact]
    public void An_array_of_another_length_is_refused_before_anything_is_written()
    {
        TraceRecord trace = Traces.Make(10);
        using var writer = new StringWriter();

        var wrong = Assert.Throws<ArgumentException>(
            () => TracePage.Write(writer, trace with { Layers = [trace.Layers[0].With('c', new float[39])] }));
        var missing =
            Assert.Throws<ArgumentException>(() => TracePage.Write(writer, trace with { Layers = [trace.Layers[0] with { Units = [] }] }));

        Assert.Contains("0-cellState: expected [10, 4], found 39 values.", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("Layer 0: expected summaries of 4 units, found 0.", missing.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => TracePage.Write(writer, trace with { Steps = 0 }));
        Assert.Empty(writer.ToString());
    }

    internal static string Page(TraceRecord trace) => Encoding.UTF8.GetString(Bytes(trace));

    internal static byte[] Bytes(TraceRecord trace)
    {
        using var stream = new MemoryStream();
        TracePage.Write(stream, trace);
        return stream.ToArray();
    }

    private static string Data(string page, string id)
    {
        Match match = Regex.Match(page, $"<script type=\"[a-z/]+\" id=\"{id}\">(.*?)</script>", RegexOptions.Singleline);
        Assert.True(match.Success, id);
        return match.Groups[1].Value;
    }

    // Every tag of the page, in order: what a name could have added would be among them.
    private static string[] Elements(string page) => [.. Tags().Matches(page).Select(static match => match.Value)];

    [GeneratedRegex("</?[a-zA-Z!-]+")]
    private static partial Regex Tags();

    [GeneratedRegex(" href *= *\"([^\"]*)\"")]
    private static partial Regex References();
}
