using System;

namespace Lstm.Testing;

/// <summary>
/// Checks the guarantees of LstmGen for your network, in your tests, with any test framework. A failed check throws a
/// <see cref="LstmProofException"/>.
/// </summary>
/// <remarks>Use <see cref="LstmSequenceProof"/> for networks that need the whole sequence.</remarks>
public static class LstmProof
{
    /// <summary>
    /// Checks that Step, Run, and StepMany over states, over a block and over a range of a block allocate no memory. Each is measured from
    /// its first call. If the first call of the process matters, call this method before other methods of the model.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="calls">The number of calls of each method.</param>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="calls"/> is less than 1.</exception>
    /// <exception cref="LstmProofException">A method allocates memory.</exception>
    public static void AllocatesNothing<TModel, TState>(TModel model, int calls = 100)
        where TModel : ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(calls, 1);
        new AllocationProof<TModel, TState>(model).Run(calls);
    }

    /// <summary>
    /// Checks that Step, Run, and StepMany over states, over a block and over ranges of a block give bit-identical outputs and states, in
    /// repeated calls and on many threads that share the model.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="steps">The length of each of the 19 sequences: two groups of a block and three more.</param>
    /// <param name="threads">
    /// The number of threads that use the model concurrently, for 0.1 s or for four rounds if these take longer.
    /// </param>
    /// <param name="seed">The seed of the random inputs, which are uniform in [-1, 1].</param>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> or <paramref name="threads"/> is less than 1.</exception>
    /// <exception cref="LstmProofException">
    /// A bit differs. The message contains the method, the stream, the step and the output.
    /// </exception>
    public static void GivesTheSameBits<TModel, TState>(TModel model, int steps = 50, int threads = 8, int seed = 1)
        where TModel : ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        new BitProof<TModel, TState>(model, steps, seed).Run(threads);
    }

    /// <summary>
    /// Measures the latency of Step on this machine. It asserts nothing: compare the result, such as <see cref="LatencyReport.P99"/>, with
    /// your own limit.
    /// </summary>
    /// <remarks>
    /// The code is warmed up for half a second and until the JIT has been idle for a while, but for at most five seconds. A sample is at
    /// least as long as a hundred clock readings. Most steps are shorter, so several steps are timed together, and the report contains
    /// their number. The result depends on the machine and on its other load.
    /// </remarks>
    /// <param name="model">The network.</param>
    /// <param name="steps">The largest number of steps to time.</param>
    /// <param name="sampling">The sampling.</param>
    /// <param name="limit">The time after which the measurement stops early; two seconds by default.</param>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="steps"/> is less than 1, or <paramref name="limit"/> is not positive.
    /// </exception>
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
