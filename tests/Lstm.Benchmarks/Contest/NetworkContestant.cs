using System;
using System.Linq;
using Lstm.Benchmarks.Networks;

namespace Lstm.Benchmarks.Contest;

/// <summary>A network that is given the same sequence again and again, its state going on from one time to the next.</summary>
/// <param name="name">What the reader knows it by.</param>
/// <param name="size">The network's size.</param>
/// <param name="inputs">The sequence, row-major [steps, input].</param>
internal abstract class NetworkContestant(string name, NetworkSize size, float[] inputs) : Contestant(name, inputs.Length / size.Input)
{
    public NetworkSize Size => size;

    protected float[] Inputs => inputs;

    /// <summary>Goes through the sequence once from the zero state.</summary>
    /// <returns>The outputs of all steps, row-major [steps, hidden].</returns>
    public abstract float[] Outputs();

    /// <summary>How far its outputs are from others at the most; NaN counts as the largest difference there is.</summary>
    public float LargestDifference(float[] reference) => Outputs()
        .Zip(reference, static (left, right) => MathF.Abs(left - right))
        .Max(static difference => float.IsNaN(difference) ? float.PositiveInfinity : difference);
}
