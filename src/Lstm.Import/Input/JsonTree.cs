using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Lstm.Import.Input;

/// <summary>Parses the JSON of a model: strictly, and in memory that stays in proportion to the text.</summary>
/// <remarks>
/// Models are arrays of numbers with a little around them. A document tree of one object a value would take many times their size; here an array of numbers is an
/// array of floats, counted before it is made.
/// </remarks>
internal ref struct JsonTree
{
    // Weights nest four deep, Keras' configurations about twelve.
    private const int MaxDepth = 64;

    private const int MaxPath = 1_000;

    // Each container takes some 150 bytes, of as few as three bytes of text: so many are free, and so many more for each byte of text, which is ten times what
    // the rows of a model need.
    private const int FreeContainers = 20_000;
    private const int BytesPerContainer = 64;

    private readonly SourceFile _file;
    private readonly int _maxContainers;
    private Utf8JsonReader _reader;
    private int _containers;

    private JsonTree(SourceFile file, ReadOnlySpan<byte> text)
    {
        _file = file;
        _maxContainers = FreeContainers + text.Length / BytesPerContainer;
        _reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = MaxDepth });
    }

    /// <summary>The object that a text is.</summary>
    /// <exception cref="WeightFormatException">The text is not JSON, is no object, says something twice, or nests too deep.</exception>
    public static JsonObject Parse(SourceFile file, ReadOnlyMemory<byte> text)
    {
        try
        {
            var tree = new JsonTree(file, text.Span);
            tree._reader.Read();
            JsonObject root = tree.Value("") as JsonObject ?? throw file.Error(null, "a JSON object", "another JSON value");
            tree._reader.Read();
            return root;
        }
        catch (JsonException exception)
        {
            throw file.Error(null, "valid JSON", $"'{exception.Message}'", exception);
        }
        catch (InvalidOperationException exception)
        {
            // A text with an escape that is half of a character.
            throw file.Error(null, "valid JSON", $"'{exception.Message}'", exception);
        }
    }

    private JsonValue Value(string path) => _reader.TokenType switch
    {
        JsonTokenType.StartObject => Object(path),
        JsonTokenType.StartArray => Array(path),
        JsonTokenType.String => new JsonText(_file, path, _reader.GetString()!),
        JsonTokenType.Number => new JsonNumber(_file, path, _reader.GetDouble()),
        JsonTokenType.True => new JsonBool(_file, path, true),
        JsonTokenType.False => new JsonBool(_file, path, false),
        _ => new JsonNull(_file, path),
    };

    private JsonObject Object(string path)
    {
        Count();
        Dictionary<string, JsonValue> members = new(StringComparer.Ordinal);
        List<string> names = [];
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            string name = _reader.GetString()!;
            string place = path.Length == 0 ? name : $"{path}.{name}";
            if (place.Length > MaxPath)
            {
                // Every value below would repeat it.
                throw _file.Error(place, $"names of members that have at most {MaxPath} characters together", $"{place.Length}");
            }

            _reader.Read();
            if (!members.TryAdd(name, Value(place)))
            {
                throw _file.Error(place, "each member once", "the name twice");
            }

            Count();
            names.Add(name);
        }

        return new JsonObject(_file, path, members, names);
    }

    private JsonValue Array(string path)
    {
        Count();
        int numbers = CountNumbers();
        if (numbers > 0)
        {
            float[] values = new float[numbers];
            for (int index = 0; index < numbers; index++)
            {
                _reader.Read();

                // As a double first: texts of 17 digits then give the float that the framework had.
                values[index] = (float)_reader.GetDouble();
            }

            _reader.Read();
            return new JsonNumbers(_file, path, values);
        }

        List<JsonValue> items = [];
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (_reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
            {
                Count();
            }

            items.Add(Value($"{path}[{items.Count}]"));
        }

        return new JsonArray(_file, path, items);
    }

    // The numbers of the array that the reader has just entered, 0 if there is anything else in it.
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

    private void Count()
    {
        if (++_containers > _maxContainers)
        {
            throw _file.Error(null, $"at most {_maxContainers} JSON arrays, objects and members in a file of this size", "more");
        }
    }
}
