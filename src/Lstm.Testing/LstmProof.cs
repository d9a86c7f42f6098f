using System;

namespace Lstm.Testing;

/// <summary>
/// What LstmGen promises of every network, proved of yours: for the tests of your program, with any test framework. A proof that fails throws a
/// <see cref="LstmProofException"/>.
/// </summary>
/// <remarks>For networks that need the whole sequence there is <see cref="LstmSequenceProof"/>.</remarks>
public static class LstmProof
{
    /// <summary>
    /// Proves that no verb allocates: Step, Run, and StepMany over states, over a block and over a range of one. Each is measured from its first call on, so make this the first thing that
    /// happens to the model where the first call matters.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="calls">Calls of each verb.</param>
    /// <exception cref="ArgumentNullException">There is no model.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer calls than one.</exception>
    /// <exception cref="LstmProofException">A verb allocates.</exception>
    public static void AllocatesNothing<TModel, TState>(TModel model, int calls = 100)
        where TModel : ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(calls, 1);
        new AllocationProof<TModel, TState>(model).Run(calls);
    }

    /// <summary>
    /// Proves that Step, Run, and StepMany over states, over a block and over ranges of one give the same outputs and the same states bit for bit, again and again, and on many threads that
    /// share the model.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="steps">The length of each sequence. There are 19: two groups of a block, and three that are left over.</param>
    /// <param name="threads">Threads that use the model at once; they do so for a tenth of a second, or four rounds if these take longer.</param>
    /// <param name="seed">Other inputs. They are uniform in ±1.</param>
    /// <exception cref="ArgumentNullException">There is no model.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer steps or threads than one.</exception>
    /// <exception cref="LstmProofException">A bit differs. The message names the verb, the stream, the step and the output.</exception>
    public static void GivesTheSameBits<TModel, TState>(TModel model, int steps = 50, int threads = 8, int seed = 1)
        where TModel : ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        new BitProof<TModel, TState>(model, steps, seed).Run(threads);
    }

    /// <summary>Measures what a Step costs on this machine. It asserts nothing: what is fast enough is yours to say, and to compare with <see cref="LatencyReport.P99"/>.</summary>
    /// <remarks>
    /// The code is warmed up first: for half a second, and until the JIT has had nothing to compile for a while, five seconds at most. No time shorter than a hundred readings of the clock is taken: most steps are shorter than that, and then as many of them are timed together
    /// as it takes; the report says how many. It is a number of one machine, with whatever else that did meanwhile.
    /// </remarks>
    /// <param name="model">The network.</param>
    /// <param name="steps">Steps to time, at most.</param>
    /// <param name="sampling">What is timed.</param>
    /// <param name="limit">When to stop with fewer steps; two seconds, unless said otherwise.</param>
    /// <exception cref="ArgumentNullException">There is no model.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer steps than one, or no time for one.</exception>
    public static LatencyReport Latency<TModel, TState>(
        TModel model, int steps = 1_000_000, LatencySampling sampling = LatencySampling.Batches, TimeSpan? limit = null)
        where TModel : ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        TimeSpan most = limit ?? TimeSpan.FromSeconds(2);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(most, TimeSpan.Zero, nameof(limit));
        return new LatencyMeasurement<TModel, TState>(model).Run(steps, sampling, most);
    }
}
