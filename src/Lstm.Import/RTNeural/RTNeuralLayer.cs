using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Shared;

namespace Lstm.Import.RTNeural;

/// <summary>One layer of RTNeural's JSON, whose arrays are as long as its shapes say or refused.</summary>
/// <param name="Json">The layer.</param>
/// <param name="Name">Its place and type.</param>
/// <param name="Type">Its type.</param>
/// <param name="Activation">The name of its activation; empty for none.</param>
/// <param name="Inputs">The size of the layer before, or of the input.</param>
/// <param name="Outputs">Its own size.</param>
internal sealed record RTNeuralLayer(JsonObject Json, string Name, string Type, string Activation, int Inputs, int Outputs)
{
    public SourceFile File => Json.File;

    /// <summary>The layer's sizes, when they are such that it can have weights at all.</summary>
    /// <param name="arrays">How many arrays of weights it must have.</param>
    public (int Inputs, int Outputs) CheckSizes(int arrays)
    {
        if (Inputs is < 1 or > 2 * NetworkShape.MaxSize)
        {
            throw File.Error(Name, $"1 to {2 * NetworkShape.MaxSize} inputs", Text(Inputs));
        }

        if (Outputs is < 1 or > NetworkShape.MaxSize)
        {
            throw File.Error(Name, $"a shape of 1 to {NetworkShape.MaxSize} units", Text(Outputs));
        }

        int found = Weights.Count;
        return found == arrays ? (Inputs, Outputs) : throw File.Error(Name, $"{arrays} arrays of weights", Text(found));
    }

    /// <summary>An array of arrays.</summary>
    public float[] Matrix(int index, string what, int rows, int columns)
    {
        JsonValue value = Weights[index];
        int[] found = value.Shape;
        if (!found.AsSpan().SequenceEqual([rows, columns]))
        {
            throw Mismatch(what, [rows, columns], found);
        }

        // Before a matrix of the declared size is made, the numbers for it must be there.
        foreach (JsonValue row in ((JsonArray)value).Items)
        {
            row.AsVector(columns);
        }

        return value.AsMatrix(rows, columns);
    }

    /// <summary>An array of numbers.</summary>
    public float[] Vector(int index, string what, int length)
    {
        int[] found = Weights[index].Shape;
        return found.AsSpan().SequenceEqual([length]) ? Weights[index].AsVector(length) : throw Mismatch(what, [length], found);
    }

    /// <summary>Where a canonical tensor came from.</summary>
    public TensorOrigin Origin(string canonical, int index, string conversion, params int[] shape) =>
        new(canonical, string.Create(CultureInfo.InvariantCulture, $"{Json.Path}.weights[{index}]"), shape, conversion);

    private IReadOnlyList<JsonValue> Weights => Json.Require("weights") is JsonArray array ? array.Items : throw File.Error(Name, "arrays of weights", Json.Require("weights").Kind);

    private WeightFormatException Mismatch(string what, int[] expected, int[] found) => File.Error(
        Name,
        $"a {what} of shape {SourceTensor.TextOf(expected)}, as the declared {Inputs} inputs and {Outputs} units need",
        found.Length == 0 ? "other values" : $"shape {SourceTensor.TextOf(found.Take(4))}");

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
