using System;
using System.Linq;
using Lstm.Tool.Tracing;

namespace Lstm.Tool.Tests;

/// <summary>Traces with the look of a real one: slow and fast waves, some units saturated.</summary>
internal static class Traces
{
    /// <summary>A trace of layers of equal size, the last of them with a projection if one is asked for.</summary>
    public static TraceRecord Make(
        int steps, int inputSize = 2, int outputSize = 1, int hiddenSize = 4, int layers = 1, int projection = 0) => new()
    {
        Title = "Trace of voice.onnx",
        Declaration =
            FormattableString.Invariant($"[Lstm(input: {inputSize}, hidden: {hiddenSize}, Layers = {layers}, Output = {outputSize})]"),
        SourceFile = "voice.onnx",
        Steps = steps,
        InputSize = inputSize,
        OutputSize = outputSize,
        Inputs = Array(steps, inputSize, static (step, channel) => Math.Sin(step * 0.05 * (channel + 1)) * (1 - (0.3 * channel))),
        Outputs = Array(
            steps,
            outputSize,
            static (step, channel) => (0.4 * Math.Sin((step * 0.05) - 0.5 - channel)) + (0.05 * Math.Sin(step * 0.9))),
        Layers = [.. Enumerable.Range(0, layers)
            .Select(layer => Layer(layer, steps, hiddenSize, projection > 0 && layer == layers - 1 ? projection : hiddenSize))],
    };

    private static LayerTrace Layer(int layer, int steps, int hiddenSize, int hiddenStateSize)
    {
        float[] inputGate = Gate(steps, hiddenSize, 0.11 + layer, 0.7);
        float[] forgetGate = Gate(steps, hiddenSize, 0.07 + layer, 1.9);
        float[] outputGate = Gate(steps, hiddenSize, 0.13 + layer, 1.1);
        float[] candidate = Array(
            steps,
            hiddenSize,
            (step, unit) => Math.Tanh(2.5 * Math.Sin((step * 0.05 * (1 + (unit % 5))) + unit + layer)));
        float[] cell = Array(
            steps,
            hiddenSize,
            (step, unit) => (1.5 * Math.Sin((step * 0.02 * (1 + (unit % 3))) + unit)) + (0.2 * Math.Sin(step * 0.7)));
        return new LayerTrace
        {
            Name = FormattableString.Invariant($"Layer {layer}"),
            HiddenSize = hiddenSize,
            HiddenStateSize = hiddenStateSize,
            InputGate = inputGate,
            ForgetGate = forgetGate,
            Candidate = candidate,
            OutputGate = outputGate,
            CellState = cell,
            HiddenState = Array(
                steps,
                hiddenStateSize,
                (step, unit) => 0.45 * Math.Tanh(1.5 * Math.Sin((step * 0.02 * (1 + (unit % 3))) + unit))),
            Units =
            [
                .. Enumerable.Range(0, hiddenSize).Select(unit => new UnitSummary(
                    Summary(inputGate, hiddenSize, unit, 0.1),
                    Summary(forgetGate, hiddenSize, unit, 0.1),
                    Summary(candidate, hiddenSize, unit, -0.9),
                    Summary(outputGate, hiddenSize, unit, 0.1))),
            ],
        };
    }

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
