using System;

namespace Lstm.EndToEnd.Tests;

/// <summary>A generated class without its types, so that one test takes them all.</summary>
internal abstract class Network
{
    public static Network Create(Type model, LstmWeights weights) => Around(Activator.CreateInstance(model, weights)!);

    public static Network Around(object model)
    {
        Type state = model.GetType().GetNestedType("State") ?? throw new InvalidOperationException($"{model.GetType()} has no State.");
        return (Network)Activator.CreateInstance(typeof(NetworkAdapter<,>).MakeGenericType(model.GetType(), state), model)!;
    }

    public abstract int InputSize { get; }

    public abstract int HiddenSize { get; }

    public abstract int OutputSize { get; }

    public abstract int LayerCount { get; }

    /// <summary>A sequence, a call of Step for each of its steps.</summary>
    public abstract Trace Steps(float[] inputs, StartState? start = null);

    /// <summary>A sequence, in a call of Run for each of the pieces, whose lengths are in steps; the rest follows in one call.</summary>
    public abstract Trace Run(float[] inputs, StartState? start = null, params int[] pieces);

    /// <summary>Many sequences of one length, a call of StepMany for each step.</summary>
    public abstract Trace[] StepMany(float[][] inputs, StartState[] starts);

    /// <summary>The bytes that a thread allocates while it calls a verb so many times.</summary>
    public abstract long AllocatedBytes(Verb verb, int rounds);

    /// <summary>Calls a verb with spans of these lengths, on states that are not zero.</summary>
    /// <returns>What was thrown, and whether states and outputs are as they were before.</returns>
    public abstract (ArgumentException? Thrown, bool Untouched) Call(Verb verb, int inputs, int outputs, int streams = 1);
}
