using System;
using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lstm.CompilerServices;

namespace Lstm;

/// <summary>Reads and writes states as JSON.</summary>
/// <remarks>
/// <code>
/// {
///   "declaration": "[Lstm(input: 1, hidden: 2)]",
///   "layers": [ { "hidden": [0.5, -0.25], "cell": [1, "NaN"] } ],
///   "random": { "key": "0", "counter": "17" }
/// }
/// </code>
/// "layers" has an entry for each recurrent layer and direction, with its vectors: "hidden" is h, "cell" is c, and other vectors have their
/// letters. Numbers have enough digits to restore the same bits. NaN and the infinities, which
/// JSON numbers cannot represent, are the strings that .NET uses. The numbers of a random stream are strings, because many JSON readers
/// round 64-bit numbers.
/// </remarks>
internal static class StateJson
{
    private const string DeclarationName = "declaration";
    private const string LayersName = "layers";
    private const string HiddenName = "hidden";
    private const string CellName = "cell";
    private const string WindowsName = "windows";
    private const string RandomName = "random";
    private const string KeyName = "key";
    private const string CounterName = "counter";

    // The default encoder escapes characters for web pages, such as brackets, which makes the text hard to read.
    private static readonly JsonWriterOptions s_indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write<TState>(in TState state)
        where TState : unmanaged, ILstmState
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_indented))
        {
            Write(writer, in state);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static void Write<TState>(Utf8JsonWriter writer, in TState written)
        where TState : unmanaged, ILstmState
    {
        // No copy: a state may be too large for the stack.
        ref TState state = ref Unsafe.AsRef(in written);
        StateMap map = StateMap.Of<TState>();
        writer.WriteStartObject();
        writer.WriteString(DeclarationName, TState.Layout.Declaration);
        writer.WriteStartArray(LayersName);
        for (int cell = 0; cell < map.Cells; cell++)
        {
            writer.WriteStartObject();
            foreach (StateVector vector in map.Vectors)
            {
                if (vector.Cell == cell)
                {
                    writer.WritePropertyName(NameOf(vector));
                    WriteVector(writer, StateAccess.Vector(ref state, vector));
                }
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (map.Windows > 0)
        {
            writer.WriteStartArray(WindowsName);
            foreach (StateVector vector in map.Vectors[^map.Windows..])
            {
                WriteVector(writer, StateAccess.Vector(ref state, vector));
            }

            writer.WriteEndArray();
        }

        if (map.IsRandom)
        {
            Span<ulong> random = StateAccess.Random(ref state, map);
            writer.WriteStartObject(RandomName);
            writer.WriteString(KeyName, random[0].ToString(CultureInfo.InvariantCulture));
            writer.WriteString(CounterName, random[1].ToString(CultureInfo.InvariantCulture));
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    public static void Read<TState>(string json, ref TState state)
        where TState : unmanaged, ILstmState
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            Read(document.RootElement, ref state);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            // ArgumentException: the text contains half of a surrogate pair.
            throw new StateFormatException("JSON", exception.Message, exception);
        }
    }

    public static void Read<TState>(JsonElement root, ref TState state)
        where TState : unmanaged, ILstmState
    {
        StateMap map = StateMap.Of<TState>();
        string expected = Encoding.UTF8.GetString(TState.Layout.Declaration);
        string found = Text(Member(root, "the state", DeclarationName), DeclarationName);
        if (found != expected)
        {
            throw new StateFormatException(
                $"a state of {expected.ReplaceLineEndings(" ")}",
                $"a state of {found.ReplaceLineEndings(" ")}");
        }

        JsonElement layers = Array(Member(root, "the state", LayersName), LayersName, map.Cells);
        foreach (StateVector vector in map.Vectors[..^map.Windows])
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{LayersName}[{vector.Cell}]");
            string path = $"{name}.{NameOf(vector)}";
            ReadVector(Member(layers[vector.Cell], name, NameOf(vector)), path, StateAccess.Vector(ref state, vector));
        }

        if (map.Windows > 0)
        {
            JsonElement windows = Array(Member(root, "the state", WindowsName), WindowsName, map.Windows);
            foreach (StateVector vector in map.Vectors[^map.Windows..])
            {
                int window = vector.Cell - map.Cells;
                string path = string.Create(CultureInfo.InvariantCulture, $"{WindowsName}[{window}]");
                ReadVector(windows[window], path, StateAccess.Vector(ref state, vector));
            }
        }

        if (map.IsRandom)
        {
            JsonElement random = Member(root, "the state", RandomName);
            Span<ulong> words = StateAccess.Random(ref state, map);
            words[0] = Word(random, KeyName);
            words[1] = Word(random, CounterName);
        }
    }

    private static string NameOf(StateVector vector) => vector.Letter switch
    {
        StartShape.Hidden => HiddenName,
        StartShape.Cell => CellName,
        char letter => letter.ToString(),
    };

    private static void WriteVector(Utf8JsonWriter writer, ReadOnlySpan<float> values)
    {
        writer.WriteStartArray();
        foreach (float value in values)
        {
            if (float.IsFinite(value))
            {
                writer.WriteNumberValue(value);
            }
            else
            {
                writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
            }
        }

        writer.WriteEndArray();
    }

    private static void ReadVector(JsonElement element, string path, Span<float> values)
    {
        JsonElement array = Array(element, path, values.Length);
        for (int index = 0; index < values.Length; index++)
        {
            JsonElement value = array[index];
            values[index] = value.ValueKind switch
            {
                JsonValueKind.Number when value.TryGetSingle(out float number) && float.IsFinite(number) => number,
                JsonValueKind.String when Special(Text(value, $"{path}[{index}]")) is { } special => special,
                _ => throw new StateFormatException(
                    string.Create(CultureInfo.InvariantCulture, $"a number at {path}[{index}], or \"NaN\", \"Infinity\" or \"-Infinity\""),
                    Describe(value)),
            };
        }
    }

    private static float? Special(string text) => text switch
    {
        "NaN" => float.NaN,
        "Infinity" => float.PositiveInfinity,
        "-Infinity" => float.NegativeInfinity,
        _ => null,
    };

    private static ulong Word(JsonElement random, string name)
    {
        string text = Text(Member(random, RandomName, name), $"{RandomName}.{name}");
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong word)
            ? word
            : throw new StateFormatException($"an unsigned 64-bit integer at {RandomName}.{name}", $"\"{text}\"");
    }

    private static JsonElement Member(JsonElement parent, string parentName, string name) =>
        parent.ValueKind != JsonValueKind.Object ? throw new StateFormatException($"an object at {parentName}", Describe(parent)) :
        Decoded(parent, parentName, found => found.TryGetProperty(name, out JsonElement member) ? member : (JsonElement?)null)
            ?? throw new StateFormatException($"\"{name}\" in {parentName}", "none");

    private static JsonElement Array(JsonElement element, string path, int length) =>
        element.ValueKind != JsonValueKind.Array ? throw new StateFormatException($"an array at {path}", Describe(element)) :
        element.GetArrayLength() == length ? element :
        throw new StateFormatException(
            string.Create(CultureInfo.InvariantCulture, $"{length} entries at {path}"),
            element.GetArrayLength().ToString(CultureInfo.InvariantCulture));

    private static string Text(JsonElement element, string path) => element.ValueKind == JsonValueKind.String
        ? Decoded(element, path, static found => found.GetString()!)
        : throw new StateFormatException($"a string at {path}", Describe(element));

    // Every method that decodes or compares text, values or names, throws the same exception for half of a surrogate pair.
    private static T Decoded<T>(JsonElement element, string path, Func<JsonElement, T> read)
    {
        try
        {
            return read(element);
        }
        catch (InvalidOperationException exception)
        {
            throw new StateFormatException($"text at {path}", $"{Describe(element)}, half of a surrogate pair", exception);
        }
    }

    private static string Describe(JsonElement element)
    {
        const int longest = 80;
        string text = element.GetRawText().ReplaceLineEndings(" ");
        return text.Length <= longest ? text : text[..longest] + "…";
    }
}
