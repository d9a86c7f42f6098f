using System;
using System.Collections.Generic;

namespace Lstm.EndToEnd.Tests.Processes;

/// <summary>
/// The verbs of a network, all of which the table of bits compares. Without reflection: they are compiled ahead of time, too.
/// </summary>
internal static class BitVerbs
{
    // A run that looks ahead takes three steps at once: pieces of every remainder, and a run of one.
    private static readonly int[] s_pieces = [1, 5, 13, 3];

    public static IReadOnlyList<BitVerb<TState>> OfSteps<TModel, TState>(TModel model)
        where TModel : ILstm<TState>
        where TState : unmanaged, ILstmState =>
    [
        new(
            "Step",
            (states, inputs, outputs) => Each<TState>(states, inputs, outputs, [1], TModel.InputSize, TModel.OutputSize, model.Step)),
        new(
            "Run",
            (states, inputs, outputs) => Each<TState>(states, inputs, outputs, s_pieces, TModel.InputSize, TModel.OutputSize, model.Run)),
        new(
            "StepMany",
            (states, inputs, outputs) => Together(
                inputs, outputs, TModel.InputSize, TModel.OutputSize, (x, y) => model.StepMany(states, x, y))),
        new("StepMany of a block", (states, inputs, outputs) =>
        {
            StateBlock<TState> block = new(states.Length);
            block.CopyFrom(states);
            Together(inputs, outputs, TModel.InputSize, TModel.OutputSize, (x, y) => model.StepMany(block, x, y));
            block.CopyTo(states);
        }),
    ];

    public static IReadOnlyList<BitVerb<TState>> OfSequences<TModel, TState>(TModel model)
        where TModel : ISequenceLstm<TState>
        where TState : unmanaged, ILstmState =>
    [
        new("Run", (states, inputs, outputs) =>
        {
            for (int stream = 0; stream < states.Length; stream++)
            {
                model.Run(ref states[stream], inputs[stream], outputs[stream]);
            }
        }),
        new("Run in scratch memory", (states, inputs, outputs) =>
        {
            for (int stream = 0; stream < states.Length; stream++)
            {
                model.Run(
                    ref states[stream],
                    inputs[stream],
                    outputs[stream],
                    new float[TModel.ScratchLength(inputs[stream].Length / TModel.InputSize)]);
            }
        }),
    ];

    private delegate void Advance<TState>(ref TState state, ReadOnlySpan<float> inputs, Span<float> outputs);

    private static void Each<TState>(
        TState[] states, float[][] inputs, float[][] outputs, int[] pieces, int inputSize, int outputSize, Advance<TState> advance)
    {
        for (int stream = 0; stream < states.Length; stream++)
        {
            int steps = inputs[stream].Length / inputSize;
            for ((int done, int next) = (0, 0); done < steps; next++)
            {
                int piece = Math.Min(pieces[next % pieces.Length], steps - done);
                advance(
                    ref states[stream],
                    inputs[stream].AsSpan(done * inputSize, piece * inputSize),
                    outputs[stream].AsSpan(done * outputSize, piece * outputSize));
                done += piece;
            }
        }
    }

    private static void Together(float[][] inputs, float[][] outputs, int inputSize, int outputSize, Action<float[], float[]> step)
    {
        int streams = inputs.Length;
        float[] x = new float[streams * inputSize];
        float[] y = new float[streams * outputSize];
        for (int done = 0; done < inputs[0].Length / inputSize; done++)
        {
            for (int stream = 0; stream < streams; stream++)
            {
                inputs[stream].AsSpan(done * inputSize, inputSize).CopyTo(x.AsSpan(stream * inputSize));
            }

            step(x, y);
            for (int stream = 0; stream < streams; stream++)
            {
                y.AsSpan(stream * outputSize, outputSize).CopyTo(outputs[stream].AsSpan(done * outputSize));
            }
        }
    }
}
