using System;
using System.Globalization;
using Lstm.CompilerServices;

namespace Lstm;

/// <summary>
/// The state that a network settles in under a constant input: a stream that starts from it starts as if the input had always been so, without a click.
/// </summary>
/// <remarks>
/// The network is stepped from its <see cref="ILstm{TState}.InitialState"/> until no value of the state changes by more than 1e-7 in a step (a value above 1: by more than 1e-7 of itself, since it
/// has no finer digits). A network may have several states of rest; this is the one that it comes to. One that changes slowly enough to fall below the bound is as good as
/// at rest for the ear, and may still be far from where it would be after hours. One with a stochastic forget gate is at rest when nothing has moved for a thousand steps.
/// </remarks>
public static class RestStates
{
    /// <summary>The steps after which a search gives up, unless told otherwise: two seconds of audio.</summary>
    public const int MaxSteps = 100_000;

    private const float Tolerance = 1e-7f;

    /// <summary>Looks for the state of rest.</summary>
    /// <typeparam name="TModel">The network.</typeparam>
    /// <typeparam name="TState">Its state.</typeparam>
    /// <param name="model">The network.</param>
    /// <param name="input">The input, [input], finite.</param>
    /// <param name="state">The last state that was reached: that of rest where the outcome is <see cref="RestOutcome.Settled"/>.</param>
    /// <param name="maxSteps">How many steps to take at most.</param>
    /// <returns>How it ended. This is never an exception.</returns>
    /// <exception cref="ArgumentNullException">There is no network.</exception>
    /// <exception cref="ArgumentException">The input has another length than the network's, or a value that is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are to be fewer steps than one.</exception>
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
        RestSearch<TState> search = new(state);
        for (int step = 1; ; step++)
        {
            TState before = state;
            model.Step(ref state, input, output);
            if (search.Judge(ref before, ref state, step, maxSteps, Tolerance) is { } report)
            {
                return report;
            }
        }
    }

    /// <summary>The state of rest, or an exception that says why there is none.</summary>
    /// <typeparam name="TModel">The network.</typeparam>
    /// <typeparam name="TState">Its state.</typeparam>
    /// <param name="model">The network.</param>
    /// <param name="input">The input, [input], finite.</param>
    /// <exception cref="ArgumentException">The input has another length than the network's, or a value that is not finite.</exception>
    /// <exception cref="RestStateException">The network does not come to rest.</exception>
    public static TState Of<TModel, TState>(TModel model, ReadOnlySpan<float> input)
        where TModel : class, ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        RestReport report = Find(model, input, out TState state);
        return report.Outcome == RestOutcome.Settled ? state : throw new RestStateException(report);
    }

    private static void CheckFinite(ReadOnlySpan<float> input)
    {
        foreach (float value in input)
        {
            if (!float.IsFinite(value))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"A network can only come to rest under finite inputs, and one of these is {value}."), nameof(input));
            }
        }
    }
}
