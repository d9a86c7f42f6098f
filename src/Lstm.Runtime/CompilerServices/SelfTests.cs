using System;
using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using Lstm.Shared;

namespace Lstm.CompilerServices;

/// <summary>Runs the self-test of a weights file. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SelfTests
{
    /// <summary>
    /// The largest error that passes, relative to the largest expected output (in a residual network, to the largest difference between
    /// output and input). Two float computations of the same network differ by 1e-7 to 1e-5, because trained networks amplify rounding
    /// errors. A wrong gate order or a transposed matrix causes an error of 1e-2 or more.
    /// </summary>
    public const double Tolerance = 1e-4;

    /// <summary>
    /// The smallest absolute tolerance: the rounding error of a hidden state in a network whose outputs are nearly zero. A self-test whose
    /// outputs (in a residual network, differences between output and input) are all smaller could never fail, and is rejected.
    /// </summary>
    public const double SmallestTolerance = 1e-7;

    /// <summary>
    /// The relative tolerance in <see cref="LstmPrecision.Int16"/>. It applies if the weights pass the self-test in double precision, so
    /// that the file is correct and the error comes from quantization. A larger error means that quantization changes the network too much.
    /// </summary>
    public const double Int16Tolerance = 1e-2;

    /// <summary>The relative tolerance in <see cref="LstmPrecision.Int8"/>, under the same condition.</summary>
    public const double Int8Tolerance = 1e-1;

    /// <summary>The relative tolerance in <see cref="LstmArithmetic.Fast"/>, under the same condition.</summary>
    public const double FastTolerance = 1e-3;

    // 2^-23: the largest relative spacing of neighbouring floats.
    private const double FloatSpacing = 1.0 / (1 << 23);

    /// <summary>
    /// Runs the self-test of the weights on a model that was created from them. Does nothing if the weights have no self-test.
    /// </summary>
    /// <typeparam name="TModel">The generated class.</typeparam>
    /// <typeparam name="TState">The type of its state.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="weights">The weights of the model.</param>
    /// <param name="network">The network that the class was generated for.</param>
    /// <exception cref="ArgumentException">The sizes of the model and of the weights differ.</exception>
    /// <exception cref="WeightFormatException">
    /// The model fails the self-test. The message contains the error, its position and its likely cause.
    /// </exception>
    public static void Verify<TModel, TState>(TModel model, LstmWeights weights, NetworkDescription network)
        where TModel : INetwork<TState>
        where TState : unmanaged, ILstmState
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(network);

        // The model makes its initial state now, so that no later call allocates.
        ref readonly TState start = ref model.InitialState;
        if (weights.SelfTest is not { } test)
        {
            return;
        }

        if ((TModel.InputSize, TModel.HiddenSize, TModel.LayerCount, TModel.OutputSize)
            != (weights.InputSize, weights.HiddenSize, weights.LayerCount, weights.OutputSize))
        {
            throw new ArgumentException("The sizes of the weights are not those of the model.", nameof(weights));
        }

        // Not a local variable: a state may be too large for the stack.
        StrongBox<TState> state = new();
        if (test.StartHidden.IsEmpty)
        {
            state.Value = start;
        }
        else
        {
            StateAccess.Fill(ref state.Value, test.StartHidden, test.StartCell);
        }

        Check(weights, network.Shape, test);
        float[] outputs = new float[test.Output.Length];
        if (model is IPooledLstm<TState> pooled)
        {
            pooled.Predict(ref state.Value, test.Input, outputs);
        }
        else
        {
            model.Run(ref state.Value, test.Input, outputs);
        }

        Judge(weights, network.Shape, outputs);
    }

    /// <summary>
    /// Runs the self-test of weights without a generated class, in double precision. The result predicts that of the class. Does nothing if
    /// the weights have no self-test, or if the network has a stochastic forget gate, whose random numbers only the class produces.
    /// </summary>
    /// <exception cref="WeightFormatException">The weights fail the self-test.</exception>
    internal static void VerifyReference(LstmWeights weights, NetworkShape network)
    {
        if (weights.SelfTest is { } test && !network.IsRandom)
        {
            Check(weights, network, test);
            Judge(weights, network, ReferenceOutputs(weights, network));
        }
    }

    /// <summary>Returns whether weights with a self-test pass it in double precision.</summary>
    internal static bool MeetsReference(LstmWeights weights, NetworkShape network) =>
        Comparison(weights, network, ReferenceOutputs(weights, network)).Passes;

    /// <summary>Checks that a self-test is one of the network.</summary>
    /// <exception cref="WeightFormatException">An input is no token, or the outputs have another shape.</exception>
    internal static void Check(LstmWeights weights, NetworkShape network, LstmSelfTest test)
    {
        int wrong = network.Vocabulary > 0 ? Tokens.IndexOfWrong(test.Input, network.Vocabulary) : -1;
        if (wrong >= 0)
        {
            throw new WeightFormatException(
                weights.Source,
                SelfTestTensors.InputName,
                $"numbers of tokens from 0 to {network.Vocabulary - 1}",
                string.Create(CultureInfo.InvariantCulture, $"{test.Input[wrong]} at step {wrong}"));
        }

        int steps = network.Pool is null ? test.Steps : 1;
        if (test.Output.Length != steps * weights.OutputSize)
        {
            throw new WeightFormatException(
                weights.Source,
                SelfTestTensors.OutputName,
                $"shape [{steps}, {weights.OutputSize}], "
                    + (network.Pool is null ? "an output for each step" : "one output for the sequence"),
                $"shape [{test.Output.Length / weights.OutputSize}, {weights.OutputSize}]");
        }
    }

    private static float[] ReferenceOutputs(LstmWeights weights, NetworkShape network)
    {
        float[] outputs = new float[weights.SelfTest!.Output.Length];
        foreach ((int step, double[] values) in ReferenceNetwork.RunSelfTest(network, weights))
        {
            for (int output = 0; output < values.Length; output++)
            {
                outputs[step * values.Length + output] = (float)values[output];
            }
        }

        return outputs;
    }

    private static SelfTestComparison Comparison(LstmWeights weights, NetworkShape network, float[] outputs, double allowance = 1) =>
        SelfTestComparison.Of(weights.SelfTest!.Output, outputs, allowance * ToleranceFor(weights, network, weights.SelfTest));

    /// <summary>
    /// Returns the factor of the tolerance that a class's precision and arithmetic allow. A larger error comes either from them or from a
    /// wrong file. A run in double precision with the original weights decides.
    /// </summary>
    internal static double AllowanceOf(LstmWeights weights, NetworkShape network)
    {
        double tolerance = network switch
        {
            { Precision: LstmPrecision.Int8 } => Int8Tolerance,
            { Precision: LstmPrecision.Int16 } => Int16Tolerance,
            { Arithmetic: LstmArithmetic.Fast } => FastTolerance,
            _ => Tolerance,
        };
        return tolerance > Tolerance && MeetsReference(weights, network) ? tolerance / Tolerance : 1;
    }

    private static void Judge(LstmWeights weights, NetworkShape network, float[] outputs)
    {
        SelfTestComparison comparison = Comparison(weights, network, outputs);
        if (comparison.Passes)
        {
            return;
        }

        double allowance = AllowanceOf(weights, network);
        if (allowance > 1)
        {
            comparison = Comparison(weights, network, outputs, allowance);
            if (comparison.Passes)
            {
                return;
            }
        }

        throw Miss(weights, network, comparison);
    }

    /// <summary>Returns the largest error that passes.</summary>
    /// <remarks>In a residual network, only the difference between output and input depends on the weights.</remarks>
    /// <exception cref="WeightFormatException">The expected outputs are so small that the self-test could not fail.</exception>
    internal static double ToleranceFor(LstmWeights weights, NetworkShape network, LstmSelfTest test)
    {
        double largest = 0;
        double largestOutput = 0;
        for (int index = 0; index < test.Output.Length; index++)
        {
            int step = index / weights.OutputSize;
            int output = index % weights.OutputSize;
            double added = network.Residual ? test.Input[step * weights.InputSize + output] : 0;
            largest = Math.Max(largest, Math.Abs(test.Output[index] - added));
            largestOutput = Math.Max(largestOutput, Math.Abs(test.Output[index]));
        }

        // Adding a large input rounds the sum to the precision of that input, even if the network's contribution is small.
        double rounding = network.Residual ? FloatSpacing * largestOutput : 0;
        double tolerance = Math.Max(SmallestTolerance, Tolerance * largest) + rounding;
        string what = network.Residual ? "an output that differs from its input by more than" : "an output above";
        return largest > tolerance
            ? tolerance
            : throw new WeightFormatException(
                weights.Source,
                SelfTestTensors.OutputName,
                string.Create(CultureInfo.InvariantCulture, $"{what} {tolerance:G1}, because smaller outputs prove nothing"),
                string.Create(CultureInfo.InvariantCulture, $"none above {largest:G3}"));
    }

    private static WeightFormatException Miss(LstmWeights weights, NetworkShape network, SelfTestComparison comparison)
    {
        int size = weights.OutputSize;
        string At(int index) => string.Create(CultureInfo.InvariantCulture, $"step {index / size}, output {index % size}");
        string expected = string.Create(
            CultureInfo.InvariantCulture,
            $"{comparison.ExpectedAtFirst:G9} within {comparison.Tolerance:G3} at {At(comparison.First)}");
        string found = string.Create(
            CultureInfo.InvariantCulture,
            $"{comparison.FoundAtFirst:G9} (values outside the tolerance: {comparison.Misses} of {comparison.Count}, this is the first; ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"the largest error is {comparison.LargestError:G3} at {At(comparison.Largest)}); ")
            + SelfTestDiagnosis.Explain(network, weights, comparison);
        return new WeightFormatException(weights.Source, SelfTestTensors.OutputName, expected, found);
    }
}
