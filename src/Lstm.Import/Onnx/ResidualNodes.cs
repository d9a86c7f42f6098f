using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Layers;

namespace Lstm.Import.Onnx;

/// <summary>Reads the Add of a value and an earlier one: a residual connection around layers.</summary>
internal static class ResidualNodes
{
    // More layers than a class can have: a longer walk for each of many nodes would take long.
    private const int MostLayers = 512;

    private const string OtherBranches = "it adds two branches other than the outputs of a layer and those of a layer before it";

    /// <summary>Returns the sum of two values.</summary>
    public static OnnxValue Sum(OnnxNode node, SignalValue one, SignalValue other)
    {
        (SignalValue earlier, SignalValue output) = one.Layers < other.Layers ? (one, other) : (other, one);
        if (earlier.Path is null)
        {
            return OfInput(node, earlier, output);
        }

        if (ReferenceEquals(earlier.Path, output.Path))
        {
            return new RefusedValue("it adds a value to itself");
        }

        return IsBefore(earlier, output) && HaveSameAxes(earlier, output, static axis => axis.IsFeatures)
            ? output.After(new SourceResidual(node.Name, earlier.Path.Layer))
            : new RefusedValue(OtherBranches);
    }

    // Only the last node may add the first of more input values. It may also add all of them, and so may a node between layers.
    private static OnnxValue OfInput(OnnxNode node, SignalValue input, SignalValue output)
    {
        if (!IsInputOf(input, output))
        {
            return new RefusedValue(OtherBranches);
        }

        return input.FirstFeatures is null
            ? output.After(new SourceResidual(node.Name, Source: null)) with { IsResidual = true }
            : output with
            {
                IsResidual = true,
                OnlyOutput = $"the Add '{node.Name}' before it adds some of the network's inputs, which only the last node may do",
            };
    }

    private static bool IsBefore(SignalValue earlier, SignalValue output)
    {
        if (earlier is not { OnlyOutput: null, OneDirection: null, Extra: null, IsCellState: false }
            || output is not { OnlyOutput: null, OneDirection: null, Extra: null, IsCellState: false }
            || earlier.Step != output.Step
            || earlier.IsPooled != output.IsPooled
            || output.Layers - earlier.Layers > MostLayers)
        {
            return false;
        }

        LayerPath? path = output.Path;
        while (path is not null && path.Count > earlier.Layers)
        {
            path = path.Before;
        }

        return ReferenceEquals(path, earlier.Path);
    }

    // The features of an input of the network are an axis of the graph.
    private static bool IsInputOf(SignalValue input, SignalValue output) =>
        input is { OnlyOutput: null, Extra: null } or { FirstFeatures: not null, Extra: null }
        && output is { Path: not null, OnlyOutput: null, Step: null, Extra: null, InputFeatures: { } features }
        && HaveSameAxes(input, output, axis => axis.Is(features));

    // The axes prove that values are added value by value and step by step: they have the same identity, order and size.
    private static bool HaveSameAxes(SignalValue earlier, SignalValue output, Func<Axis, bool> isFeatures) =>
        earlier.Axes is { } from && output.Axes is { } to
        && from.Length == to.Length
        && to.Count(static axis => axis.IsFeatures) == 1
        && from.Zip(to).All(pair => pair.Second.IsFeatures
            ? isFeatures(pair.First) && pair.First.Size > 0 && pair.First.Size == pair.Second.Size
            : IdsOf(pair.First).SequenceEqual(IdsOf(pair.Second)));

    private static IEnumerable<int> IdsOf(Axis axis) => axis.Parts.Select(static part => part.Id);
}
