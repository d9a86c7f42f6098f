using System;
using System.Threading;
using Lstm.EndToEnd.Tests.Golden;

namespace Lstm.EndToEnd.Tests.Proofs;

// One for each way to break a promise. Their names stand in the messages.

internal sealed class FaithfulModel : WrappedModel;

internal sealed class AllocatesInStep : WrappedModel
{
    private byte[]? _last;

    public override void Step(ref Torch3x3.State state, ReadOnlySpan<float> input, Span<float> output)
    {
        _last = new byte[_last is null ? 1000 : 100];
        base.Step(ref state, input, output);
    }
}

internal sealed class AllocatesInTheFirstRun : WrappedModel
{
    private float[]? _scratch;

    public override void Run(ref Torch3x3.State state, ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        _scratch ??= new float[100];
        base.Run(ref state, inputs, outputs);
    }
}

internal sealed class AllocatesInStepMany : WrappedModel
{
    public override void StepMany(Span<Torch3x3.State> states, ReadOnlySpan<float> inputs, Span<float> outputs) =>
        base.StepMany(states.ToArray(), inputs, outputs);
}

internal sealed class AllocatesInBlocks : WrappedModel
{
    public override void StepMany(StateBlock<Torch3x3.State> states, ReadOnlySpan<float> inputs, Span<float> outputs) =>
        base.StepMany(states, inputs.ToArray(), outputs);
}

internal sealed class AllocatesInRanges : WrappedModel
{
    public override void StepMany(
        StateBlock<Torch3x3.State> states, int first, int count, ReadOnlySpan<float> inputs, Span<float> outputs) =>
        base.StepMany(states, first, count, inputs.ToArray(), outputs);
}

internal sealed class OtherBitsInRun : WrappedModel
{
    public override void Run(ref Torch3x3.State state, ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        base.Run(ref state, inputs, outputs);
        if (outputs.Length > 14)
        {
            Spoil(ref outputs[14]);
        }
    }
}

internal sealed class OtherStateAfterShortRuns : WrappedModel
{
    public override void Run(ref Torch3x3.State state, ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        base.Run(ref state, inputs, outputs);

        // Only the very last piece of a sequence is shorter than two steps.
        if (outputs.Length == 3)
        {
            Spoil(ref state.Cell()[2]);
        }
    }
}

internal sealed class OtherBitsInStepMany : WrappedModel
{
    public override void StepMany(Span<Torch3x3.State> states, ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        base.StepMany(states, inputs, outputs);
        if (states.Length >= 8)
        {
            Spoil(ref outputs[6 * 3 + 1]);
        }
    }
}

internal sealed class OtherBitsInBlocks : WrappedModel
{
    public override void StepMany(StateBlock<Torch3x3.State> states, ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        base.StepMany(states, inputs, outputs);
        Spoil(ref outputs[0]);
    }
}

internal sealed class OtherBitsInRanges : WrappedModel
{
    public override void StepMany(StateBlock<Torch3x3.State> states, int first, int count, ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        base.StepMany(states, first, count, inputs, outputs);
        if (first > 0)
        {
            Spoil(ref outputs[^1]);
        }
    }
}

/// <summary>Its state is not only in the state.</summary>
internal sealed class Remembers : WrappedModel
{
    private int _steps;

    public override void Step(ref Torch3x3.State state, ReadOnlySpan<float> input, Span<float> output)
    {
        base.Step(ref state, input, output);
        if (++_steps > 19 * 50)
        {
            Spoil(ref output[2]);
        }
    }
}

/// <summary>One thread at a time is all it can bear: it keeps a step's input in itself.</summary>
internal sealed class NotForThreads : WrappedModel
{
    private readonly float[] _input = new float[3];

    public override void Step(ref Torch3x3.State state, ReadOnlySpan<float> input, Span<float> output)
    {
        input.CopyTo(_input);
        Thread.Yield();
        base.Step(ref state, _input, output);
    }
}

/// <summary>Fails beside others, with an exception of its own.</summary>
internal sealed class ThrowsOnThreads : WrappedModel
{
    private readonly int _thread = Environment.CurrentManagedThreadId;

    public override void Step(ref Torch3x3.State state, ReadOnlySpan<float> input, Span<float> output)
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            throw new NotSupportedException("Not on this thread.");
        }

        base.Step(ref state, input, output);
    }
}

internal sealed class AllocatesInScratch : WrappedSequenceModel
{
    public override void Run(
        ref Torch4x12Bidirectional.State state, ReadOnlySpan<float> inputs, Span<float> outputs, Span<float> scratch) =>
        base.Run(ref state, inputs.ToArray(), outputs, scratch);
}

/// <summary>Takes it that the scratch memory is cleared.</summary>
internal sealed class TrustsScratch : WrappedSequenceModel
{
    public override void Run(ref Torch4x12Bidirectional.State state, ReadOnlySpan<float> inputs, Span<float> outputs, Span<float> scratch)
    {
        base.Run(ref state, inputs, outputs, scratch);
        outputs[24 + 5] += scratch[0];
    }
}
