using System;
using System.Runtime.Intrinsics;
using Lstm.CompilerServices;

namespace Lstm.EndToEnd.Tests;

/// <summary>
/// The generated arithmetic, one float at a time: the same operations in the same order, so the same bits. This is the contract about the
/// order of summation, written down a second time, independently of vectors, tiles and packing.
/// </summary>
/// <remarks>
/// A gate's sum is bias, then inputs, then hidden units, one fused multiply-add each. With up to eight hidden units it runs in two chains,
/// even and odd positions, added at the end. An output of the head sums in eight lanes, position modulo 8, which are added as
/// ((0 + 4) + (2 + 6)) + ((1 + 5) + (3 + 7)). The activations themselves are the runtime's, which has its own tests for them.
/// </remarks>
internal static class ScalarLstm
{
    private const int Lanes = 8;
    private const int Gates = 4;
    private const int Candidate = 2;

    public static (float[] Outputs, float[][] Hidden, float[][] Cell) Run(LstmWeights weights, Activation activation, float[] inputs, StartState start)
    {
        float[][] h = Copy(start.Hidden);
        float[][] c = Copy(start.Cell);
        int steps = inputs.Length / weights.InputSize;
        float[] outputs = new float[steps * weights.OutputSize];
        for (int step = 0; step < steps; step++)
        {
            ReadOnlySpan<float> x = inputs.AsSpan(step * weights.InputSize, weights.InputSize);
            for (int layer = 0; layer < weights.LayerCount; layer++)
            {
                Layer(weights.Layers[layer], x, ref h[layer], c[layer]);
                x = h[layer];
            }

            Span<float> y = outputs.AsSpan(step * weights.OutputSize, weights.OutputSize);
            if (weights.Head.Count == 0)
            {
                x.CopyTo(y);
            }
            else
            {
                Head(weights.Head[0], activation, x, y);
            }
        }

        return (outputs, h, c);
    }

    private static void Layer(LstmLayerWeights weights, ReadOnlySpan<float> x, ref float[] h, float[] c)
    {
        int hidden = weights.HiddenSize;
        float[] next = new float[hidden];
        Span<float> gates = stackalloc float[Gates];
        for (int unit = 0; unit < hidden; unit++)
        {
            for (int gate = 0; gate < Gates; gate++)
            {
                float sum = Sum(weights, gate, gate * hidden + unit, x, h);
                gates[gate] = gate == Candidate ? Tanh(sum) : HalfSigmoid(sum);
            }

            c[unit] = MathF.FusedMultiplyAdd(gates[0], gates[2], gates[1] * c[unit]);
            next[unit] = gates[3] * Tanh(c[unit]);
        }

        h = next;
    }

    private static float Sum(LstmLayerWeights weights, int gate, int row, ReadOnlySpan<float> x, float[] h)
    {
        // A sigmoid's rows are halved, a power of two: sigmoid(v) = tanh(v / 2) / 2 + 1/2.
        float scale = gate == Candidate ? 1f : 0.5f;
        int chainMask = weights.HiddenSize <= Lanes ? 1 : 0;
        Span<float> chains = [weights.Bias[row] * scale, 0f];
        AddProducts(weights.Input.Slice(row * x.Length, x.Length), x, scale, chains, chainMask);
        AddProducts(weights.Recurrent.Slice(row * h.Length, h.Length), h, scale, chains, chainMask);
        return chainMask == 0 ? chains[0] : chains[0] + chains[1];
    }

    private static void AddProducts(ReadOnlySpan<float> row, ReadOnlySpan<float> values, float scale, Span<float> chains, int chainMask)
    {
        for (int k = 0; k < row.Length; k++)
        {
            chains[k & chainMask] = MathF.FusedMultiplyAdd(row[k] * scale, values[k], chains[k & chainMask]);
        }
    }

    private static void Head(DenseWeights head, Activation activation, ReadOnlySpan<float> h, Span<float> y)
    {
        Span<float> lane = stackalloc float[Lanes];
        for (int row = 0; row < y.Length; row++)
        {
            lane.Clear();
            for (int k = 0; k < h.Length; k++)
            {
                float weight = head.Weight[row * h.Length + k];
                lane[k % Lanes] = k < Lanes ? weight * h[k] : MathF.FusedMultiplyAdd(weight, h[k], lane[k % Lanes]);
            }

            float sum = ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7])) + head.Bias[row];
            y[row] = activation switch
            {
                Activation.Sigmoid => HalfSigmoid(sum * 0.5f),
                Activation.Tanh => Tanh(sum),
                Activation.Relu => Math.Max(sum, 0f),
                _ => sum,
            };
        }
    }

    private static float Tanh(float v) => Activations.Tanh(Vector256.Create(v)).ToScalar();

    private static float HalfSigmoid(float v) => Activations.HalfSigmoid(Vector256.Create(v)).ToScalar();

    private static float[][] Copy(float[][] vectors) => Array.ConvertAll(vectors, static vector => (float[])vector.Clone());
}
