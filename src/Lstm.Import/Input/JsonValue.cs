using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq;

namespace Lstm.Import.Input;

/// <summary>A JSON value with its path, for error messages. The derived records below are its kinds.</summary>
/// <param name="File">The file, for messages.</param>
/// <param name="Place">The place of the value; null for the root.</param>
internal abstract record JsonValue(SourceFile File, JsonPath? Place)
{
    // A text in a message.
    private const int LongestText = 200;

    // A number as a value of its own, and its place in a list.
    private const int NumberBytes = 64;

    /// <summary>The path of the value, such as <c>layers[0].weights[1]</c>; empty for the root.</summary>
    public string Path => JsonPath.TextOf(Place);

    /// <summary>A description of the value, for messages.</summary>
    public abstract string Kind { get; }

    /// <summary>Returns an exception that reports an error at this path.</summary>
    public WeightFormatException Error(string expected, string? found = null) =>
        Place is null ? File.Error(null, expected, found ?? Kind) : File.Error(FaultPlace.Member(Path), expected, found ?? Kind);

    public JsonObject AsObject() => this as JsonObject ?? throw Error("an object");

    public string AsText() => (this as JsonText)?.Value ?? throw Error("a string");

    public double AsNumber() => (this as JsonNumber)?.Value ?? throw Error("a number");

    /// <summary>Returns the value as an integer.</summary>
    public int AsInt() => AsNumber() is double value && value == Math.Truncate(value) && Math.Abs(value) <= int.MaxValue
        ? (int)value
        : throw Error("a whole number", ((JsonNumber)this).Value.ToString(CultureInfo.InvariantCulture));

    public bool AsBool() => (this as JsonBool)?.Value ?? throw Error("true or false");

    /// <summary>Returns the items of an array. Each number becomes a value.</summary>
    public IReadOnlyList<JsonValue> AsArray()
    {
        if (this is not JsonNumbers numbers)
        {
            return (this as JsonArray)?.Items ?? throw Error("an array");
        }

        File.Budget.Take((long)NumberBytes * numbers.Values.Length);
        return Array.ConvertAll(numbers.Values, value => (JsonValue)new JsonNumber(File, Place, value));
    }

    /// <summary>Returns an array of exactly <paramref name="length"/> numbers.</summary>
    public float[] AsVector(int length) => AsNumbers() is { } values && values.Length == length
        ? values
        : throw Error($"{length} numbers", $"{AsNumbers().Length}");

    /// <summary>Returns an array of numbers of any length.</summary>
    public float[] AsNumbers() => this switch
    {
        JsonNumbers numbers => numbers.Values,
        JsonArray { Items.Count: 0 } => [],
        _ => throw Error("an array of numbers"),
    };

    /// <summary>Returns a matrix [rows, columns], row-major, from an array of arrays of exactly these sizes.</summary>
    public float[] AsMatrix(int rows, int columns)
    {
        IReadOnlyList<JsonValue> items = (this as JsonArray)?.Items ?? throw Error($"{rows} arrays of {columns} numbers");
        if (items.Count != rows)
        {
            throw Error($"{rows} arrays of {columns} numbers", $"{items.Count} arrays");
        }

        // Check the length of every row before allocating memory for the declared sizes.
        float[][] vectors = [.. items.Select(item => item.AsVector(columns))];
        float[] values = new float[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            vectors[row].CopyTo(values, row * columns);
        }

        return values;
    }

    /// <summary>The shape of a nested array of numbers, along the first item of each level; empty for any other value.</summary>
    public int[] Shape
    {
        get
        {
            List<int> shape = [];
            JsonValue value = this;
            for (; value is JsonArray { Items: [JsonValue first, ..] items }; value = first)
            {
                shape.Add(items.Count);
            }

            return value switch
            {
                JsonNumbers numbers => [.. shape, numbers.Values.Length],
                JsonArray => [.. shape, 0],
                _ => [],
            };
        }
    }

    /// <summary>Returns the start of a text, for messages.</summary>
    protected static string Shown(string text) => text.Length <= LongestText ? text : text[..LongestText] + "…";
}

internal sealed record JsonObject(
    SourceFile File, JsonPath? Place, IReadOnlyDictionary<string, JsonValue> Members, IReadOnlyList<string> Names) : JsonValue(File, Place)
{
    private const int ShownNames = 8;

    public override string Kind => "an object";

    /// <summary>Returns a member, or null if it does not exist or its value is null.</summary>
    public JsonValue? this[string name] => Members.TryGetValue(name, out JsonValue? value) && value is not JsonNull ? value : null;

    public bool Has(string name) => this[name] is not null;

    /// <summary>Returns a required member.</summary>
    public JsonValue Require(string name) => this[name]
        ?? throw Error($"a member '{name}'", Names.Count == 0 ? "an empty object" : $"only {ShownMembers()}");

    public bool TryGet(string name, [NotNullWhen(true)] out JsonValue? value) => (value = this[name]) is not null;

    private string ShownMembers()
    {
        string more = Names.Count > ShownNames ? $" and {Names.Count - ShownNames} more" : "";
        return $"'{string.Join("', '", Names.Take(ShownNames).Select(Shown))}'{more}";
    }
}

internal sealed record JsonArray(SourceFile File, JsonPath? Place, IReadOnlyList<JsonValue> Items) : JsonValue(File, Place)
{
    public override string Kind => $"an array of {Items.Count} values";
}

/// <summary>A non-empty array that contains only numbers.</summary>
internal sealed record JsonNumbers(SourceFile File, JsonPath? Place, float[] Values) : JsonValue(File, Place)
{
    public override string Kind => $"an array of {Values.Length} numbers";
}

internal sealed record JsonText(SourceFile File, JsonPath? Place, string Value) : JsonValue(File, Place)
{
    public override string Kind => $"'{Shown(Value)}'";
}

internal sealed record JsonNumber(SourceFile File, JsonPath? Place, double Value) : JsonValue(File, Place)
{
    public override string Kind => Value.ToString(CultureInfo.InvariantCulture);
}

internal sealed record JsonBool(SourceFile File, JsonPath? Place, bool Value) : JsonValue(File, Place)
{
    public override string Kind => Value ? "true" : "false";
}

internal sealed record JsonNull(SourceFile File, JsonPath? Place) : JsonValue(File, Place)
{
    public override string Kind => "null";
}
