using System;
using System.Buffers;
using System.Runtime.CompilerServices;
using Lstm.CompilerServices;
using Lstm.Shared;

namespace Lstm;

/// <summary>
/// Runs batches of sequences of different lengths: padded, as training frameworks have them, or packed without padding.
/// </summary>
/// <remarks>
/// <para>
/// Each sequence starts from the initial state, and its outputs have the bits of a run of its own. A network that steps advances all
/// sequences together with <c>StepMany</c>, the longest first, so that the sequences that still run are always side by side.
/// </para>
/// <para>Buffers come from the shared array pool, so further calls of the same size do not allocate.</para>
/// </remarks>
public static class SequenceBatches
{
    /// <summary>Runs sequences that are padded to one length.</summary>
    /// <typeparam name="TState">The network's state.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="inputs">The inputs, row-major [sequences, longest, input]. Those after the end of a sequence are not read.</param>
    /// <param name="lengths">The number of steps of each sequence, 0 to longest.</param>
    /// <param name="outputs">Receives the outputs, row-major [sequences, longest, output], and zeros after the end of a sequence.</param>
    /// <exception cref="ArgumentException">A length is out of its range, or the length of a span does not match.</exception>
    /// <exception cref="NotSupportedException">The network has one output for a sequence: see <c>PredictMany</c>.</exception>
    public static void RunMany<TState>(
        this INetwork<TState> model, ReadOnlySpan<float> inputs, ReadOnlySpan<int> lengths, Span<float> outputs)
        where TState : unmanaged, ILstmState
    {
        NetworkShape network = NetworkWithSteps(model);
        int longest = LongestOf(network, inputs, lengths);
        CheckOutputs(outputs, lengths.Length * longest, network.Output);
        outputs.Clear();
        Run<TState, EveryStep>(model, network, inputs, new BatchRows(lengths, longest), outputs);
    }

    /// <summary>Runs sequences that follow each other without padding.</summary>
    /// <typeparam name="TState">The network's state.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="inputs">The inputs, row-major [steps of all sequences, input].</param>
    /// <param name="lengths">The number of steps of each sequence.</param>
    /// <param name="outputs">Receives the outputs, row-major [steps of all sequences, output].</param>
    /// <exception cref="ArgumentException">A length is negative, or the length of a span does not match.</exception>
    /// <exception cref="NotSupportedException">The network has one output for a sequence: see <c>PredictPacked</c>.</exception>
    public static void RunPacked<TState>(
        this INetwork<TState> model, ReadOnlySpan<float> inputs, ReadOnlySpan<int> lengths, Span<float> outputs)
        where TState : unmanaged, ILstmState
    {
        NetworkShape network = NetworkWithSteps(model);
        CheckOutputs(outputs, StepsOf(network, inputs, lengths), network.Output);
        Run<TState, EveryStep>(model, network, inputs, new BatchRows(lengths), outputs);
    }

    /// <summary>Computes the output of each of many sequences that are padded to one length.</summary>
    /// <typeparam name="TState">The network's state.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="inputs">The inputs, row-major [sequences, longest, input]. Those after the end of a sequence are not read.</param>
    /// <param name="lengths">The number of steps of each sequence, 1 to longest.</param>
    /// <param name="outputs">Receives the outputs, row-major [sequences, output].</param>
    /// <exception cref="ArgumentException">A length is out of its range, or the length of a span does not match.</exception>
    public static void PredictMany<TState>(
        this IPooledLstm<TState> model, ReadOnlySpan<float> inputs, ReadOnlySpan<int> lengths, Span<float> outputs)
        where TState : unmanaged, ILstmState
    {
        NetworkShape network = NetworkOf(model);
        int longest = LongestOf(network, inputs, lengths);
        CheckPredictions(network, lengths, outputs);
        Run<TState, LastStep>(model, network, inputs, new BatchRows(lengths, longest), outputs);
    }

    /// <summary>Computes the output of each of many sequences that follow each other without padding.</summary>
    /// <typeparam name="TState">The network's state.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="inputs">The inputs, row-major [steps of all sequences, input].</param>
    /// <param name="lengths">The number of steps of each sequence, at least 1.</param>
    /// <param name="outputs">Receives the outputs, row-major [sequences, output].</param>
    /// <exception cref="ArgumentException">A length is below 1, or the length of a span does not match.</exception>
    public static void PredictPacked<TState>(
        this IPooledLstm<TState> model, ReadOnlySpan<float> inputs, ReadOnlySpan<int> lengths, Span<float> outputs)
        where TState : unmanaged, ILstmState
    {
        NetworkShape network = NetworkOf(model);
        StepsOf(network, inputs, lengths);
        CheckPredictions(network, lengths, outputs);
        Run<TState, LastStep>(model, network, inputs, new BatchRows(lengths), outputs);
    }

    private static void Run<TState, TOutputs>(
        INetwork<TState> model, NetworkShape network, ReadOnlySpan<float> inputs, BatchRows rows, Span<float> outputs)
        where TState : unmanaged, ILstmState
        where TOutputs : struct, IBatchOutputs
    {
        // .NET has no arrays of structs of 64 KB.
        if (model is ILstm<TState> stepping && Unsafe.SizeOf<TState>() <= ushort.MaxValue)
        {
            RunTogether<TState, TOutputs>(stepping, network, inputs, rows, outputs);
        }
        else
        {
            RunSingly<TState, TOutputs>(model, network, inputs, rows, outputs);
        }
    }

    private static void RunTogether<TState, TOutputs>(
        ILstm<TState> model, NetworkShape network, ReadOnlySpan<float> inputs, BatchRows rows, Span<float> outputs)
        where TState : unmanaged, ILstmState
        where TOutputs : struct, IBatchOutputs
    {
        int count = rows.Lengths.Length;
        TState[] states = ArrayPool<TState>.Shared.Rent(count);
        long[] order = ArrayPool<long>.Shared.Rent(count);
        int[] starts = ArrayPool<int>.Shared.Rent(count);
        float[] values = ArrayPool<float>.Shared.Rent(count * (network.Input + network.Output));
        try
        {
            states.AsSpan(0, count).Fill(model.InitialState);
            StepTogether<TState, TOutputs>(model, network, inputs, rows, outputs, new Buffers<TState>(states, order, starts, values));
        }
        finally
        {
            ArrayPool<TState>.Shared.Return(states);
            ArrayPool<long>.Shared.Return(order);
            ArrayPool<int>.Shared.Return(starts);
            ArrayPool<float>.Shared.Return(values);
        }
    }

    private static void StepTogether<TState, TOutputs>(
        ILstm<TState> model, NetworkShape network, ReadOnlySpan<float> inputs, BatchRows rows, Span<float> outputs, Buffers<TState> buffers)
        where TState : unmanaged, ILstmState
        where TOutputs : struct, IBatchOutputs
    {
        int count = rows.Lengths.Length;
        Span<long> order = buffers.Order.AsSpan(0, count);
        Span<int> starts = buffers.Starts.AsSpan(0, count);
        rows.Sort(order, starts);
        Span<float> current = buffers.Values.AsSpan(0, count * network.Input);
        Span<float> results = buffers.Values.AsSpan(count * network.Input, count * network.Output);
        int running = count;
        for (int step = 0; ; step++)
        {
            while (running > 0 && rows.Lengths[(int)order[running - 1]] <= step)
            {
                running--;
            }

            if (running == 0)
            {
                return;
            }

            for (int place = 0; place < running; place++)
            {
                inputs.Slice((starts[place] + step) * network.Input, network.Input).CopyTo(current[(place * network.Input)..]);
            }

            model.StepMany(
                buffers.States.AsSpan(0, running), current[..(running * network.Input)], results[..(running * network.Output)]);
            for (int place = 0; place < running; place++)
            {
                int sequence = (int)order[place];
                if (TOutputs.Has(step, rows.Lengths[sequence]))
                {
                    int row = TOutputs.RowOf(sequence, starts[place] + step);
                    results.Slice(place * network.Output, network.Output).CopyTo(outputs[(row * network.Output)..]);
                }
            }
        }
    }

    /// <summary>Runs one sequence after the other.</summary>
    private static void RunSingly<TState, TOutputs>(
        INetwork<TState> model, NetworkShape network, ReadOnlySpan<float> inputs, BatchRows rows, Span<float> outputs)
        where TState : unmanaged, ILstmState
        where TOutputs : struct, IBatchOutputs
    {
        // A state can be too large for the stack.
        StrongBox<TState> state = new();
        for (int sequence = 0, start = 0; sequence < rows.Lengths.Length; start += rows.RoomOf(sequence), sequence++)
        {
            int length = rows.Lengths[sequence];
            ReadOnlySpan<float> own = inputs.Slice(start * network.Input, length * network.Input);
            state.Value = model.InitialState;
            TOutputs.Run(model, ref state.Value, own, TOutputs.Of(outputs, network.Output, sequence, start, length));
        }
    }

    private static NetworkShape NetworkOf<TState>(INetwork<TState> model)
        where TState : unmanaged, ILstmState
    {
        ArgumentNullException.ThrowIfNull(model);
        return NetworkDescription.Of<TState>().Shape;
    }

    private static NetworkShape NetworkWithSteps<TState>(INetwork<TState> model)
        where TState : unmanaged, ILstmState
    {
        NetworkShape network = NetworkOf(model);
        return model is ILstm<TState> or not IPooledLstm<TState>
            ? network
            : throw new NotSupportedException(
                "This network has one output for a whole sequence, and none for its steps. Call PredictMany or PredictPacked.");
    }

    /// <summary>Checks padded inputs. Returns the number of steps that each sequence has room for.</summary>
    private static int LongestOf(NetworkShape network, ReadOnlySpan<float> inputs, ReadOnlySpan<int> lengths)
    {
        int row = lengths.Length * network.Input;
        if (row == 0 ? inputs.Length > 0 : inputs.Length % row != 0)
        {
            throw new ArgumentException(
                $"Expected inputs [{lengths.Length}, longest, {network.Input}], a multiple of {row} values, found {inputs.Length}.",
                nameof(inputs));
        }

        int longest = row == 0 ? 0 : inputs.Length / row;
        for (int sequence = 0; sequence < lengths.Length; sequence++)
        {
            if (lengths[sequence] < 0 || lengths[sequence] > longest)
            {
                throw new ArgumentException(
                    $"Expected 0 to {longest} steps, as the inputs have room for, found {lengths[sequence]} for sequence {sequence}.",
                    nameof(lengths));
            }
        }

        return longest;
    }

    /// <summary>Checks packed inputs. Returns the number of steps of all sequences.</summary>
    private static int StepsOf(NetworkShape network, ReadOnlySpan<float> inputs, ReadOnlySpan<int> lengths)
    {
        long steps = 0;
        for (int sequence = 0; sequence < lengths.Length; sequence++)
        {
            steps += lengths[sequence] >= 0
                ? lengths[sequence]
                : throw new ArgumentException(
                    $"Expected at least 0 steps, found {lengths[sequence]} for sequence {sequence}.", nameof(lengths));
        }

        return steps * network.Input == inputs.Length
            ? (int)steps
            : throw new ArgumentException(
                $"Expected {steps * network.Input} inputs, {network.Input} for each of {steps} steps, found {inputs.Length}.",
                nameof(inputs));
    }

    private static void CheckOutputs(Span<float> outputs, int rows, int size)
    {
        if (outputs.Length != (long)rows * size)
        {
            throw new ArgumentException(
                $"Expected {(long)rows * size} outputs, {size} for each of {rows} steps, found {outputs.Length}.", nameof(outputs));
        }
    }

    private static void CheckPredictions(NetworkShape network, ReadOnlySpan<int> lengths, Span<float> outputs)
    {
        int empty = lengths.IndexOf(0);
        if (empty >= 0)
        {
            throw new ArgumentException($"Expected at least 1 step, found none for sequence {empty}.", nameof(lengths));
        }

        if (outputs.Length != lengths.Length * network.Output)
        {
            throw new ArgumentException(
                $"Expected {lengths.Length * network.Output} outputs, {network.Output} for each of {lengths.Length} sequences, "
                + $"found {outputs.Length}.",
                nameof(outputs));
        }
    }

    private readonly record struct Buffers<TState>(TState[] States, long[] Order, int[] Starts, float[] Values);
}
