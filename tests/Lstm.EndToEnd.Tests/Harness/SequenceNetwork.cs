using System;

namespace Lstm.EndToEnd.Tests;

/// <summary>A network that needs whole sequences.</summary>
internal abstract class SequenceNetwork(NetworkCalls calls) : Network(calls)
{
    public abstract int ScratchLength(int steps);

    /// <summary>The outputs of a sequence from where the network starts, by the form of Run without a state.</summary>
    public abstract float[] RunWithoutState(float[] inputs);

    /// <summary>A sequence in memory of the caller's, so many floats longer than needed, in which every float is the given one.</summary>
    public abstract Trace RunInScratch(float[] inputs, StartState? start, float content, int longer = 0);

    /// <inheritdoc cref="Network.Call"/>
    /// <remarks>For Run in scratch memory the last number is that of its floats, which must be untouched as well.</remarks>
    public abstract override (ArgumentException? Thrown, bool Untouched) Call(Verb verb, int inputs, int outputs, int scratch = 0);

    /// <summary>
    /// Runs so many steps where all spans lie in one array, each starting at its place; without scratch memory where it has none.
    /// </summary>
    /// <returns>What was thrown, and whether the state and the array are as they were before.</returns>
    public abstract (ArgumentException? Thrown, bool Untouched) CallWithin(
        int floats, int steps, int inputsAt, int outputsAt, int? scratchAt = null);
}
