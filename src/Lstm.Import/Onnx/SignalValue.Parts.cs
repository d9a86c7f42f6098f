using System;
using System.Linq;
using Lstm.Import.Layers;

namespace Lstm.Import.Onnx;

/// <summary>Parts of a tensor: steps, directions and the first values.</summary>
internal sealed partial record SignalValue
{
    /// <summary>The steps of the final states of a bidirectional layer.</summary>
    public const string Ends = "the last step in the forward half and the first step in the backward half";

    private const string OneDirectionAlone = "it uses one direction of a bidirectional layer without the other";

    private const int MostEntries = 1 << 16;

    /// <summary>Returns the vector of the whole sequence.</summary>
    public SignalValue Pooled(string node, Pooling pooling) => After(new SourcePool(node, pooling)) with { IsPooled = true };

    /// <summary>Returns one direction of a bidirectional layer, whose axis becomes one of size 1.</summary>
    public SignalValue Direction(int axis, int direction)
    {
        Axis[] axes = [.. Axes!];
        axes[axis] = Axis.One;
        return this with { Axes = axes, OneDirection = direction, OnlyOutput = OnlyOutput ?? OneDirectionAlone };
    }

    /// <summary>
    /// Returns both directions of a layer, this one and the backward one joined along an axis; null if they are not the two of a layer.
    /// </summary>
    public SignalValue? WithOther(SignalValue backward, int axis)
    {
        if (OneDirection != 0
            || backward.OneDirection != 1
            || IsCellState != backward.IsCellState
            || Step != backward.Step
            || !LayerPath.AreSame(Path, backward.Path)
            || BothDirections(Axes, backward.Axes, axis) is not { } axes)
        {
            return null;
        }

        return this with
        {
            Axes = axes,
            OneDirection = null,
            OnlyOutput = OnlyOutput == OneDirectionAlone ? null : OnlyOutput,
        };
    }

    /// <summary>Returns the axes of two directions that are joined along an axis; null if it is not one of them or of the values.</summary>
    public static Axis[]? BothDirections(Axis[]? forward, Axis[]? backward, int axis)
    {
        if (forward is null || backward is null || forward.Length != backward.Length || axis >= forward.Length
            || !forward.Zip(backward).All(static pair => pair.First.Same(pair.Second)))
        {
            return null;
        }

        AxisPart directions = new(AxisPart.Directions, 2);
        Axis? joined = forward[axis].IsOne ? new Axis(directions)
            : forward[axis].Is(AxisPart.Features) ? new Axis(directions, forward[axis].Parts[0])
            : null;
        return joined is null ? null : [.. forward[..axis], joined, .. forward[(axis + 1)..]];
    }

    public override OnnxValue Sliced(string node, int axis, long start, long end, long step)
    {
        if (Axes is null)
        {
            return new RefusedValue("it uses a part of a tensor with unknown axes");
        }

        if (ExtraAt(axis) > 0)
        {
            return WithoutExtra(axis, start, end, step);
        }

        int size = Axes[axis].Size;
        if (start == 0 && step == 1 && (end > int.MaxValue - 1 || (size >= 0 && end >= size)))
        {
            return this;
        }

        bool isFirstValues = axis == Axes.Length - 1 && Axes[axis].Parts.Count == 1 && start == 0 && step == 1 && end > 0;
        if (Path is null && isFirstValues && FirstFeatures is null && OnlyOutput is null)
        {
            Axis first = new(Axes[axis].Parts[0] with { Size = (int)Math.Min(end, size < 0 ? end : size) });
            return this with
            {
                Axes = [.. Axes[..axis], first],
                FirstFeatures = first.Size,
                InputName = null,
                OnlyOutput = "it uses only the first values of the input",
            };
        }

        // Sizes come from the file and may be wrong: limit the length of the list.
        size = size > MostEntries ? -1 : size;
        int[] entries = size >= 0 ? SliceEntries.Of(size, start, end, step) : [];
        if (DirectionOf(axis, entries) is { } direction)
        {
            SignalValue one = Direction(axis, direction).AtItsEnd(node, direction);
            return one with { Axes = [.. one.Axes![..axis], new Axis(Axes[axis].Parts[1]), .. one.Axes[(axis + 1)..]] };
        }

        bool isOne = size >= 0
            ? entries.Length == 1
            : step == 1 && ((start == -1 && end > int.MaxValue - 1) || (end == start + 1 && start != -1));
        return isOne ? Entry(node, axis, size >= 0 ? entries[0] : start) : new RefusedValue("it uses a part of an axis");
    }

    public override OnnxValue Gathered(string node, int axis, long[] entries, bool isScalar)
    {
        if (Axes is null || entries.Length != 1)
        {
            return new RefusedValue(Axes is null ? "it uses a part of a tensor with unknown axes" : "it uses a part of an axis");
        }

        OnnxValue entry = Entry(node, axis, entries[0]);
        return isScalar ? entry.Squeezed([axis]) : entry;
    }

    // A part of a padded axis, which must have all steps of the network.
    private OnnxValue WithoutExtra(int axis, long start, long end, long step)
    {
        int size = Axes![axis].Size;
        long cut = end > int.MaxValue - 1 ? 0
            : end <= 0 ? -end
            : size < 0 ? -1
            : Math.Max(0, size + Extra!.Count - end);
        ExtraSteps? left = step == 1 && end != 0 ? Extra!.Cut(start, cut) : null;
        return left is null ? new RefusedValue("it uses a part of an axis") : this with
        {
            Extra = left.Count > 0 ? left : null,
            OnlyOutput = OnlyOutput == Extra!.OnlyConvolved ? left.OnlyConvolved : OnlyOutput,
        };
    }

    // One direction of a step that another node took from both: the final state, if it is the last step of the direction.
    private SignalValue AtItsEnd(string node, int direction) => (direction, Path) switch
    {
        (0, { Layer: SourcePool { Pooling: Pooling.Last } pool, Before.Layer: SourceRecurrent { IsBidirectional: true } }) =>
            this with { Path = new LayerPath(new SourcePool(pool.Name, Pooling.Final), Path.Before, Path.Notes), Step = Ends },
        (1, { Layer: SourceRecurrent { IsBidirectional: true } }) when IsFirstStep => Pooled(node, Pooling.Final) with { Step = Ends },
        _ => this,
    };

    // The direction whose values these entries of an axis of both directions' values are; null if they are others.
    private int? DirectionOf(int axis, int[] entries) =>
        Axes![axis].Parts is [{ Id: AxisPart.Directions }, { Size: > 0 and var width }]
            && entries.Length == width
            && entries[0] % width == 0
            && entries[^1] == entries[0] + width - 1
                ? entries[0] / width
                : null;

    // Returns one entry of an axis, which becomes an axis of size 1.
    private OnnxValue Entry(string node, int axis, long index)
    {
        int size = Axes![axis].Size;
        if (ExtraAt(axis) > 0)
        {
            return new RefusedValue(ExtraSteps.Kept);
        }

        if (size >= 0 && (index < -size || index >= size))
        {
            return new RefusedValue($"it uses entry {index} of an axis of size {size}");
        }

        if (size == 1)
        {
            return this;
        }

        if (Axes[axis].Is(AxisPart.Directions))
        {
            int direction = (int)(index < 0 ? index + 2 : index);
            return Direction(axis, direction).AtItsEnd(node, direction);
        }

        if (Time is null || !Axes[axis].Is(Time.Value))
        {
            return new RefusedValue("it uses a part of an axis that is not the time axis");
        }

        bool isLast = index == -1 || (size > 0 && index == size - 1);
        bool isFirst = index == 0 || index == -size;
        Axis[] axes = [.. Axes];
        axes[axis] = Axis.One;
        SignalValue step = this with
        {
            Axes = axes,
            IsFirstStep = isFirst,
            Step = isLast ? "the last step"
                : isFirst ? "the first step"
                : index > 0 ? $"step {index} (counted from 0)" : $"step {-index} from the end",
        };
        return (OneDirection, Path?.Layer) switch
        {
            (0, SourceRecurrent) when isLast => step.Pooled(node, Pooling.Final) with { Step = Ends },
            (1, SourceRecurrent) when isFirst => step.Pooled(node, Pooling.Final) with { Step = Ends },
            (not null, _) => new RefusedValue("it uses one direction at a step that is not its last"),
            (_, SourceRecurrent { IsBidirectional: false, Direction: Lstm.Direction.Backward }) when isFirst =>
                step.Pooled(node, Pooling.Final),
            _ => isLast ? step.Pooled(node, Pooling.Last) : step,
        };
    }
}
