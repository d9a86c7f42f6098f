using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Lstm.Import.Input;

/// <summary>A strict JSON parser for model files. Its memory use is proportional to the length of the text.</summary>
/// <remarks>
/// A model consists mostly of arrays of numbers. A document tree with one object for each value would take many times the size of the file.
/// This parser counts the numbers of an array first and then stores them as an array of floats.
/// </remarks>
internal ref struct JsonTree
{
    // Weights nest four levels deep, configurations from Keras about twelve.
    private const int MaxDepth = 64;

    private const int MaxPath = 1_000;

    // A container takes about 150 bytes of memory, but as few as three bytes of text. The limit is therefore a fixed number plus one
    // container for each 64 bytes of text, ten times what the rows of a model need.
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
            JsonObject root = tree.Value("") as JsonObject ?? throw file.Error(null, "a JSON object", "another JSON value");
            tree._reader.Read();
            return root;
        }
        catch (JsonException exception)
        {
            throw file.Error(null, "valid JSON", JsonFault.Of(exception), exception);
        }
        catch (InvalidOperationException exception)
        {
            // The text contains an escape for an unpaired surrogate.
            throw file.Error(null, "valid JSON", JsonFault.HalfCharacter, exception);
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
                // Every value below this one would repeat the path.
                throw _file.Error(FaultPlace.Member(place), $"a member path of at most {MaxPath} characters", $"{place.Length}");
            }

            _reader.Read();
            if (!members.TryAdd(name, Value(place)))
            {
                throw _file.Error(FaultPlace.Member(place), "unique member names", "the same name twice");
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

                // Read a double first: 17 digits then give exactly the float that the framework had.
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

    private void Count()
    {
        if (++_containers > _maxContainers)
        {
            throw _file.Error(null, $"at most {_maxContainers} JSON arrays, objects and members in a file of this size", "more");
        }
    }
}
