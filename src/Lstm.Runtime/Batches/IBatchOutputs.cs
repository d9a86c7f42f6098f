using System;

namespace Lstm;

/// <summary>The outputs of a batch that a caller receives.</summary>
internal interface IBatchOutputs
{
    /// <summary>Returns whether the output of a step is one of them.</summary>
    /// <param name="step">The step.</param>
    /// <param name="length">The number of steps of its sequence.</param>
    static abstract bool Has(int step, int length);

    /// <summary>Returns the row of an output.</summary>
    /// <param name="sequence">Its sequence.</param>
    /// <param name="input">The row of its input.</param>
    static abstract int RowOf(int sequence, int input);

    /// <summary>Returns the outputs of a sequence.</summary>
    /// <param name="outputs">The outputs of the batch.</param>
    /// <param name="size">The number of values of an output.</param>
    /// <param name="sequence">The sequence.</param>
    /// <param name="start">The row of its first input.</param>
    /// <param name="length">The number of its steps.</param>
    static abstract Span<float> Of(Span<float> outputs, int size, int sequence, int start, int length);

    /// <summary>Runs a sequence.</summary>
    static abstract void Run<TState>(INetwork<TState> model, ref TState state, ReadOnlySpan<float> inputs, Span<float> outputs)
        where TState : unmanaged, ILstmState;
}

/// <summary>An output for each step, in the row of its input.</summary>
internal readonly struct EveryStep : IBatchOutputs
{
    public static bool Has(int step, int length) => true;

    public static int RowOf(int sequence, int input) => input;

    public static Span<float> Of(Span<float> outputs, int size, int sequence, int start, int length) =>
        outputs.Slice(start * size, length * size);

    public static void Run<TState>(INetwork<TState> model, ref TState state, ReadOnlySpan<float> inputs, Span<float> outputs)
        where TState : unmanaged, ILstmState => model.Run(ref state, inputs, outputs);
}

/// <summary>The output of the last step, in the row of its sequence.</summary>
internal readonly struct LastStep : IBatchOutputs
{
    public static bool Has(int step, int length) => step == length - 1;

    public static int RowOf(int sequence, int input) => sequence;

    public static Span<float> Of(Span<float> outputs, int size, int sequence, int start, int length) =>
        outputs.Slice(sequence * size, size);

    public static void Run<TState>(INetwork<TState> model, ref TState state, ReadOnlySpan<float> inputs, Span<float> outputs)
        where TState : unmanaged, ILstmState => ((IPooledLstm<TState>)model).Predict(ref state, inputs, outputs);
}
