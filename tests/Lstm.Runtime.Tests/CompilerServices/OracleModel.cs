using System;
using System.Linq;

namespace Lstm.Tests;

/// <summary>A generated class's stand-in: the oracle behind the interface, with any weights and any mistake a test wants.</summary>
internal sealed class OracleModel<TSizes>(LstmWeights weights, Activation activation = Activation.Linear, Action<float[]>? spoil = null)
    : ILstm<OracleState>
    where TSizes : IOracleSizes
{
    public static int InputSize => TSizes.Input;

    public static int HiddenSize => TSizes.Hidden;

    public static int OutputSize => TSizes.Output;

    public static int LayerCount => TSizes.Layers;

    public OracleState InitialState => default;

    public void Run(ref OracleState state, ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        double[][] h = new double[LayerCount][];
        double[][] c = new double[LayerCount][];
        for (int layer = 0; layer < LayerCount; layer++)
        {
            h[layer] = Array.ConvertAll(state.Hidden(layer)[..HiddenSize].ToArray(), value => (double)value);
            c[layer] = Array.ConvertAll(state.Cell(layer)[..HiddenSize].ToArray(), value => (double)value);
        }

        float[] result = [.. LstmOracle.Run(weights, activation, inputs, h, c).Outputs.Select(value => (float)value)];
        spoil?.Invoke(result);
        result.CopyTo(outputs);
    }

    public void Step(ref OracleState state, ReadOnlySpan<float> input, Span<float> output) => throw new NotSupportedException();

    public void StepMany(Span<OracleState> states, ReadOnlySpan<float> inputs, Span<float> outputs) => throw new NotSupportedException();
}
