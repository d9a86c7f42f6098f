using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Import.Input;

/// <summary>A named tensor of a file, whose values are decoded when they are asked for.</summary>
/// <param name="File">The file, for messages.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Shape">Its shape there.</param>
/// <param name="Decode">Gives its values, row-major, as many as the shape says. Called once or never.</param>
internal sealed record SourceTensor(SourceFile File, string Name, IReadOnlyList<int> Shape, Func<float[]> Decode)
{
    private float[]? _values;

    /// <summary>Its values, row-major.</summary>
    public float[] Values => _values ??= Decode();

    /// <summary>Its shape, as messages write it.</summary>
    public string ShapeText => TextOf(Shape);

    /// <summary>A fault of this tensor.</summary>
    public WeightFormatException Error(string expected, string found) => File.Error(Name, expected, found);

    /// <summary>Refuses a tensor of any other shape.</summary>
    /// <param name="expected">Its sizes; a negative one may be any.</param>
    /// <exception cref="WeightFormatException">It has another shape.</exception>
    public SourceTensor CheckShape(params ReadOnlySpan<int> expected)
    {
        bool fits = Shape.Count == expected.Length;
        for (int axis = 0; fits && axis < expected.Length; axis++)
        {
            fits = expected[axis] < 0 || expected[axis] == Shape[axis];
        }

        return fits ? this : throw Error($"shape {TextOf(expected.ToArray())}", $"shape {ShapeText}");
    }

    /// <summary>Where a canonical tensor came from that was made of this one.</summary>
    public TensorOrigin As(string canonical, string conversion = "") => new(canonical, Name, Shape, conversion);

    /// <summary>A shape as messages write it: <c>[4, ?]</c>.</summary>
    public static string TextOf(IEnumerable<int> shape) => $"[{string.Join(", ", shape.Select(static size => size < 0 ? "?" : $"{size}"))}]";
}
