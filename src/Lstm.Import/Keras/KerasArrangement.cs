using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;

namespace Lstm.Import.Keras;

/// <summary>What a layer without weights does that only arranges values, selects a step or pools the steps.</summary>
/// <param name="After">The data that the layer returns.</param>
internal sealed record KerasArrangement(KerasSignal After)
{
    private const string Flatten = "Flatten";
    private const string Reshape = "Reshape";
    private const string Mean = "GlobalAveragePooling1D";
    private const string Max = "GlobalMaxPooling1D";

    // x[:, -1] in a functional model: the classes of Keras 2 and of Keras 3.
    private static readonly string[] s_slices = ["SlicingOpLambda", "GetItem"];

    /// <summary>The pooling; null if the layer arranges values.</summary>
    public Pooling? Pooling { get; private init; }

    /// <summary>The shape in which the layer arranges the values of a vector; null if it changes nothing that a class has.</summary>
    public IReadOnlyList<int>? Arranged { get; private init; }

    /// <summary>Whether this describes layers of a class.</summary>
    public static bool Is(string className) => className is Flatten or Reshape or Mean or Max || s_slices.Contains(className);

    /// <summary>Returns what a layer does.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="before">The data that it gets.</param>
    /// <param name="isFirst">Whether it is the first layer of the network.</param>
    /// <exception cref="KerasUnsupportedException">A class cannot do the same.</exception>
    public static KerasArrangement Of(KerasLayer layer, KerasSignal before, bool isFirst) => layer.ClassName switch
    {
        Flatten => OfFlatten(before),
        Reshape => OfReshape([.. layer.Config.Require("target_shape").AsArray().Select(static size => size.AsInt())], before, isFirst),
        Mean => Pooled(layer, before, Lstm.Pooling.Mean),
        Max => Pooled(layer, before, Lstm.Pooling.Max),
        _ => IsLastStep(layer.Entry["inbound_nodes"])
            ? before.IsSequence ? Vector(before) with { Pooling = Lstm.Pooling.Last }
                : throw new KerasUnsupportedException("it selects some of the values of a vector")
            : throw new KerasUnsupportedException("it selects a part of its input other than the last step"),
    };

    private static KerasArrangement Vector(KerasSignal before) => new(before with { IsSequence = false, Steps = null });

    private static KerasArrangement OfFlatten(KerasSignal before) => before is { IsSequence: true, Steps: not 1 }
        ? throw new KerasUnsupportedException("it joins the values of all steps, which needs sequences of one length")
        : Vector(before);

    // A size of -1 follows from the others.
    private static KerasArrangement OfReshape(int[] target, KerasSignal before, bool isFirst)
    {
        bool isVector = !before.IsSequence || before.Steps == 1;
        bool keepsWidth = target.Length > 0 && (target[^1] == -1 || target[^1] == before.Width);
        return target switch
        {
            [_] when isVector && keepsWidth => Vector(before),
            [1, _] when isVector && keepsWidth => new(before with { IsSequence = true, Steps = 1 }),
            [var steps, _] when before.IsSequence && keepsWidth && target[^1] != -1 && (steps == -1 || steps == before.Steps) =>
                new(before),
            [var steps, var width] when isFirst && width > 0 =>
                new(new KerasSignal(IsSequence: true, steps > 0 ? steps : null, width)) { Arranged = target },
            _ when isVector && !isFirst => Vector(before) with { Arranged = target },
            _ => throw new KerasUnsupportedException("it moves values from one step to another"),
        };
    }

    private static KerasArrangement Pooled(KerasLayer layer, KerasSignal before, Pooling pooling) =>
        layer.Config["data_format"] is JsonText { Value: "channels_first" }
            ? throw new KerasUnsupportedException("it pools the values of each step (data_format is 'channels_first')")
            : !before.IsSequence ? throw new KerasUnsupportedException("there is only one vector before it")
            : KerasCell.Flag(layer.Config, "keepdims", false) ? new(before with { Steps = 1 }) { Pooling = pooling }
            : Vector(before) with { Pooling = pooling };

    // All batches, the last step, all values: [:, -1] or [:, -1, :], which is a list, or an object around a list.
    private static bool IsLastStep(JsonValue? nodes) => nodes switch
    {
        JsonArray { Items: [var batch, JsonNumber { Value: -1 }] } => IsWhole(batch),
        JsonArray { Items: [var batch, JsonNumber { Value: -1 }, var values] } => IsWhole(batch) && IsWhole(values),
        JsonArray other => other.Items.Any(IsLastStep),
        JsonObject members => members.Members.Values.Any(IsLastStep),
        _ => false,
    };

    // A slice is an object whose numbers are all absent. Its class name is the only text in it.
    private static bool IsWhole(JsonValue value) => value is JsonObject slice && slice.Members.All(static member => member.Value switch
    {
        JsonNull => true,
        JsonText => member.Key is "class_name" or "registered_name" or "module",
        JsonObject inner => IsWhole(inner),
        _ => false,
    });
}
