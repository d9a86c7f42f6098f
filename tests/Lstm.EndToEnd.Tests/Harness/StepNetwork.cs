using System;

namespace Lstm.EndToEnd.Tests;

/// <summary>A network that can step.</summary>
internal abstract class StepNetwork : Network
{
    public static new StepNetwork Around(object model) => (StepNetwork)Network.Around(model);

    /// <summary>A sequence, a call of Step for each of its steps.</summary>
    public abstract Trace Steps(float[] inputs, StartState? start = null);

    /// <summary>A sequence, in a call of Run for each of the pieces, whose lengths are in steps; the rest follows in one call.</summary>
    public abstract Trace RunInPieces(float[] inputs, StartState? start, params int[] pieces);

    /// <summary>Many sequences of one length, a call of StepMany for each step.</summary>
    public abstract Trace[] StepMany(float[][] inputs, StartState[] starts);

    public override Trace Run(float[] inputs, StartState? start = null) => RunInPieces(inputs, start);

    /// <inheritdoc cref="Network.Call"/>
    /// <remarks>For StepMany the last number is that of the streams.</remarks>
    public abstract override (ArgumentException? Thrown, bool Untouched) Call(Verb verb, int inputs, int outputs, int streams = 1);
}
