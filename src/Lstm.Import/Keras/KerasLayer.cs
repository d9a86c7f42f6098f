using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;

namespace Lstm.Import.Keras;

/// <summary>A layer as the configuration has it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ClassName">Keras' class.</param>
/// <param name="Config">Its own configuration.</param>
/// <param name="Entry">What the configuration is part of.</param>
/// <param name="AutomaticName">What .keras archives call it: its class in small letters, numbered in the order of the file.</param>
internal sealed record KerasLayer(string Name, string ClassName, JsonObject Config, JsonObject Entry, string AutomaticName)
{
    /// <summary>What the layer is refused for without a look at it, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>The layer inside a wrapper, or null.</summary>
    public JsonObject? Inner => Config["layer"] as JsonObject;

    /// <summary>Whether Keras' own class is meant, not one of the same name that somebody wrote.</summary>
    public bool IsKerasOwn =>
        (Entry["registered_name"] is not JsonText registered || registered.Value == ClassName)
        && (Entry["module"] is not JsonText module || module.Value.Split('.').Contains("keras") || module.Value.StartsWith("keras", StringComparison.Ordinal));

    /// <summary>The layers of a model's configuration, in the order in which they stand there.</summary>
    public static IReadOnlyList<KerasLayer> All(JsonObject model)
    {
        JsonValue config = model.Require("config");

        // Before Keras 2.2.3 a sequential model was a plain list.
        IReadOnlyList<JsonValue> entries = config is JsonObject named ? named.Require("layers").AsArray() : config.AsArray();
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        List<KerasLayer> layers = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (JsonValue value in entries)
        {
            JsonObject entry = value.AsObject();
            string className = entry.Require("class_name").AsText();
            JsonObject own = entry.Require("config") as JsonObject ?? (className is "Sequential" ? entry : throw entry.Require("config").Error("an object"));
            string name = (entry["name"] ?? own["name"])?.AsText() ?? className;
            string snake = SnakeCase(className);
            counts[snake] = counts.TryGetValue(snake, out int count) ? count + 1 : 1;
            layers.Add(new KerasLayer(name, className, own, entry, count == 0 ? snake : FormattableString.Invariant($"{snake}_{count}")));
            if (!names.Add(name))
            {
                throw value.Error("layers of different names", $"'{name}' twice");
            }
        }

        return layers;
    }

    // As Keras does it: LSTM is lstm, TimeDistributed is time_distributed, SpatialDropout1D is spatial_dropout1d.
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
