using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;

namespace Lstm.Import.Keras;

/// <summary>Sorts the layers of a functional model in the order of the data, one chain of layers after another.</summary>
internal static class KerasGraph
{
    private const string InputLayer = "InputLayer";

    /// <summary>
    /// Returns the layers in order. The first layer of each later chain and each layer that joins chains get a reason for their rejection.
    /// </summary>
    public static IReadOnlyList<KerasLayer> InOrder(IReadOnlyList<KerasLayer> layers)
    {
        Dictionary<string, KerasLayer> byName = layers.ToDictionary(static layer => layer.Name, StringComparer.Ordinal);
        Dictionary<string, List<Call>> calls = layers.ToDictionary(
            static layer => layer.Name, static layer => CallsOf(layer), StringComparer.Ordinal);
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

        // A layer continues a chain if its only input is the output of one layer that no other layer uses.
        bool GoesOn(string name) => calls[name] is [{ Sources: [var source] }] && consumers[source].Count == 1;
        List<KerasLayer> ordered = [];
        HashSet<string> visited = new(StringComparer.Ordinal);

        // Chains start at layers without inputs, then at layers that do not continue another. Only cycles remain after that.
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

    private static KerasLayer Judged(
        KerasLayer layer, List<Call> calls, Dictionary<string, List<string>> consumers, List<KerasLayer> before)
    {
        string? reason = calls switch
        {
            [] when before.Count == 0 => null,
            [] => layer.ClassName == InputLayer ? "the model has several inputs" : "it has no input",
            [{ Sources: [var source] } call] =>
                    call.IsState
                        ? $"it uses a state of '{source}' instead of its output"
                    : before.Count == 0 || before[^1].Name != source
                        ? $"its input comes from '{source}', which has other consumers or is not the layer before it"
                    : consumers[source].Count > 1
                        ? $"the output of '{source}' also goes to '{consumers[source].First(name => name != layer.Name)}'"
                    : null,
                [var call] => $"it joins the outputs of '{string.Join("' and '", call.Sources)}'",
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

    // Keras 2 has lists with ["layer", node, tensor, {arguments}]. Keras 3 has {"config": {"keras_history": ["layer", node, tensor]}} among
    // the arguments.
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

    /// <summary>One call of a layer: the layers that its inputs come from, and whether an input is a state instead of an output.</summary>
    private sealed record Call(IReadOnlyList<string> Sources, bool IsState);
}
