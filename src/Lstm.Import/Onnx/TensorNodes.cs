using System;
using System.Linq;

namespace Lstm.Import.Onnx;

/// <summary>Resolves nodes that rearrange values without computation, for constants and for tensors that depend on the input.</summary>
internal sealed class TensorNodes(OnnxTensors tensors, FoldBudget budget, int opset, Func<string, OnnxValue> valueOf)
{
    private const int FloatType = 1;
    private const int DoubleType = 11;
    private const int Int32Type = 6;
    private const int Int64Type = 7;
    private const int BoolType = 9;
    private const int HalfType = 10;
    private const int BrainHalfType = 16;

    // From this version onwards, the axes are an input.
    private const int AxesAreInputs = 13;

    /// <summary>Returns the output of a node; null for an unknown operator.</summary>
    public OnnxValue? Result(OnnxNode node) => node.Operator switch
    {
        "Constant" => Constant(node),
        "ConstantOfShape" => ConstantOfShape(node),
        "Shape" => Shape(node),
        "Identity" => At(node, 0),
        "Dropout" => Dropout(node),
        "Cast" => Cast(node),
        "Transpose" => At(node, 0).Transposed(node.Ints("perm") is { } order ? AxisNumbers.Bounded(order) : null),
        "Squeeze" => Squeeze(node),
        "Unsqueeze" => Unsqueeze(node),
        "Reshape" => Reshape(node),
        "Flatten" => Flatten(node),
        "Expand" => Expand(node),
        "Tile" => Tile(node),
        _ => null,
    };

    private OnnxValue At(OnnxNode node, int index) => valueOf(node.Input(index) ?? throw node.Error($"an input {index}", "none"));

    private OnnxValue Constant(OnnxNode node)
    {
        ConstantOrigin origin = new([node.Outputs.FirstOrDefault() ?? node.Name], [], []);
        if (node.Tensor("value") is { } tensor)
        {
            return tensors.Read(tensor, origin.Names[0]);
        }

        OnnxValue Floats(int[] shape, float[] values) =>
            new ConstantValue<float>(new NdArray<float>(shape, values), origin with { Shape = shape }, budget);
        OnnxValue Ints(int[] shape, long[] values)
        {
            SizeEntry[] entries = [.. values.Select(static value => new SizeEntry(value))];
            return new ConstantValue<SizeEntry>(new NdArray<SizeEntry>(shape, entries), origin, budget);
        }

        return node.Float("value_float") is { } one ? Floats([], [one])
            : node.Floats("value_floats") is { } many ? Floats([many.Length], many)
            : node.Has("value_int") ? Ints([], [node.Int("value_int", 0)])
            : node.Ints("value_ints") is { } numbers ? Ints([numbers.Length], numbers)
            : new RefusedValue($"the Constant '{node.Name}' is not a dense tensor of numbers");
    }

    private OnnxValue ConstantOfShape(OnnxNode node)
    {
        OnnxValue? filled = node.Tensor("value") is { } tensor ? tensors.Read(tensor, node.Name) : null;
        if (filled is ConstantValue<SizeEntry> { Array.Count: 1 } integer)
        {
            return Integers(node, integer.Array.Values[0]);
        }

        if (filled is not (null or ConstantValue<float> { Array.Count: 1 }))
        {
            return new RefusedValue($"the value of ConstantOfShape '{node.Name}' is not a float");
        }

        float value = (filled as ConstantValue<float>)?.Array.Values[0] ?? 0;
        if (At(node, 0) is not ConstantValue<SizeEntry> { Array.Rank: 1 } sizes || sizes.Array.Count > OnnxTensors.MaxRank)
        {
            return new UniformValue(value);
        }

        int rank = sizes.Array.Count;
        int[] shape = [.. Enumerable.Repeat(1, rank)];
        return new ConstantValue<float>(
            new NdArray<float>(shape, [value]),
            [.. Enumerable.Repeat(true, rank)],
            new ConstantOrigin([node.Outputs.FirstOrDefault() ?? node.Name], shape, []),
            budget);
    }

    // Exporters compute the sizes of a padding so.
    private OnnxValue Integers(OnnxNode node, SizeEntry value)
    {
        if ((At(node, 0) as ConstantValue<SizeEntry>)?.Numbers() is not [>= 0 and <= 2 * OnnxTensors.MaxRank and var count])
        {
            return new RefusedValue($"the shape of ConstantOfShape '{node.Name}' cannot be resolved");
        }

        int[] shape = [(int)count];
        return new ConstantValue<SizeEntry>(
            new NdArray<SizeEntry>(shape, [.. Enumerable.Repeat(value, (int)count)]), new ConstantOrigin([node.Name], shape, []), budget);
    }

    private OnnxValue Shape(OnnxNode node)
    {
        SizeEntry[]? sizes = At(node, 0) switch
        {
            SignalValue { Axes: { } axes } signal => [.. axes.Select((_, axis) => signal.EntryOf(axis))],
            ConstantValue<float> { IsStretched: false } constant => [.. constant.Array.Shape.Select(static size => new SizeEntry(size))],
            ConstantValue<SizeEntry> { IsStretched: false } known => [.. known.Array.Shape.Select(static size => new SizeEntry(size))],
            _ => null,
        };
        if (sizes is null)
        {
            return new RefusedValue($"Shape '{node.Name}' is applied to a tensor with unknown axes");
        }

        int[] entries = SliceEntries.Of(sizes.Length, node.Int("start", 0), node.Int("end", int.MaxValue), 1);
        return new ConstantValue<SizeEntry>(
            new NdArray<SizeEntry>([entries.Length], [.. entries.Select(entry => sizes[entry])]),
            new ConstantOrigin([node.Name], [entries.Length], []),
            budget);
    }

    private OnnxValue Dropout(OnnxNode node) =>
        node.Input(2) is { } name && valueOf(name) is not ConstantValue<SizeEntry> { Array: { Count: 1, Values: [{ Number: 0 }] } }
            ? new RefusedValue("it drops values at random (training_mode)")
            : At(node, 0);

    private OnnxValue Cast(OnnxNode node)
    {
        long type = node.Int("to", 0);
        return At(node, 0) switch
        {
            SignalValue or StackValue or ConstantValue<float> or UniformValue when type is FloatType or DoubleType => At(node, 0),
            ConstantValue<SizeEntry> x when type is Int32Type or Int64Type => x,
            ConstantValue<SizeEntry> x when type == BoolType && x.Numbers() is { } numbers => x with
            {
                Array = new NdArray<SizeEntry>(x.Array.Shape, [.. numbers.Select(static number => new SizeEntry(number == 0 ? 0 : 1))]),
            },
            SignalValue { Path: null, OnlyOutput: null } x when type is Int32Type or Int64Type =>
                x with { InputName = null, OnlyOutput = EmbeddingNodes.Rounded },
            RefusedValue refused => refused,
            _ when type is HalfType or BrainHalfType => new RefusedValue("it rounds to 16 bits"),
            _ => new RefusedValue($"it casts to data type {type}"),
        };
    }

    // The axes of an operator: an attribute before version 13, an input from then on.
    private int[]? Axes(OnnxNode node, out string? refusal)
    {
        refusal = null;
        bool isInput = opset >= AxesAreInputs;
        if (isInput ? node.Has("axes") : node.Input(1) is not null)
        {
            throw node.Error(
                $"its axes as {(isInput ? "an input" : "an attribute")}, as in opset {opset}", isInput ? "an attribute" : "an input");
        }

        if (!isInput)
        {
            return node.Ints("axes") is { } attribute ? AxisNumbers.Bounded(attribute) : null;
        }

        if (node.Input(1) is null)
        {
            return null;
        }

        long[]? axes = (At(node, 1) as ConstantValue<SizeEntry>)?.Numbers();
        refusal = axes is null ? "its axes are not constant" : null;
        return axes is null ? null : AxisNumbers.Bounded(axes);
    }

    private OnnxValue Squeeze(OnnxNode node)
    {
        OnnxValue x = At(node, 0);
        int[]? axes = Axes(node, out string? refusal);
        if (refusal is not null)
        {
            return new RefusedValue(refusal);
        }

        if (axes is null || x.Rank is not { } rank)
        {
            return x.Squeezed(axes);
        }

        return AxisNumbers.Normalised(axes, rank) is { } kept
            ? x.Squeezed(kept)
            : new RefusedValue($"its axes [{string.Join(", ", axes)}] do not exist in a tensor of {rank} axes");
    }

    private OnnxValue Unsqueeze(OnnxNode node)
    {
        OnnxValue x = At(node, 0);
        int[]? axes = Axes(node, out string? refusal);
        if (axes is null)
        {
            return new RefusedValue(refusal ?? "it has no axes");
        }

        if (x.Rank is not { } rank)
        {
            return x.Unsqueezed(axes);
        }

        return AxisNumbers.Normalised(axes, rank + axes.Length) is { } added
            ? x.Unsqueezed(added)
            : new RefusedValue($"its axes [{string.Join(", ", axes)}] do not exist in a tensor of {rank + axes.Length} axes");
    }

    private OnnxValue Reshape(OnnxNode node)
    {
        if (At(node, 0) is UniformValue uniform)
        {
            return uniform;
        }

        if (node.Input(1) is null
            || At(node, 1) is not ConstantValue<SizeEntry> { Array.Rank: 1 } target
            || target.Array.Count > OnnxTensors.MaxRank)
        {
            return new RefusedValue("its shape cannot be resolved");
        }

        return target.Array.Values.Count(static entry => entry is { IsKnown: true, Number: -1 }) > 1
            ? throw node.Error("at most one size of -1", "more")
            : At(node, 0).Reshaped(target.Array.Values, zeroCopies: node.Int("allowzero", 0) == 0);
    }

    private OnnxValue Flatten(OnnxNode node)
    {
        if (At(node, 0) is not SignalValue { Axes: { } axes, Extra: null } x)
        {
            return new RefusedValue("it flattens a value that cannot be resolved");
        }

        long axis = node.Int("axis", 1);
        axis += axis < 0 ? axes.Length : 0;
        return axis < 0 || axis > axes.Length
            ? throw node.Error($"an axis of a tensor of {axes.Length} axes", $"{axis}")
            : x with { Axes = [Merged(axes[..(int)axis]), Merged(axes[(int)axis..])] };
    }

    private static Axis Merged(Axis[] axes) => new([.. axes.SelectMany(static axis => axis.Parts)]);

    // Repeats a constant without storing the repetitions, because their number may depend on the input.
    private OnnxValue Expand(OnnxNode node)
    {
        OnnxValue x = At(node, 0);
        if (x is not ConstantValue<float> constant)
        {
            return x is UniformValue or RefusedValue ? x : new RefusedValue("it repeats a value that is not a constant");
        }

        if (At(node, 1) is not ConstantValue<SizeEntry> { Array.Rank: 1 } target || target.Array.Count > OnnxTensors.MaxRank)
        {
            // Any axis of size 1 may be repeated.
            return constant.AsUniform()
                ?? (OnnxValue)(constant with { Stretched = [.. constant.Array.Shape.Select(static size => size == 1)] });
        }

        SizeEntry[] sizes = target.Array.Values;
        int rank = Math.Max(sizes.Length, constant.Array.Rank);
        int missing = rank - constant.Array.Rank;
        int[] shape = [.. Enumerable.Repeat(1, missing), .. constant.Array.Shape];
        bool[] stretched = [.. Enumerable.Repeat(false, missing), .. constant.Stretched];
        for (int axis = rank - sizes.Length; axis < rank; axis++)
        {
            SizeEntry size = sizes[axis - (rank - sizes.Length)];
            bool isSame = size.IsKnown && (size.Number == shape[axis] || size.Number == 1);
            if (!isSame && shape[axis] != 1)
            {
                return new RefusedValue($"it repeats an axis of size {shape[axis]}");
            }

            stretched[axis] |= !isSame;
        }

        return constant with { Array = constant.Array.Reshaped(shape), Stretched = stretched };
    }

    private OnnxValue Tile(OnnxNode node) => At(node, 0) switch
    {
        ConstantValue<float> constant => constant.AsUniform() ?? Tiled(constant, At(node, 1) as ConstantValue<SizeEntry>),
        OnnxValue x when x is UniformValue or RefusedValue => x,
        _ => new RefusedValue("it repeats a value that is not a constant"),
    };

    // As Expand, axes of size 1 only.
    private static OnnxValue Tiled(ConstantValue<float> constant, ConstantValue<SizeEntry>? repeats)
    {
        int[] shape = constant.Array.Shape;
        if (repeats is not null && repeats.Array.Count != shape.Length)
        {
            return new RefusedValue("its repeats do not match its axes");
        }

        bool[] once =
        [
            .. Enumerable.Range(0, shape.Length).Select(axis =>
                repeats is null ? shape[axis] != 1 : repeats.Array.Values[axis] is { IsKnown: true, Number: 1 }),
        ];
        return shape.Zip(once).Any(static axis => axis.First != 1 && !axis.Second)
            ? new RefusedValue("it repeats an axis of several entries")
            : constant with { Stretched = [.. constant.Stretched.Zip(once, static (isStretched, isOnce) => isStretched || !isOnce)] };
    }
}
