using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Import.Input;

/// <summary>A named tensor of a file. Its values are decoded on first use.</summary>
/// <param name="File">The file, for messages.</param>
/// <param name="Name">The name of the tensor in the file.</param>
/// <param name="Shape">The shape in the file.</param>
/// <param name="Decode">Returns the values, row-major, in the number given by the shape. Called at most once.</param>
internal sealed record SourceTensor(SourceFile File, string Name, IReadOnlyList<int> Shape, Func<float[]> Decode)
{
    private float[]? _values;

    /// <summary>The values, row-major.</summary>
    public float[] Values => _values ??= Decode();

    /// <summary>The shape as text, for messages.</summary>
    public string ShapeText => TextOf(Shape);

    /// <summary>Returns an exception that reports an error in this tensor.</summary>
    public WeightFormatException Error(string expected, string found) => File.Error(Name, expected, found);

    /// <summary>Checks the shape of the tensor.</summary>
    /// <param name="expected">The expected sizes; a negative number allows any size.</param>
    /// <exception cref="WeightFormatException">The shape is different.</exception>
    public SourceTensor CheckShape(params ReadOnlySpan<int> expected)
    {
        bool fits = Shape.Count == expected.Length;
        for (int axis = 0; fits && axis < expected.Length; axis++)
        {
            fits = expected[axis] < 0 || expected[axis] == Shape[axis];
        }

        return fits ? this : throw Error($"shape {TextOf(expected.ToArray())}", $"shape {ShapeText}");
    }

    /// <summary>Returns the origin of a canonical tensor that was made from this one.</summary>
    public TensorOrigin As(string canonical, string conversion = "") => new(canonical, Name, Shape, conversion);

    /// <summary>Returns a shape as text, for messages: <c>[4, ?]</c>.</summary>
    public static string TextOf(IEnumerable<int> shape) =>
        $"[{string.Join(", ", shape.Select(static size => size < 0 ? "?" : $"{size}"))}]";
}
