using System;
using Lstm.Import;
using Lstm.Import.Sequences;
using Lstm.Tool.Audio;
using Lstm.Tool.Compilation;

namespace Lstm.Tool.Commands;

/// <summary>Takes a sequence through a network, from a reader to a writer.</summary>
/// <param name="model">The network.</param>
/// <param name="reader">The inputs.</param>
/// <param name="writer">Receives the outputs.</param>
/// <param name="signal">The gains around the network; none to apply none.</param>
internal sealed class SequenceRun(CompiledModel model, SequenceReader reader, SequenceWriter writer, Preprocessing signal)
{
    /// <summary>Runs all of it, and gives the number of steps.</summary>
    /// <param name="chunk">Steps in memory at once, where the network allows it.</param>
    /// <param name="progress">Is told how many steps more are done.</param>
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

    // What walks backward starts with the last step.
    private long RunWhole(Action<long> progress)
    {
        float[] inputs = reader.ReadToEnd();
        int steps = inputs.Length / model.InputSize;
        Pass(inputs, new float[steps * model.OutputSize]);
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
