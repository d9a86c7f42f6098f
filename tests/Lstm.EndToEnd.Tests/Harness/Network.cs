using System;
using System.Linq;

namespace Lstm.EndToEnd.Tests;

/// <summary>
/// A generated class without its types, so that one test takes them all: a <see cref="StepNetwork"/> or a <see cref="SequenceNetwork"/>.
/// </summary>
internal abstract class Network(NetworkCalls calls)
{
    public static Network Create(Type model, LstmWeights weights) => Around(Activator.CreateInstance(model, weights)!);

    public static Network Around(object model)
    {
        Type state = model.GetType().GetNestedType("State") ?? throw new InvalidOperationException($"{model.GetType()} has no State.");
        bool steps = model.GetType().GetInterfaces().Contains(typeof(ILstm<>).MakeGenericType(state));
        Type adapter = steps ? typeof(StepAdapter<,>) : typeof(SequenceAdapter<,>);
        return (Network)Activator.CreateInstance(adapter.MakeGenericType(model.GetType(), state), model)!;
    }

    public int InputSize => calls.InputSize;

    public int HiddenSize => calls.HiddenSize;

    public int OutputSize => calls.OutputSize;

    public int LayerCount => calls.LayerCount;

    /// <summary>The weights, as the model gives them back.</summary>
    public LstmWeights Weights => calls.Weights;

    /// <summary>A sequence, in one call of Run, from a given state or from where the network starts.</summary>
    public Trace Run(float[] inputs, StartState? start = null) => calls.Run(inputs, start);

    /// <summary>A sequence from where another one ended: its state is copied byte for byte.</summary>
    public Trace Continue(Trace before, float[] inputs) => calls.Continue(before, inputs);

    /// <summary>The bytes that a thread allocates while it calls a verb so many times.</summary>
    public abstract long AllocatedBytes(Verb verb, int rounds);

    /// <summary>Calls a verb with spans of these lengths, on states that are not zero.</summary>
    /// <returns>What was thrown, and whether states and outputs are as they were before.</returns>
    public abstract (ArgumentException? Thrown, bool Untouched) Call(Verb verb, int inputs, int outputs, int extra = 1);

    /// <summary>What a call is refused with; null when it is not.</summary>
    protected static ArgumentException? Refusal(Action call)
    {
        try
        {
            call();
            return null;
        }
        catch (ArgumentException exception)
        {
            return exception;
        }
    }
}
