using System;
using System.Globalization;
using System.Runtime.CompilerServices;
using Lstm.CompilerServices;

namespace Lstm;

/// <summary>
/// Finds the steady state of a network under a constant input. A stream that starts from it behaves as if it had always had that input, so
/// it has no initial transient.
/// </summary>
/// <remarks>
/// The search steps the network from its <see cref="INetwork{TState}.InitialState"/> until no value of the state changes by more than 1e-7
/// in a step. For values with a magnitude above 1 the bound is relative, because of their limited precision. A network may have several
/// steady states; the search finds the one that this trajectory reaches. A state that changes so slowly that it is within the bound is
/// accepted, but may drift far away over hours. A network with a stochastic forget gate is accepted after a thousand steps without a change
/// above the bound.
/// </remarks>
public static class RestStates
{
    /// <summary>The default limit on the steps of a search: about two seconds of audio.</summary>
    public const int MaxSteps = 100_000;

    private const float Tolerance = 1e-7f;

    /// <summary>Searches for the steady state.</summary>
    /// <typeparam name="TModel">The network.</typeparam>
    /// <typeparam name="TState">Its state.</typeparam>
    /// <param name="model">The network.</param>
    /// <param name="input">The input, [input]. All values must be finite.</param>
    /// <param name="state">
    /// The last state of the search. It is the steady state if the outcome is <see cref="RestOutcome.Settled"/>.
    /// </param>
    /// <param name="maxSteps">The largest number of steps to take.</param>
    /// <returns>The result of the search. A network without a steady state is reported here, without an exception.</returns>
    /// <exception cref="ArgumentNullException">The network is null.</exception>
    /// <exception cref="ArgumentException">The input has the wrong length, or a value that is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The largest number of steps is less than one.</exception>
    public static RestReport Find<TModel, TState>(TModel model, ReadOnlySpan<float> input, out TState state, int maxSteps = MaxSteps)
        where TModel : class, ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSteps, 1);
        float[] output = new float[TModel.OutputSize];
        SpanLengths.CheckStep(input.Length, output.Length, TModel.InputSize, TModel.OutputSize);
        CheckFinite(input);

        state = model.InitialState;
        RestSearch<TState> search = new(ref state);
        for (int step = 1; ; step++)
        {
            search.Keep(ref state);
            model.Step(ref state, input, output);
            if (search.Judge(ref state, step, maxSteps, Tolerance) is { } report)
            {
                return report;
            }
        }
    }

    /// <summary>Returns the steady state, or throws an exception with the reason why none was found.</summary>
    /// <typeparam name="TModel">The network.</typeparam>
    /// <typeparam name="TState">Its state.</typeparam>
    /// <param name="model">The network.</param>
    /// <param name="input">The input, [input]. All values must be finite.</param>
    /// <exception cref="ArgumentException">The input has the wrong length, or a value that is not finite.</exception>
    /// <exception cref="RestStateException">The network does not reach a steady state.</exception>
    public static TState Of<TModel, TState>(TModel model, ReadOnlySpan<float> input)
        where TModel : class, ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        // Not a local variable: a state may be too large for the stack.
        StrongBox<TState> state = new();
        RestReport report = Find(model, input, out state.Value);
        if (report.Outcome != RestOutcome.Settled)
        {
            throw new RestStateException(report);
        }

        return state.Value;
    }

    private static void CheckFinite(ReadOnlySpan<float> input)
    {
        foreach (float value in input)
        {
            if (!float.IsFinite(value))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"A steady state requires finite inputs, but one of them is {value}."),
                    nameof(input));
            }
        }
    }
}
