using System;

namespace Lstm.Testing;

/// <summary>The proofs of <see cref="LstmProof"/> for networks that need the whole sequence, because some of their layers walk backwards.</summary>
public static class LstmSequenceProof
{
    /// <summary>
    /// Proves that a run in scratch memory of the caller's allocates nothing, from the first call on. The other runs rent that memory from the shared pool, which allocates when it has nothing left
    /// to lend.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="steps">The length of a sequence.</param>
    /// <param name="calls">Calls.</param>
    /// <exception cref="ArgumentNullException">There is no model.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer steps or calls than one.</exception>
    /// <exception cref="LstmProofException">It allocates.</exception>
    public static void AllocatesNothing<TModel, TState>(TModel model, int steps = 50, int calls = 100)
        where TModel : ISequenceLstm<TState>
        where TState : unmanaged, ILstmState
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(calls, 1);
        float[] inputs = ProofInputs.Create(steps, TModel.InputSize, seed: 1);
        float[] outputs = new float[steps * TModel.OutputSize];
        float[] scratch = new float[TModel.ScratchLength(steps)];
        TState[] state = [model.InitialState];
        AllocationMeter.Check(typeof(TModel).Name, "Run in scratch memory", () => model.Run(ref state[0], inputs, outputs, scratch), calls);
    }

    /// <summary>
    /// Proves that the runs from a state, from the start, and in scratch memory with anything in it give the same bits, again and again, and on many threads that share the model.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="steps">The length of a sequence.</param>
    /// <param name="threads">Threads that use the model at once; they do so for a tenth of a second, or four rounds if these take longer.</param>
    /// <param name="seed">Other inputs. They are uniform in ±1.</param>
    /// <exception cref="ArgumentNullException">There is no model.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer steps or threads than one.</exception>
    /// <exception cref="LstmProofException">A bit differs. The message names the verb, the step and the output.</exception>
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
