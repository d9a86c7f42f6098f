using System;

namespace Lstm.EndToEnd.Tests;

/// <summary>A network that can step.</summary>
internal abstract class StepNetwork(NetworkCalls calls) : Network(calls)
{
    public static new StepNetwork Around(object model) => (StepNetwork)Network.Around(model);

    /// <summary>A sequence, a call of Step for each of its steps.</summary>
    public abstract Trace Steps(float[] inputs, StartState? start = null);

    /// <summary>A sequence, in a call of Run for each of the pieces, whose lengths are in steps; the rest follows in one call.</summary>
    public abstract Trace RunInPieces(float[] inputs, StartState? start, params int[] pieces);

    /// <summary>Many sequences of one length, a call of StepMany for each step: of states, of a block, or of ranges of a block.</summary>
    public abstract Trace[] StepMany(float[][] inputs, StartState[] starts, Verb verb = Verb.StepMany);

    /// <summary>Whether states go into a block and come out of it in all their bits, one by one and all at once.</summary>
    public abstract bool BlockKeepsBits(int streams);

    /// <summary>Steps a range of a block of busy states.</summary>
    /// <returns>What was thrown, and for each stream whether its state has changed.</returns>
    public abstract (ArgumentException? Thrown, bool[] Moved) StepRange(int streams, int first, int count);

    /// <summary>The outputs of a few steps of StepMany, of states and then of a block.</summary>
    public abstract float[] OutputsOfMany(int streams, int steps);

    /// <summary>Whether StepMany, of states and of a block, gives the same outputs when they are written over the inputs.</summary>
    public abstract bool InPlaceGivesTheSame(int streams);

    /// <summary>
    /// Calls a verb for so many steps or streams where both spans lie in one array, each starting at its place, on states that are not
    /// zero.
    /// </summary>
    public abstract PlacedCall CallWithin(Verb verb, int count, int inputsAt, int outputsAt);

    /// <inheritdoc cref="Network.Call"/>
    /// <remarks>For StepMany the last number is that of the streams.</remarks>
    public abstract override (ArgumentException? Thrown, bool Untouched) Call(Verb verb, int inputs, int outputs, int streams = 1);
}
