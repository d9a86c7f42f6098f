using System;
using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using Lstm.Shared;

namespace Lstm.CompilerServices;

/// <summary>Runs the self-test that weights carry. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SelfTests
{
    /// <summary>
    /// The largest error that passes, as a share of the largest expected output (of its difference from the input where that is added). Two float computations of one network differ by
    /// 1e-7 to 1e-5 of it (trained networks amplify the rounding), a wrong gate order or a transpose by 1e-2 and more.
    /// </summary>
    public const double Tolerance = 1e-4;

    /// <summary>
    /// The largest error that passes in any case: what rounding the hidden state costs a network whose outputs are nearly zero. A self-test
    /// with no output above it, or none that differs more from an input that is added, could not fail, and is refused.
    /// </summary>
    public const double SmallestTolerance = 1e-7;

    /// <summary>
    /// The same in <see cref="LstmPrecision.Int16"/>, for weights that meet their self-test in double precision: the file is right then, and the class's rounding is
    /// its choice. Beyond it the outputs are hardly those of the network any more.
    /// </summary>
    public const double Int16Tolerance = 1e-2;

    /// <summary>The same in <see cref="LstmPrecision.Int8"/>.</summary>
    public const double Int8Tolerance = 1e-1;

    // 2^-23: neighbouring floats are no further apart, as a share of them.
    private const double FloatSpacing = 1.0 / (1 << 23);

    private delegate void Run<TState>(ref TState state, ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>Proves a model that has just taken its weights; does nothing when they carry no self-test.</summary>
    /// <typeparam name="TModel">The generated class.</typeparam>
    /// <typeparam name="TState">Its state.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="weights">The weights it has taken.</param>
    /// <param name="network">The network that it was generated for.</param>
    /// <exception cref="ArgumentException">The model's sizes are not those of the weights.</exception>
    /// <exception cref="WeightFormatException">
    /// The model misses the self-test. The message says by how much, where, and what may be the cause.
    /// </exception>
    public static void Verify<TModel, TState>(TModel model, LstmWeights weights, NetworkDescription network)
        where TModel : ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        ArgumentNullException.ThrowIfNull(model);
        Prove(
            (TModel.InputSize, TModel.HiddenSize, TModel.LayerCount, TModel.OutputSize), () => model.InitialState, model.Run, weights, network);
    }

    /// <summary>Proves a model that runs whole sequences and has just taken its weights; does nothing when they carry no self-test.</summary>
    /// <typeparam name="TModel">The generated class.</typeparam>
    /// <typeparam name="TState">Its state.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="weights">The weights it has taken.</param>
    /// <param name="network">The network that it was generated for.</param>
    /// <exception cref="ArgumentException">The model's sizes are not those of the weights.</exception>
    /// <exception cref="WeightFormatException">
    /// The model misses the self-test. The message says by how much, where, and what may be the cause.
    /// </exception>
    public static void VerifySequence<TModel, TState>(TModel model, LstmWeights weights, NetworkDescription network)
        where TModel : ISequenceLstm<TState>
        where TState : unmanaged, ILstmState
    {
        ArgumentNullException.ThrowIfNull(model);
        Prove(
            (TModel.InputSize, TModel.HiddenSize, TModel.LayerCount, TModel.OutputSize), () => model.InitialState, model.Run, weights, network);
    }

    private static void Prove<TState>(
        (int Input, int Hidden, int Layers, int Output) sizes, Func<TState> initialState, Run<TState> run, LstmWeights weights, NetworkDescription network)
        where TState : unmanaged, ILstmState
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(network);
        if (weights.SelfTest is not { } test)
        {
            return;
        }

        if (sizes != (weights.InputSize, weights.HiddenSize, weights.LayerCount, weights.OutputSize))
        {
            throw new ArgumentException("Expected weights of the model's own sizes.", nameof(weights));
        }

        Judge(weights, network.Shape, OutputsOf(test, initialState, run));
    }

    /// <summary>
    /// Proves weights of which no class is generated yet, in double precision: what the class will find when it takes them. Does nothing when they carry no
    /// self-test, or one of a drawn forget gate, which only the class itself can draw.
    /// </summary>
    /// <exception cref="WeightFormatException">The weights miss the self-test.</exception>
    internal static void VerifyReference(LstmWeights weights, NetworkShape network)
    {
        if (weights.SelfTest is not null && !network.Cell.StochasticForget)
        {
            Judge(weights, network, ReferenceOutputs(weights, network));
        }
    }

    /// <summary>Whether weights that carry a self-test meet it, in double precision.</summary>
    internal static bool MeetsReference(LstmWeights weights, NetworkShape network) => Comparison(weights, network, ReferenceOutputs(weights, network)).Passes;

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

    private static void Judge(LstmWeights weights, NetworkShape network, float[] outputs)
    {
        SelfTestComparison comparison = Comparison(weights, network, outputs);
        if (comparison.Passes)
        {
            return;
        }

        // What quantized weights miss may be their rounding or the file, and a run in double precision, which rounds nothing, tells which.
        if (network.IsQuantized && MeetsReference(weights, network))
        {
            double allowance = (network.Precision == LstmPrecision.Int8 ? Int8Tolerance : Int16Tolerance) / Tolerance;
            comparison = Comparison(weights, network, outputs, allowance);
            if (comparison.Passes)
            {
                return;
            }
        }

        throw Miss(weights, network, comparison);
    }

    // A method of its own: a state may be large, and without a self-test none should stand on the stack.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float[] OutputsOf<TState>(LstmSelfTest test, Func<TState> initialState, Run<TState> run)
        where TState : unmanaged, ILstmState
    {
        TState state = test.StartHidden.IsEmpty ? initialState() : StateAccess.At<TState>(test.StartHidden, test.StartCell);
        float[] outputs = new float[test.Output.Length];
        run(ref state, test.Input, outputs);
        return outputs;
    }

    /// <summary>The largest error that passes.</summary>
    /// <remarks>Where the inputs are added to the outputs, only the difference tells anything about the weights.</remarks>
    /// <exception cref="WeightFormatException">The outputs are so small that nothing would be proved.</exception>
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

        // A sum with a large input is rounded to floats of that size, however small the rest of it is.
        double rounding = network.Residual ? FloatSpacing * largestOutput : 0;
        double tolerance = Math.Max(SmallestTolerance, Tolerance * largest) + rounding;
        string what = network.Residual ? "an output that differs from its input by more than" : "an output above";
        return largest > tolerance
            ? tolerance
            : throw new WeightFormatException(
                weights.Source,
                SelfTestTensors.OutputName,
                string.Create(CultureInfo.InvariantCulture, $"{what} {tolerance:G1}, without which nothing is proved"),
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
            $"{comparison.FoundAtFirst:G9} (the first of {comparison.Misses} misses among {comparison.Count} values; ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"the largest error is {comparison.LargestError:G3} at {At(comparison.Largest)}); ")
            + SelfTestDiagnosis.Explain(network, weights, comparison);
        return new WeightFormatException(weights.Source, SelfTestTensors.OutputName, expected, found);
    }
}
