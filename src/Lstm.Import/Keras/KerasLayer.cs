using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;

namespace Lstm.Import.Keras;

/// <summary>A layer in the configuration of a model.</summary>
/// <param name="Name">The name of the layer.</param>
/// <param name="ClassName">The class of the layer in Keras.</param>
/// <param name="Config">The configuration of the layer.</param>
/// <param name="Entry">The object that contains the configuration.</param>
/// <param name="AutomaticName">The name in .keras archives: the class name in snake case, numbered in the order of the file.</param>
internal sealed record KerasLayer(string Name, string ClassName, JsonObject Config, JsonObject Entry, string AutomaticName)
{
    /// <summary>The reason why the layer is unsupported regardless of its class, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>The layer inside a wrapper, or null.</summary>
    public JsonObject? Inner => Config["layer"] as JsonObject;

    /// <summary>Whether the class belongs to Keras, and is not a custom class of the same name.</summary>
    public bool IsKerasOwn =>
        (Entry["registered_name"] is not JsonText registered || registered.Value == ClassName)
        && (Entry["module"] is not JsonText module
            || module.Value.Split('.').Contains("keras")
            || module.Value.StartsWith("keras", StringComparison.Ordinal));

    /// <summary>Returns the layers in the configuration of a model, in the order of the configuration.</summary>
    public static IReadOnlyList<KerasLayer> All(JsonObject model)
    {
        JsonValue config = model.Require("config");

        // Before Keras 2.2.3, the configuration of a sequential model was a plain list.
        IReadOnlyList<JsonValue> entries = config is JsonObject named ? named.Require("layers").AsArray() : config.AsArray();
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        List<KerasLayer> layers = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (JsonValue value in entries)
        {
            JsonObject entry = value.AsObject();
            string className = entry.Require("class_name").AsText();
            JsonObject own = entry.Require("config") as JsonObject
                ?? (className is "Sequential" ? entry : throw entry.Require("config").Error("an object"));
            string name = (entry["name"] ?? own["name"])?.AsText() ?? className;
            string snake = SnakeCase(className);
            counts[snake] = counts.TryGetValue(snake, out int count) ? count + 1 : 1;
            layers.Add(new KerasLayer(name, className, own, entry, count == 0 ? snake : FormattableString.Invariant($"{snake}_{count}")));
            if (!names.Add(name))
            {
                throw value.Error("unique layer names", $"the name '{name}' twice");
            }
        }

        return layers;
    }

    // The conversion of Keras: LSTM becomes lstm, TimeDistributed becomes time_distributed, SpatialDropout1D becomes spatial_dropout1d.
    private static string SnakeCase(string name)
    {
        var text = new System.Text.StringBuilder();
        for (int index = 0; index < name.Length; index++)
        {
            bool startsWord = index > 0 && char.IsAsciiLetterUpper(name[index])
                && (char.IsAsciiLetterLower(name[index - 1])
                    || (index + 1 < name.Length && char.IsAsciiLetterLower(name[index + 1]) && char.IsAsciiLetterUpper(name[index - 1])));
            text.Append(startsWord ? "_" : "").Append(char.ToLowerInvariant(name[index]));
        }

        return text.ToString();
    }
}
