using System;
using System.Buffers;
using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.CompilerServices;

/// <summary>The inputs of an embedding. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Tokens
{
    // The tokens that are converted at a time, on the stack. A run that looks ahead still processes several steps at once.
    private const int Chunk = 256;

    /// <summary>Checks that inputs are numbers of tokens.</summary>
    /// <param name="inputs">The inputs of all steps or streams.</param>
    /// <param name="vocabulary">The number of tokens.</param>
    /// <exception cref="ArgumentOutOfRangeException">An input is not a whole number from 0 to <c>vocabulary - 1</c>.</exception>
    public static void Check(ReadOnlySpan<float> inputs, int vocabulary)
    {
        int wrong = IndexOfWrong(inputs, vocabulary);
        if (wrong >= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(inputs), inputs[wrong], string.Create(
                CultureInfo.InvariantCulture,
                $"The input of this network is the number of a token, 0 to {vocabulary - 1}. The input {wrong} is {inputs[wrong]}."));
        }
    }

    /// <summary>Returns the position of the first input that is not the number of a token; -1 if all are.</summary>
    internal static int IndexOfWrong(ReadOnlySpan<float> inputs, int vocabulary)
    {
        for (int index = 0; index < inputs.Length; index++)
        {
            float token = inputs[index];

            // A comparison with NaN is false.
            if (!(token >= 0 && token < vocabulary && token == (int)token))
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>Copies the row of a token, with its padding.</summary>
    /// <param name="table">The first value of the table.</param>
    /// <param name="token">The token.</param>
    /// <param name="target">Receives the row.</param>
    /// <param name="row">The length of a padded row.</param>
    public static void Read(ref float table, float token, ref float target, int row) =>
        VectorCopy.Write(ref Unsafe.Add(ref table, (nint)token * row), ref target, row);

    /// <summary>Does the same for eight streams, one in each lane.</summary>
    /// <param name="table">The first value of the table.</param>
    /// <param name="tokens">The first of the eight tokens.</param>
    /// <param name="target">Receives the values, [row, 8 streams].</param>
    /// <param name="row">The length of a padded row.</param>
    public static void ReadStreams(ref float table, ref float tokens, ref float target, nint row)
    {
        for (nint stream = 0; stream < Vector256<float>.Count; stream++)
        {
            ref float source = ref Unsafe.Add(ref table, (nint)Unsafe.Add(ref tokens, stream) * row);
            for (nint value = 0; value < row; value++)
            {
                Unsafe.Add(ref target, value * Vector256<float>.Count + stream) = Unsafe.Add(ref source, value);
            }
        }
    }

    /// <summary>Runs a network over tokens.</summary>
    /// <param name="model">The model.</param>
    /// <param name="state">The stream's state, advanced by all steps.</param>
    /// <param name="tokens">The tokens, [steps].</param>
    /// <param name="outputs">Receives the outputs, [steps, output].</param>
    /// <param name="vocabulary">The number of tokens.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is no token. Nothing has changed.</exception>
    /// <exception cref="ArgumentException">The outputs have another length.</exception>
    [SkipLocalsInit]
    public static void Run<TModel, TState>(
        TModel model, ref TState state, ReadOnlySpan<int> tokens, Span<float> outputs, int vocabulary)
        where TModel : ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        Check(tokens, vocabulary);
        int size = TModel.OutputSize;
        if (outputs.Length != tokens.Length * size)
        {
            throw new ArgumentException(
                $"Expected {tokens.Length * size} outputs, {size} for each of {tokens.Length} tokens, found {outputs.Length}.",
                nameof(outputs));
        }

        Span<float> inputs = stackalloc float[Chunk];
        for (int first = 0; first < tokens.Length; first += Chunk)
        {
            int count = Math.Min(Chunk, tokens.Length - first);
            Convert(tokens.Slice(first, count), inputs);
            model.Run(ref state, inputs[..count], outputs.Slice(first * size, count * size));
        }
    }

    /// <summary>Runs a network that needs whole sequences over tokens.</summary>
    /// <param name="model">The model.</param>
    /// <param name="state">The stream's state, advanced by all steps.</param>
    /// <param name="tokens">The tokens, [steps].</param>
    /// <param name="outputs">Receives the outputs.</param>
    /// <param name="vocabulary">The number of tokens.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is no token. Nothing has changed.</exception>
    /// <exception cref="ArgumentException">The outputs have another length.</exception>
    public static void RunSequence<TModel, TState>(
        TModel model, ref TState state, ReadOnlySpan<int> tokens, Span<float> outputs, int vocabulary)
        where TModel : ISequenceLstm<TState>
        where TState : unmanaged, ILstmState
    {
        Check(tokens, vocabulary);
        using Inputs inputs = new(tokens);
        model.Run(ref state, inputs.Values, outputs);
    }

    /// <summary>Computes the output of a sequence of tokens from the initial state.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">The tokens, [steps].</param>
    /// <param name="output">Receives the output.</param>
    /// <param name="vocabulary">The number of tokens.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is no token.</exception>
    /// <exception cref="ArgumentException">There is no token, or the output has another length.</exception>
    public static void Predict<TModel, TState>(TModel model, ReadOnlySpan<int> tokens, Span<float> output, int vocabulary)
        where TModel : IPooledLstm<TState>
        where TState : unmanaged, ILstmState
    {
        Check(tokens, vocabulary);
        using Inputs inputs = new(tokens);
        model.Predict(inputs.Values, output);
    }

    private static void Convert(ReadOnlySpan<int> tokens, Span<float> inputs)
    {
        for (int index = 0; index < tokens.Length; index++)
        {
            inputs[index] = tokens[index];
        }
    }

    private static void Check(ReadOnlySpan<int> tokens, int vocabulary)
    {
        for (int index = 0; index < tokens.Length; index++)
        {
            if ((uint)tokens[index] >= (uint)vocabulary)
            {
                throw new ArgumentOutOfRangeException(nameof(tokens), tokens[index], string.Create(
                    CultureInfo.InvariantCulture, $"Expected tokens from 0 to {vocabulary - 1}, found {tokens[index]} at index {index}."));
            }
        }
    }

    /// <summary>The inputs of a whole sequence, in rented memory.</summary>
    private readonly ref struct Inputs
    {
        private readonly float[] _rented;

        public Inputs(ReadOnlySpan<int> tokens)
        {
            _rented = ArrayPool<float>.Shared.Rent(tokens.Length);
            Values = _rented.AsSpan(0, tokens.Length);
            Convert(tokens, _rented);
        }

        public ReadOnlySpan<float> Values { get; }

        public void Dispose() => ArrayPool<float>.Shared.Return(_rented);
    }
}
