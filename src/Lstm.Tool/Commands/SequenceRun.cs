using System;
using Lstm.Import;
using Lstm.Import.Sequences;
using Lstm.Tool.Audio;
using Lstm.Tool.Compilation;

namespace Lstm.Tool.Commands;

/// <summary>A run of a network over a sequence, from a reader to a writer.</summary>
/// <param name="model">The network.</param>
/// <param name="reader">The reader of the inputs.</param>
/// <param name="writer">The writer of the outputs.</param>
/// <param name="signal">The gains to apply before and after the network.</param>
internal sealed class SequenceRun(CompiledModel model, SequenceReader reader, SequenceWriter writer, Preprocessing signal)
{
    /// <summary>Runs the whole sequence and returns the number of steps.</summary>
    /// <param name="chunk">The number of steps in memory at once; ignored for a network that needs whole sequences.</param>
    /// <param name="progress">Receives the number of steps completed since the last call.</param>
    public long Run(int chunk, Action<long> progress) => model.CanStep ? RunInPieces(chunk, progress) : RunWhole(progress);

    private long RunInPieces(int chunk, Action<long> progress)
    {
        float[] inputs = new float[chunk * model.InputSize];
        float[] outputs = new float[chunk * model.OutputSize];
        long all = 0;
        for (int steps = reader.Read(inputs); steps > 0; steps = reader.Read(inputs))
        {
            Pass(inputs.AsSpan(0, steps * model.InputSize), outputs.AsSpan(0, steps * model.OutputSize));
            all += steps;
            progress(steps);
        }

        return all;
    }

    // A backward direction starts with the last step, and a mean needs all steps.
    private long RunWhole(Action<long> progress)
    {
        float[] inputs = reader.ReadToEnd();
        int steps = inputs.Length / model.InputSize;
        Pass(inputs, new float[model.OutputSteps(steps) * model.OutputSize]);
        progress(steps);
        return steps;
    }

    private void Pass(Span<float> inputs, Span<float> outputs)
    {
        Gain.Apply(inputs, signal.InputGain);
        model.Run(inputs, outputs);
        Gain.Apply(outputs, signal.OutputGain);
        writer.Write(outputs);
    }
}
