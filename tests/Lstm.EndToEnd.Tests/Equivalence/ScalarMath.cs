using System;
using System.Runtime.Intrinsics;
using Lstm.CompilerServices;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests;

/// <summary>
/// The sums of the generated arithmetic, one float at a time, in their documented order; and the runtime's functions of one value.
/// </summary>
internal static class ScalarMath
{
    private const int Lanes = 8;

    /// <summary>Adds a row's products to the chains, one fused multiply-add each, in turns with two of them.</summary>
    public static void AddProducts(ReadOnlySpan<float> row, ReadOnlySpan<float> values, float scale, Span<float> chains)
    {
        for (int k = 0; k < row.Length; k++)
        {
            int chain = k % chains.Length;
            chains[chain] = MathF.FusedMultiplyAdd(row[k] * scale, values[k], chains[chain]);
        }
    }

    /// <summary>The sum of the chains.</summary>
    public static float Joined(ReadOnlySpan<float> chains) => chains.Length == 1 ? chains[0] : chains[0] + chains[1];

    /// <summary>
    /// A row times a vector in eight lanes, position modulo 8, that are added as ((0 + 4) + (2 + 6)) + ((1 + 5) + (3 + 7)).
    /// </summary>
    public static float InLanes(ReadOnlySpan<float> row, ReadOnlySpan<float> values)
    {
        Span<float> lane = stackalloc float[Lanes];
        lane.Clear();
        for (int k = 0; k < row.Length; k++)
        {
            lane[k % Lanes] = k < Lanes ? row[k] * values[k] : MathF.FusedMultiplyAdd(row[k], values[k], lane[k % Lanes]);
        }

        return Joined8(lane);
    }

    /// <summary>
    /// Values normalised as n = fma((v - mean) * r, gamma, beta) with r = 1 / sqrt(variance + epsilon), where sums are made in lanes.
    /// </summary>
    public static float[] Normalised(float[] values, float epsilon, ReadOnlySpan<float> gamma, ReadOnlySpan<float> beta, float scale)
    {
        Span<float> lane = stackalloc float[Lanes];
        lane.Clear();
        for (int k = 0; k < values.Length; k++)
        {
            lane[k % Lanes] += values[k];
        }

        float mean = Joined8(lane) / values.Length;
        lane.Clear();
        for (int k = 0; k < values.Length; k++)
        {
            float difference = values[k] - mean;
            lane[k % Lanes] = MathF.FusedMultiplyAdd(difference, difference, lane[k % Lanes]);
        }

        float r = 1 / MathF.Sqrt(Joined8(lane) / values.Length + epsilon);
        float[] normal = new float[values.Length];
        for (int k = 0; k < values.Length; k++)
        {
            normal[k] = MathF.FusedMultiplyAdd((values[k] - mean) * r, gamma[k] * scale, beta[k] * scale);
        }

        return normal;
    }

    /// <summary>A function of one value.</summary>
    /// <param name="function">Which one.</param>
    /// <param name="v">Its argument; half of it for a sigmoid, which the kernels start from that.</param>
    public static float Apply(FunctionSpec function, float v)
    {
        Vector256<float> x = Vector256.Create(v);
        float alpha = function.Alpha ?? DefaultAlpha(function.Function);
        float beta = function.Beta ?? DefaultBeta(function.Function);
        Vector256<float> y = function.Function switch
        {
            Activation.Linear => x,
            Activation.Sigmoid when function.Arithmetic == LstmArithmetic.Fast => FastActivations.HalfSigmoid(x),
            Activation.Tanh when function.Arithmetic == LstmArithmetic.Fast => FastActivations.Tanh(x),
            Activation.Sigmoid => Activations.HalfSigmoid(x),
            Activation.Tanh => Activations.Tanh(x),
            Activation.Relu => Activations.Relu(x),
            Activation.HardSigmoid => Activations.HardSigmoid(x, alpha, beta),
            Activation.HardSigmoid3 => Activations.HardSigmoid3(x),
            Activation.Softsign => Activations.Softsign(x),
            Activation.Softplus => Activations.Softplus(x),
            Activation.Elu => Activations.Elu(x, alpha),
            Activation.LeakyRelu => Activations.LeakyRelu(x, alpha),
            Activation.ThresholdedRelu => Activations.ThresholdedRelu(x, alpha),
            Activation.Affine => Activations.Affine(x, alpha, beta),
            Activation.ScaledTanh => Activations.ScaledTanh(x, alpha, beta),
            Activation.Clip => Activations.Clip(x, alpha, beta),
            Activation.Silu => Activations.Silu(x),
            Activation.Gelu => Activations.Gelu(x),
            Activation.GeluTanh => Activations.GeluTanh(x),
            Activation.Selu => Activations.Selu(x, alpha, beta),
            Activation.Celu => Activations.Celu(x, alpha),
            Activation.Mish => Activations.Mish(x),
            Activation.HardSwish => Activations.HardSwish(x),
            Activation.Exp => Activations.Exp(x),
            _ => throw new ArgumentOutOfRangeException(nameof(function), function, "Expected a function of one value."),
        };
        return y.ToScalar();
    }

    /// <summary>A function of a value that no weights could halve beforehand.</summary>
    public static float ApplyWhole(FunctionSpec function, float v) => Apply(function, v * ScaleOf(function));

    /// <summary>
    /// What the argument of a function is multiplied by: a sigmoid starts from half of it, a power of two that costs no bit.
    /// </summary>
    public static float ScaleOf(FunctionSpec function) => function.Function == Activation.Sigmoid ? 0.5f : 1f;

    /// <summary>e to the power of a value that is at most 0.</summary>
    public static float ExpOfNegative(float v) => Activations.ExpOfNegative(Vector256.Create(v)).ToScalar();

    /// <summary>The value, or zero where its magnitude is below 2^-62.</summary>
    public static float Settle(float v) => Activations.Settle(Vector256.Create(v)).ToScalar();

    /// <summary>The value, limited to ± a bound; 0 is no bound.</summary>
    public static float Clip(float v, float bound) => bound == 0 ? v : Math.Min(bound, Math.Max(-bound, v));

    private static float Joined8(ReadOnlySpan<float> lane) =>
        ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]));

    private static float DefaultAlpha(Activation function) => function switch
    {
        Activation.HardSigmoid => 0.2f,
        Activation.LeakyRelu => 0.01f,
        Activation.Clip => -1,
        Activation.Selu => 1.6732632f,
        _ => 1,
    };

    private static float DefaultBeta(Activation function) => function switch
    {
        Activation.HardSigmoid => 0.5f,
        Activation.ScaledTanh or Activation.Clip => 1,
        Activation.Selu => 1.050701f,
        _ => 0,
    };
}
