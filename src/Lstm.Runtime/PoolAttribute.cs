using System;

namespace Lstm;

/// <summary>
/// Turns the vectors of all steps into one, so that the network has one output for a sequence: a classifier, a regression. The layers after
/// it run once for each sequence.
/// </summary>
/// <remarks>
/// It is after all recurrent layers; dense and other layers may be on both sides. The class gets <c>Predict</c>
/// (<see cref="IPooledLstm{TState}"/>). With <see cref="Pooling.Last"/>, or <see cref="Pooling.Final"/> in one direction, a network whose
/// layers are all forward still has <c>Step</c>, <c>Run</c> and <c>StepMany</c>: each step gives the output of a sequence that ends with
/// it.
/// </remarks>
/// <example>
/// The score of a whole sequence in both directions:
/// <code>
/// [Lstm(input: 12, hidden: 32, Bidirectional = true)]
/// [Pool(Pooling.Final)]
/// [Dense(5, Activation.Softmax)]
/// public sealed partial class Gesture;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PoolAttribute : Attribute
{
    /// <summary>Declares how the vectors of all steps become one.</summary>
    /// <param name="pooling">How.</param>
    public PoolAttribute(Pooling pooling) => Pooling = pooling;

    /// <summary>How the vectors of all steps become one.</summary>
    public Pooling Pooling { get; }
}
