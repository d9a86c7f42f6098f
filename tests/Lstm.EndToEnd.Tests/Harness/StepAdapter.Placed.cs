using System;
using System.Runtime.InteropServices;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests;

// Calls whose inputs and outputs lie in one array, and may overlap there.
internal sealed partial class StepAdapter<TModel, TState>
{
    public override PlacedCall CallWithin(Verb verb, int count, int inputsAt, int outputsAt)
    {
        bool sequence = verb is Verb.Step or Verb.Run;
        TState[] states = States<TState>.Busy(sequence ? 1 : count);
        StateBlock<TState> block = new(states.Length);
        block.CopyFrom(states);
        byte[] before = MemoryMarshal.AsBytes<TState>(states).ToArray();

        int inputs = count * InputSize;
        int outputs = count * OutputSize;
        float[] all = new float[Math.Max(inputsAt + inputs, outputsAt + outputs)];
        RandomWeights.Inputs(count, InputSize, seed: 5).CopyTo(all, inputsAt);
        float[] copy = [.. all];
        ArgumentException? thrown = Refusal(() =>
        {
            Span<float> x = all.AsSpan(inputsAt, inputs);
            Span<float> y = all.AsSpan(outputsAt, outputs);
            switch (verb)
            {
                case Verb.Step:
                    model.Step(ref states[0], x, y);
                    break;
                case Verb.Run:
                    model.Run(ref states[0], x, y);
                    break;
                case Verb.StepMany:
                    model.StepMany(states, x, y);
                    break;
                case Verb.StepBlock:
                    model.StepMany(block, x, y);
                    break;
                case Verb.StepRanges:
                    model.StepMany(block, 0, count, x, y);
                    break;
                default:
                    throw Unknown(verb);
            }
        });
        if (verb is Verb.StepBlock or Verb.StepRanges)
        {
            block.CopyTo(states);
        }

        byte[] after = MemoryMarshal.AsBytes<TState>(states).ToArray();
        bool untouched = before.AsSpan().SequenceEqual(after) && Bits.Equal(copy, all);
        return new PlacedCall(thrown, untouched, all[outputsAt..(outputsAt + outputs)], after);
    }
}
