using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Lstm.Import.Input;

/// <summary>A strict JSON parser for model files. Its memory use is proportional to the length of the text.</summary>
/// <remarks>
/// A model consists mostly of arrays of numbers. A document tree with one object for each value would take many times the size of the file.
/// This parser counts the numbers of an array first and then stores them as an array of floats. It takes the memory of all other values
/// from the budget of the file.
/// </remarks>
internal ref struct JsonTree
{
    // Weights nest four levels deep, configurations from Keras about twelve.
    private const int MaxDepth = 64;

    // The value, its place and its list or dictionary, which grows.
    private const int ArrayBytes = 200;
    private const int ObjectBytes = 400;
    private const int ItemBytes = 80;
    private const int MemberBytes = 200;
    private const int ValueBytes = 64;

    private readonly SourceFile _file;
    private Utf8JsonReader _reader;

    private JsonTree(SourceFile file, ReadOnlySpan<byte> text)
    {
        _file = file;
        _reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = MaxDepth });
    }

    /// <summary>Parses a JSON object.</summary>
    /// <exception cref="WeightFormatException">
    /// The text is not valid JSON, is not an object, has a duplicate member, or is nested too deeply.
    /// </exception>
    public static JsonObject Parse(SourceFile file, ReadOnlyMemory<byte> text)
    {
        try
        {
            var tree = new JsonTree(file, text.Span);
            tree._reader.Read();
            JsonObject root = tree.Value(null) as JsonObject ?? throw file.Error(null, "a JSON object", "another JSON value");
            tree._reader.Read();
            return root;
        }
        catch (JsonException exception)
        {
            throw file.Error(null, "valid JSON", JsonFault.Of(exception), exception);
        }
        catch (InvalidOperationException exception)
        {
            // The text contains bytes that are not UTF-8, or an escape for half of a surrogate pair.
            throw file.Error(null, "valid JSON", JsonFault.HalfCharacter, exception);
        }
    }

    private JsonValue Value(JsonPath? place) => _reader.TokenType switch
    {
        JsonTokenType.StartObject => Object(place),
        JsonTokenType.StartArray => Array(place),
        JsonTokenType.String => new JsonText(_file, place, Text()),
        JsonTokenType.Number => new JsonNumber(_file, place, _reader.GetDouble()),
        JsonTokenType.True => new JsonBool(_file, place, true),
        JsonTokenType.False => new JsonBool(_file, place, false),
        _ => new JsonNull(_file, place),
    };

    private readonly string Text()
    {
        _file.Budget.TakeText(_reader.ValueSpan.Length);
        return _reader.GetString()!;
    }

    private JsonObject Object(JsonPath? place)
    {
        _file.Budget.Take(ObjectBytes);
        Dictionary<string, JsonValue> members = new(StringComparer.Ordinal);
        List<string> names = [];
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            _file.Budget.Take(MemberBytes + ValueBytes);
            string name = Text();
            JsonPath member = new(place, name);
            _reader.Read();
            if (!members.TryAdd(name, Value(member)))
            {
                throw _file.Error(FaultPlace.Member(JsonPath.TextOf(member)), "unique member names", "the same name twice");
            }

            names.Add(name);
        }

        return new JsonObject(_file, place, members, names);
    }

    private JsonValue Array(JsonPath? place)
    {
        _file.Budget.Take(ArrayBytes);
        int numbers = CountNumbers();
        if (numbers > 0)
        {
            float[] values = new float[numbers];
            for (int index = 0; index < numbers; index++)
            {
                _reader.Read();

                // Read a double first: 17 digits then give exactly the float that the framework had.
                values[index] = (float)_reader.GetDouble();
            }

            _reader.Read();
            return new JsonNumbers(_file, place, values);
        }

        List<JsonValue> items = [];
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            _file.Budget.Take(ItemBytes + ValueBytes);
            items.Add(Value(new JsonPath(place, null, items.Count)));
        }

        return new JsonArray(_file, place, items);
    }

    // Counts the numbers in the array that the reader has just entered; returns 0 if the array contains anything else.
    private readonly int CountNumbers()
    {
        Utf8JsonReader ahead = _reader;
        int count = 0;
        while (ahead.Read() && ahead.TokenType == JsonTokenType.Number)
        {
            count++;
        }

        return ahead.TokenType == JsonTokenType.EndArray ? count : 0;
    }
}
