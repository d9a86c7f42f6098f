using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;

namespace Lstm.Import.Keras;

/// <summary>The layers of a functional model in the order of the data: chain after chain, where they are not one.</summary>
internal static class KerasGraph
{
    private const string InputLayer = "InputLayer";

    /// <summary>Puts layers in order. The first of each chain but the first one, and whatever joins chains, has a reason why it is refused.</summary>
    public static IReadOnlyList<KerasLayer> InOrder(IReadOnlyList<KerasLayer> layers)
    {
        Dictionary<string, KerasLayer> byName = layers.ToDictionary(static layer => layer.Name, StringComparer.Ordinal);
        Dictionary<string, List<Call>> calls = layers.ToDictionary(static layer => layer.Name, static layer => CallsOf(layer), StringComparer.Ordinal);
        Dictionary<string, List<string>> consumers = new(StringComparer.Ordinal);
        foreach ((string name, List<Call> own) in calls)
        {
            foreach (string source in own.SelectMany(static call => call.Sources).Distinct())
            {
                if (!byName.ContainsKey(source))
                {
                    throw byName[name].Entry.Error("inputs from layers of the model", $"'{source}'");
                }

                (consumers.TryGetValue(source, out List<string>? known) ? known : consumers[source] = []).Add(name);
            }
        }

        // A layer goes on from another when it takes its output alone, and nobody else does.
        bool GoesOn(string name) => calls[name] is [{ Sources: [var source] }] && consumers[source].Count == 1;
        List<KerasLayer> ordered = [];
        HashSet<string> visited = new(StringComparer.Ordinal);

        // First what takes nothing, then what starts a chain otherwise. Only what goes round in a circle is left then.
        foreach (KerasLayer start in layers.OrderBy(layer => calls[layer.Name].Count == 0 ? 0 : GoesOn(layer.Name) ? 2 : 1))
        {
            for (KerasLayer? next = start; next is not null && visited.Add(next.Name);)
            {
                ordered.Add(Judged(next, calls[next.Name], consumers, ordered));
                next = consumers.TryGetValue(next.Name, out List<string>? own) && own.Find(GoesOn) is { } name ? byName[name] : null;
            }
        }

        return ordered;
    }

    private static KerasLayer Judged(KerasLayer layer, List<Call> calls, Dictionary<string, List<string>> consumers, List<KerasLayer> before)
    {
        string? reason = calls switch
        {
            [] when before.Count == 0 => null,
            [] => layer.ClassName == InputLayer ? "the model has several inputs" : "it takes no input",
            [{ Sources: [var source] } call] =>
                call.IsState ? $"it takes a state of '{source}', not its output"
                : before.Count == 0 || before[^1].Name != source ? $"it takes its input from '{source}', which also goes elsewhere or is not the layer before it"
                : consumers[source].Count > 1 ? $"the output of '{source}' also goes to '{consumers[source].First(name => name != layer.Name)}'"
                : null,
            [var call] => $"it joins '{string.Join("' and '", call.Sources)}'",
            _ => $"it is used {calls.Count} times",
        };
        return layer with { Reason = reason };
    }

    private static List<Call> CallsOf(KerasLayer layer)
    {
        IReadOnlyList<JsonValue> nodes = layer.Entry["inbound_nodes"]?.AsArray() ?? [];
        return [.. nodes.Select(static node =>
        {
            List<(string Source, double Tensor)> inputs = [];
            Collect(node, inputs);
            return new Call([.. inputs.Select(static input => input.Source)], inputs.Exists(static input => input.Tensor != 0));
        })];
    }

    // Keras 2 has ["layer", node, tensor, {arguments}] in lists, Keras 3 {"config": {"keras_history": ["layer", node, tensor]}} among the arguments.
    private static void Collect(JsonValue value, List<(string Source, double Tensor)> inputs)
    {
        switch (value)
        {
            case JsonArray { Items: [JsonText source, JsonNumber, JsonNumber tensor, ..] items }:
                inputs.Add((source.Value, tensor.Value));
                foreach (JsonValue item in items.Skip(3))
                {
                    Collect(item, inputs);
                }

                break;
            case JsonArray array:
                foreach (JsonValue item in array.Items)
                {
                    Collect(item, inputs);
                }

                break;
            case JsonObject members:
                foreach (JsonValue member in members.Members.Values)
                {
                    Collect(member, inputs);
                }

                break;
            default:
                break;
        }
    }

    /// <summary>One use of a layer: what it is given, and whether that is a state that another layer hands out beside its output.</summary>
    private sealed record Call(IReadOnlyList<string> Sources, bool IsState);
}
