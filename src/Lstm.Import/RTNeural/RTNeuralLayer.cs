using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Shared;

namespace Lstm.Import.RTNeural;

/// <summary>One layer of RTNeural's JSON. Arrays that do not match the declared shapes are rejected.</summary>
/// <param name="Json">The layer's JSON.</param>
/// <param name="Name">The layer's index and type.</param>
/// <param name="Type">The layer's type.</param>
/// <param name="Activation">The name of the layer's activation; empty for none.</param>
/// <param name="Inputs">The size of the previous layer, or of the network's input.</param>
/// <param name="Outputs">The size of the layer.</param>
internal sealed record RTNeuralLayer(JsonObject Json, string Name, string Type, string Activation, int Inputs, int Outputs)
{
    public SourceFile File => Json.File;

    /// <summary>Checks the sizes of a layer with weights and returns them.</summary>
    /// <param name="arrays">The expected number of arrays of weights.</param>
    public (int Inputs, int Outputs) CheckSizes(int arrays)
    {
        if (Inputs is < 1 or > NetworkShape.MaxInput)
        {
            throw File.Error(FaultPlace.Layer(Name), $"1 to {NetworkShape.MaxInput} inputs", Text(Inputs));
        }

        if (Outputs is < 1 or > NetworkShape.MaxSize)
        {
            throw File.Error(FaultPlace.Layer(Name), $"a shape of 1 to {NetworkShape.MaxSize} units", Text(Outputs));
        }

        int found = Weights.Count;
        return found == arrays ? (Inputs, Outputs) : throw File.Error(FaultPlace.Layer(Name), $"{arrays} arrays of weights", Text(found));
    }

    /// <summary>Checks that a layer has as many outputs as inputs.</summary>
    public void CheckSameSize()
    {
        if (Inputs != Outputs)
        {
            throw File.Error(FaultPlace.Layer(Name), $"a shape of {Inputs} units, like its inputs", Text(Outputs));
        }
    }

    /// <summary>Returns an array of arrays as a row-major matrix [rows, columns].</summary>
    public float[] Matrix(int index, string what, int rows, int columns)
    {
        JsonValue value = Weights[index];
        int[] found = value.Shape;
        if (!found.AsSpan().SequenceEqual([rows, columns]))
        {
            throw Mismatch(what, [rows, columns], found);
        }

        // All numbers are read before the matrix is allocated, so that a declared size alone cannot allocate memory.
        foreach (JsonValue row in ((JsonArray)value).Items)
        {
            row.AsVector(columns);
        }

        return value.AsMatrix(rows, columns);
    }

    /// <summary>Returns an array of numbers.</summary>
    public float[] Vector(int index, string what, int length)
    {
        int[] found = Weights[index].Shape;
        return found.AsSpan().SequenceEqual([length]) ? Weights[index].AsVector(length) : throw Mismatch(what, [length], found);
    }

    /// <summary>Returns an array with the shape that it has in the file.</summary>
    public SourceTensor Tensor(int index) => JsonTensor.Of(PlaceOf(index), Weights[index]);

    /// <summary>Returns the origin of a canonical tensor.</summary>
    public TensorOrigin Origin(string canonical, int index, string conversion, params int[] shape) =>
        new(canonical, PlaceOf(index), shape, conversion);

    /// <summary>The number of arrays of weights.</summary>
    public int Arrays => Weights.Count;

    private IReadOnlyList<JsonValue> Weights => Json.Require("weights") is JsonArray array
        ? array.Items
        : throw File.Error(FaultPlace.Layer(Name), "arrays of weights", Json.Require("weights").Kind);

    private string PlaceOf(int index) => string.Create(CultureInfo.InvariantCulture, $"{Json.Path}.weights[{index}]");

    private WeightFormatException Mismatch(string what, int[] expected, int[] found) => File.Error(
        FaultPlace.Layer(Name),
        $"a {what} of shape {SourceTensor.TextOf(expected)} for the declared {Inputs} inputs and {Outputs} units",
        found.Length == 0 ? "other values" : $"shape {SourceTensor.TextOf(found.Take(4))}");

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
