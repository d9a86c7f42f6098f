using System;

namespace Lstm.EndToEnd.Tests;

/// <summary>A generated class that turns the vectors of all steps into one, without its types.</summary>
internal abstract class PooledNetwork(Network network)
{
    public static PooledNetwork Around(object model)
    {
        Type state = model.GetType().GetNestedType("State") ?? throw new InvalidOperationException($"{model.GetType()} has no State.");
        return (PooledNetwork)Activator.CreateInstance(typeof(PooledAdapter<,>).MakeGenericType(model.GetType(), state), model)!;
    }

    /// <summary>The verbs that all networks have.</summary>
    public Network Network => network;

    /// <summary>A sequence, in one call of Predict, from a given state or from where the network starts.</summary>
    public abstract Trace Predict(float[] inputs, StartState? start = null);

    /// <summary>The output of a sequence from where the network starts, by the form of Predict without a state.</summary>
    public abstract float[] PredictWithoutState(float[] inputs);

    /// <summary>The same from where another sequence ended: its state is copied byte for byte.</summary>
    public abstract Trace Continue(Trace before, float[] inputs);

    /// <summary>The bytes that a thread allocates while it calls both forms so many times.</summary>
    public abstract long AllocatedBytes(int rounds);

    /// <summary>Calls both forms with spans of these lengths, on a state that is not zero.</summary>
    /// <returns>What was thrown by each, and whether state and output are as they were before.</returns>
    public abstract (ArgumentException? Thrown, ArgumentException? ThrownWithoutState, bool Untouched) Call(int inputs, int output);

    /// <summary>Calls Predict where both spans lie in one array, each starting at its place.</summary>
    /// <returns>What was thrown, and whether the state and the array are as they were before.</returns>
    public abstract (ArgumentException? Thrown, bool Untouched) CallWithin(int floats, int steps, int inputsAt, int outputAt);
}
