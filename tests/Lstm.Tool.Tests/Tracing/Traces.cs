using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;
using Lstm.Tool.Tracing;

namespace Lstm.Tool.Tests;

/// <summary>Traces with the look of a real one: slow and fast waves, some units saturated.</summary>
internal static class Traces
{
    /// <summary>A trace of LSTM layers of equal size, the last of them with a projection if one is asked for.</summary>
    public static TraceRecord Make(
        int steps, int inputSize = 2, int outputSize = 1, int hiddenSize = 4, int layers = 1, int projection = 0)
    {
        CellShape cell = new(CellKind.Lstm, hiddenSize);
        CellShape[] cells =
            [.. Enumerable.Range(0, layers).Select(layer => layer == layers - 1 ? cell with { Projection = projection } : cell)];
        return Make(steps, inputSize, outputSize, cells) with
        {
            Declaration =
                FormattableString.Invariant($"[Lstm(input: {inputSize}, hidden: {hiddenSize}, Layers = {layers}, Output = {outputSize})]"),
        };
    }

    /// <summary>A trace of a list of layers.</summary>
    public static TraceRecord Make(int steps, int inputSize, int outputSize, IReadOnlyList<CellShape> cells) => new()
    {
        Title = "Trace of voice.onnx",
        Declaration = DeclarationText.Of(
            new NetworkShape(inputSize, new LayerList([.. cells.Select(static cell => new RecurrentShape(cell))]))),
        SourceFile = "voice.onnx",
        Steps = steps,
        InputSize = inputSize,
        OutputSize = outputSize,
        Inputs = Array(steps, inputSize, static (step, channel) => Math.Sin(step * 0.05 * (channel + 1)) * (1 - (0.3 * channel))),
        Outputs = Array(
            steps,
            outputSize,
            static (step, channel) => (0.4 * Math.Sin((step * 0.05) - 0.5 - channel)) + (0.05 * Math.Sin(step * 0.9))),
        Layers = [.. cells.Select((cell, layer) => Layer(layer, steps, cell))],
    };

    /// <summary>The values of a vector of a layer.</summary>
    public static float[] Of(this LayerTrace layer, char letter) => VectorOf(layer, letter).Values;

    /// <summary>A layer with other values of a vector.</summary>
    public static LayerTrace With(this LayerTrace layer, char letter, float[] values)
    {
        VectorTrace old = VectorOf(layer, letter);
        return layer with { Vectors = [.. layer.Vectors.Select(vector => vector == old ? old with { Values = values } : vector)] };
    }

    private static VectorTrace VectorOf(LayerTrace layer, char letter) =>
        layer.Vectors.Single(vector => vector.Vector.Letter == letter);

    private static LayerTrace Layer(int layer, int steps, CellShape cell)
    {
        LayerTrace trace = new()
        {
            Name = FormattableString.Invariant($"Layer {layer}"),
            Cell = cell,
            Vectors = LayerTrace.VectorsOf(cell, steps),
            Units = [],
        };
        foreach (VectorTrace vector in trace.Vectors)
        {
            Values(vector.Vector, layer, steps).CopyTo(vector.Values, 0);
        }

        return trace with { Units = [.. Enumerable.Range(0, cell.Hidden).Select(unit => new UnitSummary(Summaries(trace, unit)))] };
    }

    private static float[] Values(TraceVector vector, int layer, int steps) => vector switch
    {
        { Letter: CellBuilder.HiddenLetter } => Array(
            steps, vector.Length, (step, unit) => 0.45 * Math.Tanh(1.5 * Math.Sin((step * 0.02 * (1 + (unit % 3))) + unit))),
        { IsState: true } => Array(
            steps,
            vector.Length,
            (step, unit) => (1.5 * Math.Sin((step * 0.02 * (1 + (unit % 3))) + unit)) + (0.2 * Math.Sin(step * 0.7))),
        { IsCandidate: true } => Array(
            steps, vector.Length, (step, unit) => Math.Tanh(2.5 * Math.Sin((step * 0.05 * (1 + (unit % 5))) + unit + layer))),
        { Letter: 'i' or 'r' } => Gate(steps, vector.Length, 0.11 + layer, 0.7),
        { Letter: 'f' or 'z' } => Gate(steps, vector.Length, 0.07 + layer, 1.9),
        _ => Gate(steps, vector.Length, 0.13 + layer, 1.1),
    };

    private static IEnumerable<KeyValuePair<string, GateSummary>> Summaries(LayerTrace trace, int unit) => trace.Gates.Select(
        gate => KeyValuePair.Create(
            gate.Vector.Key, Summary(gate.Values, gate.Vector.Length, unit, gate.Vector.IsCandidate ? -0.9 : 0.1)));

    private static float[] Gate(int steps, int hiddenSize, double speed, double offset) =>
        Array(steps, hiddenSize, (step, unit) => 1 / (1 + Math.Exp(-(4 * Math.Sin((step * speed / (1 + (unit % 4))) + unit)) - offset)));

    private static float[] Array(int steps, int width, Func<int, int, double> value) =>
        [.. Enumerable.Range(0, steps * width).Select(index => (float)value(index / width, index % width))];

    private static GateSummary Summary(float[] values, int width, int unit, double left)
    {
        float[] own = [.. values.Where((_, index) => index % width == unit)];
        return new GateSummary(
            own.Average(),
            (double)own.Count(value => value < left) / own.Length,
            (double)own.Count(static value => value > 0.9) / own.Length);
    }
}
