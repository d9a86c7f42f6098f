using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;

namespace Lstm.Import.Json;

/// <summary>
/// Members of JSON that a format does not have. One that would change the network is refused, all others are listed in a note, and none is
/// passed over.
/// </summary>
internal static class OtherMembers
{
    private const int MostNamed = 8;

    // Parts of names, as tools use them for what a network computes beyond its layers.
    private static readonly string[] NetworkWords =
    [
        "skip", "resid", "bypass", "dilat", "bidirect", "backward", "reverse", "norm", "clip", "gain", "scale", "offset", "delay", "conv",
        "activation", "proj", "peephole", "film", "condition", "lookahead", "oversampl", "delta",
    ];

    /// <summary>Checks the members of an object.</summary>
    /// <param name="json">The object.</param>
    /// <param name="known">The names that the reader reads or knows to be without effect on the network.</param>
    /// <returns>A note that lists the members that were not read; empty if there are none.</returns>
    /// <exception cref="WeightFormatException">An unknown member would change the network.</exception>
    public static IReadOnlyList<SourceNote> Check(JsonObject json, params IReadOnlyCollection<string> known)
    {
        string[] others = [.. json.Names.Where(name => !known.Contains(name, StringComparer.Ordinal) && !IsInactive(json.Members[name]))];
        if (Array.Find(others, ChangesNetwork) is { } changing)
        {
            throw Refused(json, changing);
        }

        string more = others.Length > MostNamed ? $" and {others.Length - MostNamed} more" : "";
        return others.Length == 0 ? [] :
        [
            new SourceNote(
                $"Not read: {(others.Length == 1 ? "the member" : "the members")} '{string.Join("', '", others.Take(MostNamed).Select(
                    name => PathOf(json, name)))}'{more}. If one of them changes what the network computes, the import is incomplete.")
            {
                IsAssumption = true,
            },
        ];
    }

    /// <summary>Returns the first unknown member of a layer that is not switched off; null if there is none.</summary>
    public static string? First(JsonObject json, params IReadOnlyCollection<string> known) =>
        json.Names.FirstOrDefault(name => !known.Contains(name, StringComparer.Ordinal) && !IsInactive(json.Members[name]));

    private static WeightFormatException Refused(JsonObject json, string name)
    {
        string path = PathOf(json, name);
        return json.File.Refused(
            path,
            $"the member '{path}' is {json.Members[name].Kind}; this format has no such member, and by its name it changes the network",
            "without it, the class would compute something else");
    }

    private static string PathOf(JsonObject json, string name) => json.Path.Length == 0 ? name : $"{json.Path}.{name}";

    private static bool ChangesNetwork(string name) =>
        Array.Exists(NetworkWords, word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    // Switched off, or without content.
    private static bool IsInactive(JsonValue value) => value switch
    {
        JsonNull or JsonBool { Value: false } or JsonNumber { Value: 0 } => true,
        JsonArray { Items.Count: 0 } or JsonObject { Names.Count: 0 } => true,
        JsonText text => text.Value.Length == 0 || text.Value is "none" or "None" or "linear",
        _ => false,
    };
}
