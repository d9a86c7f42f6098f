using System;
using System.Linq;
using Lstm.Import.Layers;

namespace Lstm.Import.Onnx;

/// <summary>Joins a node that runs forwards and one that runs backwards over the same values: they are one bidirectional layer.</summary>
internal static class SeparateDirections
{
    private const string ReverseSuffix = "_reverse";

    /// <summary>Returns the values of both directions joined along an axis; null if they are not those of two such nodes.</summary>
    public static SignalValue? Joined(SignalValue forward, SignalValue backward, int axis)
    {
        if (Layer(forward) is not { } one
            || Layer(backward) is not { } other
            || one.Layer is not SourceRecurrent { IsBidirectional: false, Direction: Direction.Forward } first
            || other.Layer is not SourceRecurrent { IsBidirectional: false, Direction: Direction.Backward } second
            || first.Cell != second.Cell
            || !ReferenceEquals(one.Before, other.Before)
            || !AreOfSameInput(forward, backward)
            || !TryPoolingOf(forward, backward, out Pooling? pooling)
            || SignalValue.BothDirections(forward.Axes, backward.Axes, axis) is not { } axes)
        {
            return null;
        }

        SourceRecurrent layer = first with
        {
            Directions = [first.Directions[0], second.Directions[0]],
            InitialHidden = Starts(first, second, StartShape.Hidden, static layer => layer.InitialHidden),
            InitialCell = Starts(first, second, StartShape.Cell, static layer => layer.InitialCell),
            Origins = [.. first.Origins, .. second.Origins.Select(OfBackward)],
        };
        SignalValue both = forward with
        {
            Path = new LayerPath(layer, one.Before, [.. one.Notes, .. other.Notes]),
            Axes = axes,
        };
        return pooling is null ? both : both.Pooled(forward.Path!.Layer.Name, pooling.Value) with
        {
            Step = pooling == Pooling.Final ? SignalValue.Ends : forward.Step,
        };
    }

    /// <summary>Whether a value is that of a node that runs backwards alone.</summary>
    public static bool IsBackward(SignalValue value) => Layer(value)?.Layer is SourceRecurrent { Direction: Direction.Backward };

    // The recurrent layer that a value comes from, directly or through pooling.
    private static LayerPath? Layer(SignalValue value) => value.Path switch
    {
        { Layer: SourceRecurrent } path => path,
        { Layer: SourcePool, Before: { Layer: SourceRecurrent } path } => path,
        _ => null,
    };

    private static bool AreOfSameInput(SignalValue one, SignalValue other) =>
        one is { OnlyOutput: null, OneDirection: null, Extra: null, IsResidual: false }
        && other is { OnlyOutput: null, OneDirection: null, Extra: null, IsResidual: false }
        && one.Inputs.SequenceEqual(other.Inputs)
        && one.InputFeatures == other.InputFeatures
        && one.FirstFeatures == other.FirstFeatures
        && one.Time == other.Time
        && one.IsOneStep == other.IsOneStep;

    // Fails if the two are of different steps. The last state of a node that runs backwards is that of the first step.
    private static bool TryPoolingOf(SignalValue forward, SignalValue backward, out Pooling? pooling)
    {
        (pooling, bool isSame) = (forward.Path!.Layer, backward.Path!.Layer) switch
        {
            (SourceRecurrent, SourceRecurrent) => ((Pooling?)null, forward.Step is null && backward.Step is null),
            (SourcePool { Pooling: Pooling.Last }, SourcePool { Pooling: Pooling.Final }) => (Pooling.Final, true),
            (SourcePool one, SourcePool other) => (one.Pooling, one.Pooling == other.Pooling && one.Pooling != Pooling.Final),
            _ => (null, false),
        };
        return isSame;
    }

    private static float[] Starts(
        SourceRecurrent first, SourceRecurrent second, char state, Func<SourceRecurrent, float[]> valuesOf)
    {
        float[] Of(SourceRecurrent layer) =>
            valuesOf(layer) is { Length: > 0 } values ? values : new float[StartShape.WidthOf(layer.Cell, state)];

        return valuesOf(first).Length + valuesOf(second).Length > 0 ? [.. Of(first), .. Of(second)] : [];
    }

    private static TensorOrigin OfBackward(TensorOrigin origin) =>
        origin.Tensor is StartTensors.InitialHiddenName or StartTensors.InitialCellName
            ? origin
            : origin with { Tensor = origin.Tensor + ReverseSuffix };
}
