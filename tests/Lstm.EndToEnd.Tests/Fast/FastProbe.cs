using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.Intrinsics.X86;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests.Fast;

[Lstm(input: 3, hidden: 16, Arithmetic = LstmArithmetic.Fast)]
public sealed partial class FastProbe16;

[Lstm(input: 2, hidden: 24, Output = 3, OutputActivation = Activation.Tanh, Arithmetic = LstmArithmetic.Fast)]
public sealed partial class FastProbe24;

[Gru(input: 3, hidden: 8, Arithmetic = LstmArithmetic.Fast)]
public sealed partial class FastProbeGru;

/// <summary>Prints the errors of networks in fast arithmetic, as this process computes them, and whether all verbs agree.</summary>
internal static class FastProbe
{
    public const string Command = "probe-fast";

    private const int Steps = 50;
    private const int Streams = 11;

    public static void Run(TextWriter output)
    {
        output.WriteLine($"isa fma {Fma.IsSupported}");
        Print<FastProbe16, FastProbe16.State>(output, new NetworkSpec(3, 16), static weights => new(weights));
        Print<FastProbe24, FastProbe24.State>(
            output, new NetworkSpec(2, 24) { Head = [new DenseSpec(3, Activation.Tanh)] }, static weights => new(weights));
        Print<FastProbeGru, FastProbeGru.State>(output, new NetworkSpec(3, 8) { Gru = true }, static weights => new(weights));
    }

    private static void Print<TModel, TState>(TextWriter output, NetworkSpec spec, Func<LstmWeights, TModel> create)
        where TModel : ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        LstmWeights weights = RandomWeights.Create(spec, seed: 5);
        TModel model = create(weights);
        float[] inputs = RandomWeights.Inputs(Steps, spec.Input);
        int size = spec.OutputSize;
        TState state = default;
        float[] run = new float[Steps * size];
        model.Run(ref state, inputs, run);

        TState one = default;
        TState[] many = new TState[Streams];
        float[] stepped = new float[size];
        float[] together = new float[Streams * size];
        bool same = true;
        for (int step = 0; step < Steps; step++)
        {
            float[] x = inputs[(step * spec.Input)..((step + 1) * spec.Input)];
            model.Step(ref one, x, stepped);
            model.StepMany(many, [.. Enumerable.Repeat(x, Streams).SelectMany(static values => values)], together);
            ReadOnlySpan<float> expected = run.AsSpan(step * size, size);
            same &= expected.SequenceEqual(stepped) && expected.SequenceEqual(together.AsSpan((Streams - 1) * size));
        }

        double[] exact = LstmOracle.Run((ListSpec)spec, weights, inputs).Outputs;
        double error = exact.Zip(run, static (right, found) => Math.Abs(right - found)).Max();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fast {spec.Name} {error:R} {same}"));
    }
}
