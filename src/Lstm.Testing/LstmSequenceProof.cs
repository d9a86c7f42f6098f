using System;

namespace Lstm.Testing;

/// <summary>
/// The checks of <see cref="LstmProof"/> for networks that need the whole sequence, because of backward layers or pooling.
/// </summary>
public static class LstmSequenceProof
{
    /// <summary>
    /// Checks that Run with the caller's scratch memory allocates nothing, from the first call on. The other overloads rent that memory
    /// from the shared pool, which may allocate.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="steps">The length of a sequence.</param>
    /// <param name="calls">The number of calls.</param>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> or <paramref name="calls"/> is less than 1.</exception>
    /// <exception cref="LstmProofException">Run allocates memory.</exception>
    public static void AllocatesNothing<TModel, TState>(TModel model, int steps = 50, int calls = 100)
        where TModel : ISequenceLstm<TState>
        where TState : unmanaged, ILstmState
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(calls, 1);
        float[] inputs = ProofInputs.Create(steps, TModel.InputSize, seed: 1);
        float[] outputs = new float[TModel.OutputSteps(steps) * TModel.OutputSize];
        float[] scratch = new float[TModel.ScratchLength(steps)];
        StateMemory<TState> state = StateMemory<TState>.Of(1, in model.InitialState);
        AllocationMeter.Check(typeof(TModel).Name, "Run in scratch memory", () => model.Run(ref state[0], inputs, outputs, scratch), calls);
    }

    /// <summary>
    /// Checks that Run from a state, Run from the initial state and Run with uninitialised scratch memory give bit-identical results, in
    /// repeated calls and on many threads that share the model.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="steps">The length of a sequence.</param>
    /// <param name="threads">
    /// The number of threads that use the model concurrently, for 0.1 s or for four rounds if these take longer.
    /// </param>
    /// <param name="seed">The seed of the random inputs, which are uniform in [-1, 1].</param>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> or <paramref name="threads"/> is less than 1.</exception>
    /// <exception cref="LstmProofException">A bit differs. The message contains the method, the step and the output.</exception>
    public static void GivesTheSameBits<TModel, TState>(TModel model, int steps = 50, int threads = 8, int seed = 1)
        where TModel : ISequenceLstm<TState>
        where TState : unmanaged, ILstmState
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        new SequenceBitProof<TModel, TState>(model, steps, seed).Run(threads);
    }
}
